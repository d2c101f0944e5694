using System.Buffers.Binary;
using System.IO.Compression;

namespace MipActors.Reports.Images;

/// <summary>
/// A picture as a PNG file (PNG specification, third edition): 8 bits each of red, green and blue, no filter. The one managed writer at hand, BigGustave 1.0.6, fails
/// once a colour has gone from a picture; it reads what this writes in the tests.
/// </summary>
internal static class PngFile
{
    private const byte Truecolour = 2;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (crc, _) => (crc & 1) != 0 ? 0xedb88320 ^ (crc >> 1) : crc >> 1))];

    /// <summary>The file of a picture.</summary>
    /// <param name="width">Its width in pixels.</param>
    /// <param name="pixels">Its rows from the top, three bytes a pixel.</param>
    public static byte[] Of(int width, ReadOnlySpan<byte> pixels)
    {
        var stride = width * 3;
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);

        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], pixels.Length / stride);
        (header[8], header[9]) = (8, Truecolour);
        WriteChunk(file, "IHDR"u8, header);

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var row = 0; row < pixels.Length; row += stride)
            {
                zlib.WriteByte(0); // the row's filter: none
                zlib.Write(pixels.Slice(row, stride));
            }
        }

        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Checksum(Checksum(uint.MaxValue, type), data));
        file.Write(number);
    }

    private static uint Checksum(uint crc, ReadOnlySpan<byte> data)
    {
        foreach (var one in data)
        {
            crc = Remainders[(byte)(crc ^ one)] ^ (crc >> 8);
        }

        return crc;
    }
}
