using CsCheck;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Tests.Core.Formats;

/// <summary>What is written reads back as the same model; and no text, however broken, does anything but be read or be refused with its line.</summary>
public sealed class ModelTextProperties
{
    private static readonly double[] Peculiar = [0, -0.0, 1, -1, 0.1, 1e-300, -double.Epsilon, 1e19, 123456789.123456789, 1.0 / 3];

    private static Gen<double> Number => Gen.OneOf(
        Gen.Double.Where(value => Math.Abs(value) < ModelText.Infinity), Gen.Int[-9, 9].Select(whole => (double)whole), Of(Peculiar));

    private static Gen<double> Coefficient => Number.Where(value => value != 0);

    private static Gen<(double Lower, double Upper)> Bounds => Gen.Select(Number, Number, Gen.Int[0, 5], (a, b, kind) => kind switch
    {
        0 => (a, a),
        1 => (double.NegativeInfinity, a),
        2 => (a, double.PositiveInfinity),
        3 => (double.NegativeInfinity, double.PositiveInfinity),
        4 => (0, double.PositiveInfinity),
        _ => (Math.Min(a, b), Math.Max(a, b)),
    });

    private static Gen<LinearModel> Model(Gen<string> name) =>
        from columns in Gen.Int[1, 8]
        from rows in Gen.Int[0, 8]
        from isIn in Gen.Bool.Array[columns * rows]
        from values in Coefficient.Array[columns * rows]
        from cost in Number.Array[columns]
        from columnBounds in Bounds.Array[columns]
        from rowBounds in Bounds.Array[rows]
        from kinds in Gen.Bool.Array[columns]
        from columnNames in name.Array[columns]
        from rowNames in name.Array[rows]
        from rest in Gen.Select(Gen.Bool, Number)
        select new LinearModel
        {
            Name = "a model",
            Sense = rest.Item1 ? ObjectiveSense.Maximize : ObjectiveSense.Minimize,
            ObjectiveOffset = rest.Item2,
            Cost = cost,
            ColumnLower = [.. columnBounds.Select(bounds => bounds.Lower)],
            ColumnUpper = [.. columnBounds.Select(bounds => bounds.Upper)],
            Kinds = [.. kinds.Select(isInteger => isInteger ? VariableKind.Integer : VariableKind.Continuous)],
            ColumnNames = columnNames,
            RowLower = [.. rowBounds.Select(bounds => bounds.Lower)],
            RowUpper = [.. rowBounds.Select(bounds => bounds.Upper)],
            RowNames = rowNames,
            Matrix = Matrix(columns, rows, isIn, values),
        };

    private static Gen<LinearModel> Named => Model(Gen.Const("")).Select(model => model.With(
        columnNames: [.. Enumerable.Range(0, model.ColumnCount).Select(column => $"x({column},_a)")],
        rowNames: [.. Enumerable.Range(0, model.RowCount).Select(row => $"r_{row}")]));

    [Fact]
    public void A_model_that_was_written_as_lp_reads_back_the_same() => Named.Sample(
        model =>
        {
            var written = ModelText.Write(ModelFormat.Lp, model);
            Assert.Empty(written.Notes);
            Equal(model, ModelText.Read(ModelFormat.Lp, written.Text, ModelSizeLimits.None).Model);
        },
        iter: 3_000);

    [Fact]
    public void A_model_that_was_written_as_mps_reads_back_the_same_up_to_the_last_digit_of_a_range_that_no_double_holds() => Named.Sample(
        model =>
        {
            var written = ModelText.Write(ModelFormat.Mps, model);
            var read = ModelText.Read(ModelFormat.Mps, written.Text, ModelSizeLimits.None).Model;
            if (written.Notes.Count == 0)
            {
                Equal(model, read);
                return;
            }

            Assert.Contains("rounded in its last digit", Assert.Single(written.Notes), StringComparison.Ordinal);
            for (var row = 0; row < model.RowCount; row++)
            {
                var largest = Math.Max(Math.Abs(model.RowLower[row]), Math.Abs(model.RowUpper[row]));
                Assert.True(model.RowLower[row] == read.RowLower[row] || Math.Abs(model.RowLower[row] - read.RowLower[row]) <= Math.BitIncrement(largest) - largest);
                Assert.True(model.RowUpper[row] == read.RowUpper[row] || Math.Abs(model.RowUpper[row] - read.RowUpper[row]) <= Math.BitIncrement(largest) - largest);
            }

            Equal(model.With(rowLower: read.RowLower, rowUpper: read.RowUpper), read);
        },
        iter: 3_000);

