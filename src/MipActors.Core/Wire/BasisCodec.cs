using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>The binary form of a basis that may be absent (docs/protocol.md, "Basis").</summary>
internal static class BasisCodec
{
    public static void Write(WireWriter writer, Basis? basis)
    {
        writer.Byte(basis is null ? (byte)0 : (byte)1);
        if (basis is not null)
        {
            Statuses(writer, basis.Columns);
            Statuses(writer, basis.Rows);
        }
    }

    /// <exception cref="WireException">The bytes are no basis of so many columns and rows.</exception>
    public static Basis? Read(ref WireReader reader, int columns, int rows) =>
        reader.Byte() == 0 ? null : new Basis(Statuses(ref reader, columns), Statuses(ref reader, rows));

    private static void Statuses(WireWriter writer, BasisStatus[] statuses)
    {
        writer.Count(statuses.Length);
        writer.Bytes(MemoryMarshal.AsBytes<BasisStatus>(statuses));
    }

    private static BasisStatus[] Statuses(ref WireReader reader, int expected)
    {
        var count = reader.Count();
        if (count != expected)
        {
            throw new WireException($"{count} basis statuses where {expected} belong");
        }

        var bytes = reader.Bytes(count);
        return bytes.ContainsAnyExceptInRange((byte)BasisStatus.AtLower, (byte)BasisStatus.Free)
            ? throw new WireException("a basis status that is none")
            : MemoryMarshal.Cast<byte, BasisStatus>(bytes).ToArray();
    }
}
