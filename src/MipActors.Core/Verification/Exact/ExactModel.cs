using System.Numerics;
using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>
/// An LP in whole numbers: <c>A·x − s = 0</c>, each row multiplied with a power of ten, with bounds on the columns <c>x</c> and the
/// rows' activities <c>s</c> (members <c>0…n−1</c> and <c>n…n+m−1</c>), to be minimized. Bounds are multiplied with
/// <see cref="BoundScale"/>, costs with <see cref="CostScale"/>.
/// </summary>
internal sealed class ExactModel
{
    /// <summary>Sums of a row, times a prime below 2^31, have to fit into 127 bits.</summary>
    private static readonly Int128 LargestSum = Int128.One << 94;

    private ExactModel(LinearModel model) => Source = model;

    /// <summary>The model that this is.</summary>
    public LinearModel Source { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Source.RowCount;

    /// <summary>Number of columns.</summary>
    public int Columns => Source.ColumnCount;

    /// <summary>Number of columns and rows together.</summary>
    public int Members => Rows + Columns;

    /// <summary>Starts of the columns in <see cref="RowOf"/> and <see cref="Values"/>.</summary>
    public required int[] Starts { get; init; }

    /// <summary>Row of each entry, column by column.</summary>
    public required int[] RowOf { get; init; }

    /// <summary>Value of each entry.</summary>
    public required Int128[] Values { get; init; }

    /// <summary>Lower bound of each member, null without one.</summary>
    public required BigInteger?[] Lower { get; init; }

    /// <summary>Upper bound of each member, null without one.</summary>
    public required BigInteger?[] Upper { get; init; }

    /// <summary>Cost of each column; rows have none.</summary>
    public required BigInteger[] Cost { get; init; }

    /// <summary>What bounds and values are multiplied with.</summary>
    public required BigInteger BoundScale { get; init; }

    /// <summary>What costs are multiplied with.</summary>
    public required BigInteger CostScale { get; init; }

    /// <summary>The model in whole numbers; null, with the reason, when its numbers are too far apart for that.</summary>
    public static ExactModel? Of(LinearModel model, out string why)
    {
        why = "";
        var matrix = model.Matrix;
        var values = Array.ConvertAll(matrix.Values, DecimalNumber.Of);
        var rowDecimals = new int[model.RowCount];
        for (var row = 0; row < model.RowCount; row++)
        {
            for (var at = matrix.Starts[row]; at < matrix.Starts[row + 1]; at++)
            {
                rowDecimals[row] = Math.Max(rowDecimals[row], values[at].Decimals);
            }
        }

        var whole = new Int128[values.Length];
        for (var row = 0; row < model.RowCount; row++)
        {
            var sum = Int128.Zero;
            for (var at = matrix.Starts[row]; at < matrix.Starts[row + 1]; at++)
            {
                if (values[at].Exponent + rowDecimals[row] > 28 || sum > LargestSum)
                {
                    why = $"the coefficients of constraint '{model.RowNames[row]}' are too far apart";
                    return null;
                }

                var value = values[at].Times10To(rowDecimals[row]);
                whole[at] = BigInteger.Abs(value) < (BigInteger)LargestSum ? (Int128)value : LargestSum;
                sum += Int128.Abs(whole[at]);
            }

            if (sum >= LargestSum)
            {
                why = $"the coefficients of constraint '{model.RowNames[row]}' are too far apart";
                return null;
            }
        }

        var exact = Scaled(model, whole, rowDecimals);
        for (var column = 0; column < model.ColumnCount; column++)
        {
            var sum = Int128.Zero;
            for (var at = exact.Starts[column]; at < exact.Starts[column + 1] && sum < LargestSum; at++)
            {
                sum += Int128.Abs(exact.Values[at]);
            }

            if (sum >= LargestSum)
            {
                why = $"the coefficients of variable '{model.ColumnNames[column]}' are too far apart";
                return null;
            }
        }

        return exact;
    }

    private static ExactModel Scaled(LinearModel model, Int128[] whole, int[] rowDecimals)
    {
        int n = model.ColumnCount, m = model.RowCount;
        var cost = Array.ConvertAll(model.Cost, DecimalNumber.Of);
        var costDecimals = cost.Select(number => number.Decimals).DefaultIfEmpty(0).Max();
        var (lower, upper) = (new DecimalNumber?[n + m], new DecimalNumber?[n + m]);
        var boundDecimals = 0;
        for (var member = 0; member < n + m; member++)
        {
            var isRow = member >= n;
            lower[member] = Finite(isRow ? model.RowLower[member - n] : model.ColumnLower[member], isRow ? rowDecimals[member - n] : 0);
            upper[member] = Finite(isRow ? model.RowUpper[member - n] : model.ColumnUpper[member], isRow ? rowDecimals[member - n] : 0);
            boundDecimals = Math.Max(boundDecimals, Math.Max(lower[member]?.Decimals ?? 0, upper[member]?.Decimals ?? 0));
        }

        var (starts, rowOf, values) = ByColumn(model, whole);
        var sign = model.Sense == ObjectiveSense.Minimize ? BigInteger.One : BigInteger.MinusOne;
        return new ExactModel(model)
        {
            Starts = starts,
            RowOf = rowOf,
            Values = values,
            Lower = Array.ConvertAll(lower, number => number?.Times10To(boundDecimals)),
            Upper = Array.ConvertAll(upper, number => number?.Times10To(boundDecimals)),
            Cost = Array.ConvertAll(cost, number => sign * number.Times10To(costDecimals)),
            BoundScale = BigInteger.Pow(10, boundDecimals),
            CostScale = BigInteger.Pow(10, costDecimals),
        };
    }

    private static DecimalNumber? Finite(double bound, int power) =>
        double.IsFinite(bound) ? DecimalNumber.Of(bound) is var number ? number with { Exponent = number.Exponent + power } : null : null;

    private static (int[] Starts, int[] RowOf, Int128[] Values) ByColumn(LinearModel model, Int128[] whole)
    {
        var matrix = model.Matrix;
        var starts = new int[model.ColumnCount + 1];
        foreach (var column in matrix.Indices)
        {
            starts[column + 1]++;
        }

        for (var column = 0; column < model.ColumnCount; column++)
        {
            starts[column + 1] += starts[column];
        }

        var next = starts[..model.ColumnCount];
        var (rowOf, values) = (new int[whole.Length], new Int128[whole.Length]);
        for (var row = 0; row < model.RowCount; row++)
        {
            for (var at = matrix.Starts[row]; at < matrix.Starts[row + 1]; at++)
            {
                var to = next[matrix.Indices[at]]++;
                (rowOf[to], values[to]) = (row, whole[at]);
            }
        }

        return (starts, rowOf, values);
    }
}
