using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>The counterpart of <see cref="WireReader"/>: appends primitives, little-endian.</summary>
public sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _buffer;

    /// <summary>An empty writer.</summary>
    /// <param name="capacity">Bytes to have room for from the start.</param>
    public WireWriter(int capacity = 256) => _buffer = new ArrayBufferWriter<byte>(capacity);

    /// <summary>What was written so far.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <summary>One byte.</summary>
    public void Byte(byte value) => _buffer.Write([value]);

    /// <summary>A count, 4 bytes.</summary>
    public void Count(int value) => BinaryPrimitives.WriteInt32LittleEndian(Room(4), value);

    /// <summary>An 8-byte integer.</summary>
    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Room(8), value);

    /// <summary>A double, bit for bit.</summary>
    public void Double(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Room(8), value);

    /// <summary>A byte that says whether there is a number, then the number (0 when not).</summary>
    public void OptionalDouble(double? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        Double(value ?? 0);
    }

    /// <summary>Doubles, without a count in front.</summary>
    public void Doubles(ReadOnlySpan<double> values) => _buffer.Write(MemoryMarshal.AsBytes(values));

    /// <summary>4-byte integers, without a count in front.</summary>
    public void Int32s(ReadOnlySpan<int> values) => _buffer.Write(MemoryMarshal.AsBytes(values));

    /// <summary>Bytes, without a count in front.</summary>
    public void Bytes(ReadOnlySpan<byte> values) => _buffer.Write(values);

    /// <summary>UTF-8 behind a count of bytes.</summary>
    public void Text(string value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        Count(bytes);
        Encoding.UTF8.GetBytes(value, _buffer.GetSpan(bytes));
        _buffer.Advance(bytes);
    }

    /// <summary>Names in one text, parted by NUL; a NUL in a name becomes U+FFFD.</summary>
    public void Names(NameList names)
    {
        Count(names.Joined.Length);
        Bytes(names.Joined);
    }

    private Span<byte> Room(int bytes)
    {
        var span = _buffer.GetSpan(bytes)[..bytes];
        _buffer.Advance(bytes);
        return span;
    }
}
