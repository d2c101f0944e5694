using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>The binary form of a <see cref="LinearModel"/> (docs/protocol.md, "Model"). Doubles travel bit for bit.</summary>
public static class ModelCodec
{
    private const byte Version = 1;

    /// <summary>Appends the model.</summary>
    public static void Write(WireWriter writer, LinearModel model)
    {
        writer.Byte(Version);
        writer.Byte((byte)model.Sense);
        writer.Count(model.ColumnCount);
        writer.Count(model.RowCount);
        writer.Count(model.Matrix.NonZeroCount);
        writer.Double(model.ObjectiveOffset);
        writer.Doubles(model.Cost);
        writer.Doubles(model.ColumnLower);
        writer.Doubles(model.ColumnUpper);
        writer.Doubles(model.RowLower);
        writer.Doubles(model.RowUpper);
        writer.Int32s(model.Matrix.Starts);
        writer.Int32s(model.Matrix.Indices);
        writer.Doubles(model.Matrix.Values);
        writer.Bytes(MemoryMarshal.AsBytes<VariableKind>(model.Kinds));
        writer.Text(model.Name);
        writer.Names(model.ColumnNames);
        writer.Names(model.RowNames);
    }

    /// <summary>
    /// Takes a model and checks its shape: counts, starts that rise, column numbers in range and once a row. Its numbers are
    /// the user's: NaN or crossed bounds pass here and are answered by name elsewhere (Verification.ModelScreen).
    /// </summary>
    /// <exception cref="WireException">The bytes are no model.</exception>
    public static LinearModel Read(ref WireReader reader)
    {
        if (reader.Byte() is var version && version != Version)
        {
            throw new WireException($"a model of version {version}; this side speaks {Version}");
        }

        var sense = reader.Enum<ObjectiveSense>();
        int columns = reader.Count(), rows = reader.Count(), nonZeros = reader.Count();
        var offset = reader.Double();
        double[] cost = reader.Doubles(columns), lower = reader.Doubles(columns), upper = reader.Doubles(columns);
        double[] rowLower = reader.Doubles(rows), rowUpper = reader.Doubles(rows);
        int[] starts = reader.Int32s(rows + 1), indices = reader.Int32s(nonZeros);
        var values = reader.Doubles(nonZeros);
        var kinds = reader.Bytes(columns);
        if (kinds.ContainsAnyExcept((byte)VariableKind.Continuous, (byte)VariableKind.Integer))
        {
            throw new WireException("a column that is neither continuous nor integer");
        }

        CheckShape(columns, starts, indices);
        return new LinearModel
        {
            Sense = sense,
            ObjectiveOffset = offset,
            Cost = cost,
            ColumnLower = lower,
            ColumnUpper = upper,
            RowLower = rowLower,
            RowUpper = rowUpper,
            Matrix = new SparseMatrix(starts, indices, values),
            Kinds = MemoryMarshal.Cast<byte, VariableKind>(kinds).ToArray(),
            Name = reader.Text(),
            ColumnNames = reader.Names(columns),
            RowNames = reader.Names(rows),
        };
    }

    private static void CheckShape(int columns, int[] starts, int[] indices)
    {
        if (starts[0] != 0 || starts[^1] != indices.Length)
        {
            throw new WireException("row starts that do not span the entries");
        }

        var lastRowOfColumn = new int[columns];
        for (var row = 0; row + 1 < starts.Length; row++)
        {
            if (starts[row + 1] < starts[row] || starts[row + 1] > indices.Length)
            {
                throw new WireException($"the entries of row {row} end before they start or after the last entry");
            }

            for (var entry = starts[row]; entry < starts[row + 1]; entry++)
            {
                var column = indices[entry];
                if ((uint)column >= (uint)columns || lastRowOfColumn[column] == row + 1)
                {
                    throw new WireException($"row {row} names a column that does not exist, or one twice");
                }

                lastRowOfColumn[column] = row + 1;
            }
        }
    }
}
