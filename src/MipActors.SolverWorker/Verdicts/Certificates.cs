using System.Diagnostics.CodeAnalysis;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.SolverWorker.Backends;

namespace MipActors.SolverWorker.Verdicts;

/// <summary>
/// Evidence for or against a solver's claim, checked in arithmetic of our own. Floating point with the tolerances below: enough to tell
/// a right word from a wrong one, not a proof in exact numbers.
/// </summary>
internal static class Certificates
{
    private const double PointTolerance = 1e-6;
    private const double DirectionTolerance = 1e-7;
    private const double RoundingTolerance = 1e-11;

    /// <summary>Whether the point satisfies bounds, rows and integrality, each within 1e-6 (relative to its largest term).</summary>
    public static bool IsPoint(LinearModel model, double[]? point)
    {
        if (point is null)
        {
            return false;
        }

        for (var j = 0; j < point.Length; j++)
        {
            var isWhole = model.Kinds[j] == VariableKind.Continuous || Math.Abs(point[j] - Math.Round(point[j])) <= PointTolerance;
            if (!isWhole || !Holds(point[j], model.ColumnLower[j], model.ColumnUpper[j], PointTolerance * Math.Max(1, Math.Abs(point[j]))))
            {
                return false;
            }
        }

        for (var row = 0; row < model.RowCount; row++)
        {
            var (activity, largest) = Activity(model, row, point);
            if (!Holds(activity, model.RowLower[row], model.RowUpper[row], PointTolerance * Math.Max(1, largest)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the values pass the check that has the last word, which is stricter than <see cref="IsPoint"/> where terms are large.</summary>
    public static bool IsVerified(LinearModel model, [NotNullWhen(true)] double[]? values) =>
        values is not null && SolutionCheck.Run(model, values, PointTolerance, claimedObjective: null).IsValid;

    /// <summary>The objective of a point.</summary>
    public static double Objective(LinearModel model, double[] point)
    {
        var sum = model.ObjectiveOffset;
        for (var j = 0; j < point.Length; j++)
        {
            sum += model.Cost[j] * point[j];
        }

        return sum;
    }

    /// <summary>
    /// These row multipliers, or their negatives: whichever shows that no point satisfies rows and bounds (Farkas), because the
    /// combination of rows demands more than the bounds of the columns allow. Null when neither does.
    /// </summary>
    public static double[]? Conflicting(LinearModel model, double[]? ray)
    {
        if (ray is null || ShowsConflict(model, ray))
        {
            return ray;
        }

        var negated = Array.ConvertAll(ray, value => -value);
        return ShowsConflict(model, negated) ? negated : null;
    }

    /// <summary>
    /// Whether the row duals show that no point of the LP is better than this one, which passes verification, by more than 1e-6 relative: weak
    /// duality, with the reduced costs recomputed, and entries of the wrong sign below 1e-7 (relative) taken for rounding.
    /// </summary>
    public static bool IsOptimalBy(LinearModel model, double[] point, double[]? rowDuals)
    {
        if (rowDuals is null || !IsVerified(model, point))
        {
            return false;
        }

        var sign = model.Sense == ObjectiveSense.Maximize ? -1.0 : 1.0;
        var reduced = Array.ConvertAll(model.Cost, cost => sign * cost);
        var weight = Array.ConvertAll(model.Cost, Math.Abs);
        var size = model.Cost.Length == 0 ? 1 : Math.Max(1, weight.Max());
        double bound = sign * model.ObjectiveOffset;
        for (var row = 0; row < rowDuals.Length; row++)
        {
            var y = sign * rowDuals[row];
            if (!AddTerm(y, model.RowLower[row], model.RowUpper[row], DirectionTolerance * size, ref bound))
            {
                return false;
            }

            var indices = model.Matrix.RowIndices(row);
            var values = model.Matrix.RowValues(row);
            for (var k = 0; k < indices.Length; k++)
            {
                reduced[indices[k]] -= y * values[k];
                weight[indices[k]] += Math.Abs(y * values[k]);
            }
        }

        for (var j = 0; j < reduced.Length; j++)
        {
            if (!AddTerm(reduced[j], model.ColumnLower[j], model.ColumnUpper[j], DirectionTolerance * Math.Max(size, weight[j]), ref bound))
            {
                return false;
            }
        }

        var objective = sign * Objective(model, point);
        return objective - bound <= PointTolerance * Math.Max(1, Math.Abs(objective));
    }

    private static bool AddTerm(double multiplier, double lower, double upper, double tolerance, ref double bound)
    {
        var side = multiplier > 0 ? lower : upper;
        if (multiplier == 0 || (IsInfinite(side) && Math.Abs(multiplier) <= tolerance))
        {
            return true;
        }

        bound += multiplier * side;
        return !IsInfinite(side);
    }

    /// <summary>
    /// Whether some row of integers alone has no point because no multiple of its coefficients' common divisor lies between its sides:
    /// a proof in whole numbers, of what branching on unbounded integers never ends with.
    /// </summary>
    public static bool HasIndivisibleRow(LinearModel model) =>
        Enumerable.Range(0, model.RowCount).Any(row => model.Matrix.RowIndices(row).Length > 0 && IsIndivisible(model, row));

    private static bool IsIndivisible(LinearModel model, int row)
    {
        const double most = 1L << 50;
        long divisor = 0;
        var indices = model.Matrix.RowIndices(row);
        var values = model.Matrix.RowValues(row);
        for (var k = 0; k < indices.Length; k++)
        {
            if (model.Kinds[indices[k]] != VariableKind.Integer || Math.Abs(values[k]) > most || values[k] != Math.Truncate(values[k]))
            {
                return false;
            }

            var (a, b) = (divisor, Math.Abs((long)values[k]));
            while (b != 0)
            {
                (a, b) = (b, a % b);
            }

            divisor = a;
        }

        var (lower, upper) = (model.RowLower[row], model.RowUpper[row]);
        return divisor > 0 && Math.Abs(lower) < most && Math.Abs(upper) < most
            && Math.Floor((upper + PointTolerance) / divisor) * divisor < lower - PointTolerance;
    }

    /// <summary>Whether the objective improves along this direction for ever, from any feasible point.</summary>
    public static bool ImprovesForEver(LinearModel model, double[] direction)
    {
        for (var j = 0; j < direction.Length; j++)
        {
            if (!Recedes(direction[j], model.ColumnLower[j], model.ColumnUpper[j], 0))
            {
                return false;
            }
        }

        for (var row = 0; row < model.RowCount; row++)
        {
            var (activity, largest) = Activity(model, row, direction);
            if (!Recedes(activity, model.RowLower[row], model.RowUpper[row], DirectionTolerance * largest))
            {
                return false;
            }
        }

        double gain = 0, largestTerm = 0;
        for (var j = 0; j < direction.Length; j++)
        {
            var term = model.Cost[j] * direction[j];
            gain += model.Sense == ObjectiveSense.Maximize ? term : -term;
            largestTerm = Math.Max(largestTerm, Math.Abs(term));
        }

        return largestTerm > 0 && gain > DirectionTolerance * largestTerm;
    }

    /// <summary>
    /// The LP over all directions in which the model recedes, boxed to ±1: its optimum is an improving direction when there is one. For
    /// a MIP too: with rational data an integer point and a ray of the relaxation make it unbounded (Meyer 1974).
    /// </summary>
    public static LinearModel Directions(LinearModel model) => new()
    {
        Name = "",
        Sense = model.Sense,
        Cost = model.Cost,
        ColumnLower = Array.ConvertAll(model.ColumnLower, bound => IsInfinite(bound) ? -1.0 : 0),
        ColumnUpper = Array.ConvertAll(model.ColumnUpper, bound => IsInfinite(bound) ? 1.0 : 0),
        Kinds = new VariableKind[model.ColumnCount],
        ColumnNames = model.ColumnNames,
        RowLower = Array.ConvertAll(model.RowLower, bound => IsInfinite(bound) ? double.NegativeInfinity : 0),
        RowUpper = Array.ConvertAll(model.RowUpper, bound => IsInfinite(bound) ? double.PositiveInfinity : 0),
        RowNames = model.RowNames,
        Matrix = model.Matrix,
    };

    private static bool ShowsConflict(LinearModel model, double[] multipliers)
    {
        // Σ y·(row) is at least `demanded` for every point that satisfies the rows; its combined coefficients are `combined`.
        double demanded = 0, largest = 0;
        var combined = new double[model.ColumnCount];
        var weight = new double[model.ColumnCount];
        for (var row = 0; row < multipliers.Length; row++)
        {
            var y = multipliers[row];
            var bound = y > 0 ? model.RowLower[row] : model.RowUpper[row];
            if (y == 0 || IsInfinite(bound))
            {
                continue;
            }

            demanded += y * bound;
            largest = Math.Max(largest, Math.Abs(y * bound));
            var indices = model.Matrix.RowIndices(row);
            var values = model.Matrix.RowValues(row);
            for (var k = 0; k < indices.Length; k++)
            {
                combined[indices[k]] += y * values[k];
                weight[indices[k]] += Math.Abs(y * values[k]);
            }
        }

        double allowed = 0;
        for (var j = 0; j < combined.Length; j++)
        {
            if (Math.Abs(combined[j]) <= RoundingTolerance * weight[j])
            {
                continue;
            }

            var bound = combined[j] > 0 ? model.ColumnUpper[j] : model.ColumnLower[j];
            if (IsInfinite(bound))
            {
                return false;
            }

            allowed += combined[j] * bound;
            largest = Math.Max(largest, Math.Abs(combined[j] * bound));
        }

        return demanded - allowed > PointTolerance * largest;
    }

    private static (double Activity, double Largest) Activity(LinearModel model, int row, double[] point)
    {
        double sum = 0, largest = 0;
        var indices = model.Matrix.RowIndices(row);
        var values = model.Matrix.RowValues(row);
        for (var k = 0; k < indices.Length; k++)
        {
            var term = values[k] * point[indices[k]];
            sum += term;
            largest = Math.Max(largest, Math.Abs(term));
        }

        return (sum, largest);
    }

    private static bool Holds(double value, double lower, double upper, double tolerance) =>
        value >= lower - tolerance && value <= upper + tolerance;

    private static bool Recedes(double value, double lower, double upper, double tolerance) =>
        (IsInfinite(lower) || value >= -tolerance) && (IsInfinite(upper) || value <= tolerance);

    private static bool IsInfinite(double bound) => Math.Abs(bound) >= ModelGate.SolverInfinity;
}
