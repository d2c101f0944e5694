using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>
/// Takes primitives from the bytes of a frame, little-endian, and never believes a count before the bytes for it are seen.
/// </summary>
public ref struct WireReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest;

    /// <summary>Reads from the start of these bytes.</summary>
    public WireReader(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Bytes not taken yet.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>A byte that has to be a defined member of the enum.</summary>
    public T Enum<T>()
        where T : struct, Enum
    {
        var raw = Byte();
        var value = (T)(object)raw;
        return System.Enum.IsDefined(value) ? value : throw new WireException($"{raw} is no {typeof(T).Name}");
    }

    /// <summary>A count: 4 bytes, at most <paramref name="most"/>.</summary>
    public int Count(int most = int.MaxValue)
    {
        var value = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
        return value <= most ? (int)value : throw new WireException($"a count of {value}, but {most} is the most");
    }

    /// <summary>An 8-byte integer.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>A double, bit for bit.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    /// <summary>A double behind a byte that says whether it is there; NaN counts as absent.</summary>
    public double? OptionalDouble()
    {
        var present = Byte() != 0;
        var value = Double();
        return present && !double.IsNaN(value) ? value : null;
    }

    /// <summary>Doubles, without a count in front.</summary>
    public double[] Doubles(int count) => MemoryMarshal.Cast<byte, double>(Take(count, sizeof(double))).ToArray();

    /// <summary>4-byte integers, without a count in front.</summary>
    public int[] Int32s(int count) => MemoryMarshal.Cast<byte, int>(Take(count, sizeof(int))).ToArray();

    /// <summary>Bytes, without a count in front.</summary>
    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    /// <summary>UTF-8 behind a count of bytes.</summary>
    public string Text(int mostBytes = int.MaxValue)
    {
        var bytes = Take(Count(mostBytes));
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException fault)
        {
            throw new WireException("a text that is not UTF-8", fault);
        }
    }

    /// <summary>So many names, in one text, parted by NUL.</summary>
    public NameList Names(int count)
    {
        try
        {
            return NameList.FromJoined(Take(Count()), count);
        }
        catch (FormatException fault)
        {
            throw new WireException(fault.Message, fault);
        }
    }

    /// <summary>Everything has to be taken by now.</summary>
    public readonly void End()
    {
        if (!_rest.IsEmpty)
        {
            throw new WireException($"{_rest.Length} bytes too many");
        }
    }

    private ReadOnlySpan<byte> Take(int count, int size = 1)
    {
        var bytes = (long)count * size;
        if (bytes > _rest.Length)
        {
            throw new WireException($"{bytes} bytes announced, {_rest.Length} there");
        }

        var taken = _rest[..(int)bytes];
        _rest = _rest[(int)bytes..];
        return taken;
    }
}
