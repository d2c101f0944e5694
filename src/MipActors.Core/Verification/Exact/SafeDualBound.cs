using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>
/// A bound on the optimum of an LP that holds whatever the duals are and however they were rounded: Neumaier and Shcherbina, "Safe bounds in
/// linear and mixed-integer linear programming" (Math. Program. 99, 2004). A bound that a column has not is taken from its rows. All sums are intervals rounded outwards, and each number of
/// the model stands for the decimal that it is written as.
/// </summary>
internal static class SafeDualBound
{
    /// <summary>
    /// The bound, below the optimum when minimizing and above when maximizing; infinite, with the column that makes it so, where a column
    /// without a bound has a reduced cost of the wrong sign.
    /// </summary>
    public static (double Bound, string? Culprit) Of(LinearModel model, double[] duals)
    {
        // Maximizing is minimizing the negative: duals and costs change their sign, and so does the bound.
        var sign = model.Sense == ObjectiveSense.Minimize ? 1.0 : -1.0;
        var total = Interval.Of(model.ObjectiveOffset) * sign;
        var reduced = new Interval[model.ColumnCount];
        for (var column = 0; column < reduced.Length; column++)
        {
            reduced[column] = Interval.Of(model.Cost[column]) * sign;
        }

        for (var row = 0; row < model.RowCount; row++)
        {
            var y = sign * duals[row];
            var side = y > 0 ? model.RowLower[row] : model.RowUpper[row];
            if (y == 0 || !double.IsFinite(y) || !double.IsFinite(side))
            {
                continue; // Any multiplier is allowed: 0 instead of one whose side is missing.
            }

            total += Interval.Of(side) * y;
            var indices = model.Matrix.RowIndices(row);
            var values = model.Matrix.RowValues(row);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                reduced[indices[entry]] += Interval.Of(values[entry]) * -y;
            }
        }

        var implied = new ImpliedBounds(model);
        for (var column = 0; column < reduced.Length; column++)
        {
            var (cost, lower, upper) = (reduced[column], model.ColumnLower[column], model.ColumnUpper[column]);
            lower = cost.High > 0 && double.IsInfinity(lower) ? implied.Lower(column) : lower;
            upper = cost.Low < 0 && double.IsInfinity(upper) ? implied.Upper(column) : upper;
            if ((cost.High > 0 && double.IsNegativeInfinity(lower)) || (cost.Low < 0 && double.IsPositiveInfinity(upper)))
            {
                return (sign * double.NegativeInfinity, model.ColumnNames[column]);
            }

            // The least of the products at both bounds; a bound that is infinite meets a cost that can not be of its sign.
            var atLower = double.IsInfinity(lower) ? (Interval?)null : cost * Interval.Of(lower);
            var atUpper = double.IsInfinity(upper) ? (Interval?)null : cost * Interval.Of(upper);
            var least = cost.Low >= 0 ? atLower?.Low ?? 0 : cost.High <= 0 ? atUpper?.Low ?? 0 : Math.Min(atLower?.Low ?? 0, atUpper?.Low ?? 0);
            total += new Interval(least, least);
        }

        return (sign * total.Low, null);
    }
}
