using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>
/// Bounds of columns that follow from a single row and the bounds of the other columns in it (Savelsbergh 1994), a little wider than they
/// are, so that rounding never cuts a point off.
/// </summary>
internal sealed class RowBounds(SparseMatrix matrix, (double Lower, double Upper)[] columns, (double Lower, double Upper)[] rows)
{
    private const double Margin = 1e-9;

    private readonly SparseMatrix _byColumn = matrix.Transpose(columns.Length);

    /// <summary>The largest lower bound that a row implies, or −∞.</summary>
    public double Lower(int column) => Best(column, isUpper: false);

    /// <summary>The smallest upper bound that a row implies, or ∞.</summary>
    public double Upper(int column) => Best(column, isUpper: true);

    private double Best(int column, bool isUpper)
    {
        var best = isUpper ? double.PositiveInfinity : double.NegativeInfinity;
        var of = _byColumn.RowIndices(column);
        var values = _byColumn.RowValues(column);
        for (var entry = 0; entry < of.Length; entry++)
        {
            // An upper bound comes from the upper side where the coefficient is positive, from the lower one where it is negative.
            var isUpperSide = values[entry] > 0 == isUpper;
            var side = isUpperSide ? rows[of[entry]].Upper : rows[of[entry]].Lower;
            var (others, largest) = Others(of[entry], column, isLeast: isUpperSide);
            var bound = (side - others) / values[entry];
            var margin = Margin * Math.Max(1, Math.Max(Math.Abs(side), largest) / Math.Abs(values[entry]));
            if (double.IsFinite(bound) && double.IsFinite(margin))
            {
                best = isUpper ? Math.Min(best, bound + margin) : Math.Max(best, bound - margin);
            }
        }

        return best;
    }

    /// <summary>The least (or most) that the other columns of the row add up to, and the largest of their terms.</summary>
    private (double Sum, double Largest) Others(int row, int column, bool isLeast)
    {
        var (sum, largest) = (0.0, 0.0);
        var indices = matrix.RowIndices(row);
        var values = matrix.RowValues(row);
        for (var entry = 0; entry < indices.Length; entry++)
        {
            if (indices[entry] != column)
            {
                var (lower, upper) = columns[indices[entry]];
                var term = values[entry] * (values[entry] > 0 == isLeast ? lower : upper);
                (sum, largest) = (sum + term, Math.Max(largest, Math.Abs(term)));
            }
        }

        return (sum, largest);
    }
}