    [Theory]
    [InlineData(ModelFormat.Lp)]
    [InlineData(ModelFormat.Mps)]
    public void Names_that_the_format_does_not_allow_are_changed_and_nothing_else(ModelFormat format) =>
        Model(Gen.OneOf(Generate.Text, Of(["st", "free", "e5", "x y", "$a", "-", "end", "Bounds", "x"]))).Sample(
            model =>
            {
                var written = ModelText.Write(format, model);
                var read = ModelText.Read(format, written.Text, ModelSizeLimits.None).Model;
                Assert.Equal(read.ColumnCount, read.ColumnNames.Distinct(StringComparer.Ordinal).Count());
                Assert.Equal(read.RowCount, read.RowNames.Distinct(StringComparer.Ordinal).Count());
                if (!written.Notes.Any(note => note.Contains("rounded", StringComparison.Ordinal)))
                {
                    Equal(model.With(columnNames: read.ColumnNames, rowNames: read.RowNames), read);
                }
            },
            iter: 2_000);

    [Theory]
    [InlineData(ModelFormat.Lp)]
    [InlineData(ModelFormat.Mps)]
    public void A_broken_text_is_refused_with_a_line_that_it_has_or_is_another_model(ModelFormat format) =>
        Gen.Select(Named, Gen.Int[0, 4], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Char).Sample(
            (model, how, from, length, c) =>
            {
                var text = ModelText.Write(format, model).Text;
                var at = (int)(from * (text.Length - 1));
                var end = Math.Min(text.Length, at + 1 + (int)(length * 20));
                var broken = how switch
                {
                    0 => text[..at],
                    1 => text.Remove(at, end - at),
                    2 => text.Insert(at, text[at..end]),
                    3 => text.Insert(at, c.ToString()),
                    _ => text.Remove(at, 1).Insert(at, ":<=[*\n\0 -9eE.\\"[at % 14].ToString()),
                };
                try
                {
                    ModelText.Read(format, broken, ModelSizeLimits.None);
                }
                catch (ModelFormatException fault)
                {
                    Assert.InRange(fault.Line ?? 1, 1, broken.Count(character => character == '\n') + 1);
                    Assert.DoesNotContain('\n', fault.Message);
                }
            },
            iter: 5_000);

    private static Gen<T> Of<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void Equal(LinearModel expected, LinearModel actual) => Same.Model(Plain(expected), Plain(actual));

    /// <summary>Entries in the order of the columns, and no −0: neither is a difference of models.</summary>
    private static LinearModel Plain(LinearModel model)
    {
        var (indices, values) = ((int[])model.Matrix.Indices.Clone(), (double[])model.Matrix.Values.Clone());
        for (var row = 0; row < model.RowCount; row++)
        {
            var (start, length) = (model.Matrix.Starts[row], model.Matrix.Starts[row + 1] - model.Matrix.Starts[row]);
            Array.Sort(indices, values, start, length);
        }

        return new LinearModel
        {
            Name = model.Name,
            Sense = model.Sense,
            ObjectiveOffset = model.ObjectiveOffset + 0.0,
            Cost = Positive(model.Cost),
            ColumnLower = Positive(model.ColumnLower),
            ColumnUpper = Positive(model.ColumnUpper),
            Kinds = model.Kinds,
            ColumnNames = model.ColumnNames,
            RowLower = Positive(model.RowLower),
            RowUpper = Positive(model.RowUpper),
            RowNames = model.RowNames,
            Matrix = new SparseMatrix(model.Matrix.Starts, indices, values),
        };
    }

    private static double[] Positive(double[] values) => Array.ConvertAll(values, value => value + 0.0);

    private static SparseMatrix Matrix(int columns, int rows, bool[] isIn, double[] values)
    {
        List<int> starts = [0], indices = [];
        List<double> kept = [];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                if (isIn[(row * columns) + column])
                {
                    indices.Add(column);
                    kept.Add(values[(row * columns) + column]);
                }
            }

            starts.Add(indices.Count);
        }

        return new SparseMatrix([.. starts], [.. indices], [.. kept]);
    }
}
