using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>Bounds of columns that follow from a row and the bounds of its other columns, rounded outwards.</summary>
internal sealed class ImpliedBounds
{
    private readonly LinearModel _model;
    private readonly List<(int Row, double Value)>[] _entries;

    public ImpliedBounds(LinearModel model)
    {
        _model = model;
        _entries = new List<(int, double)>[model.ColumnCount];
        for (var row = 0; row < model.RowCount; row++)
        {
            var indices = model.Matrix.RowIndices(row);
            var values = model.Matrix.RowValues(row);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                (_entries[indices[entry]] ??= []).Add((row, values[entry]));
            }
        }
    }

    /// <summary>The largest lower bound that one row implies, or −∞.</summary>
    public double Lower(int column) => Best(column, -1);

    /// <summary>The smallest upper bound that one row implies, or ∞.</summary>
    public double Upper(int column) => Best(column, 1);

    private double Best(int column, int towards)
    {
        var best = towards * double.PositiveInfinity;
        foreach (var (row, value) in _entries[column] ?? [])
        {
            // From above through the row's upper side when value and direction have the same sign, else through the lower one.
            var isUpperSide = value > 0 == towards > 0;
            var side = isUpperSide ? _model.RowUpper[row] : _model.RowLower[row];
            if (double.IsInfinity(side) || OthersOf(row, column, isUpperSide) is not { } others)
            {
                continue;
            }

            var rest = Interval.Of(side) - others;
            var coefficient = Interval.Of(value);
            double[] quotients = [rest.Low / coefficient.Low, rest.Low / coefficient.High, rest.High / coefficient.Low, rest.High / coefficient.High];
            var bound = towards > 0 ? Math.BitIncrement(quotients.Max()) : Math.BitDecrement(quotients.Min());
            best = double.IsNaN(bound) ? best : towards > 0 ? Math.Min(best, bound) : Math.Max(best, bound);
        }

        return best;
    }

    /// <summary>The least (or largest) that the other columns of the row can add up to; null when there is none.</summary>
    private Interval? OthersOf(int row, int column, bool isLeast)
    {
        var sum = new Interval(0, 0);
        var indices = _model.Matrix.RowIndices(row);
        var values = _model.Matrix.RowValues(row);
        for (var entry = 0; entry < indices.Length; entry++)
        {
            if (indices[entry] == column)
            {
                continue;
            }

            var bound = values[entry] > 0 == isLeast ? _model.ColumnLower[indices[entry]] : _model.ColumnUpper[indices[entry]];
            if (double.IsInfinity(bound))
            {
                return null;
            }

            sum += Interval.Of(values[entry]) * Interval.Of(bound);
        }

        return sum;
    }
}
