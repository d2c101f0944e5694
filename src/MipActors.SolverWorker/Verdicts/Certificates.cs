using MipActors.Core.Model;

namespace MipActors.SolverWorker;

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
    /// Whether these row multipliers, or their negatives, show that no point satisfies rows and bounds (Farkas): the combination of rows
    /// demands more than the bounds of the columns allow.
    /// </summary>
    public static bool ProvesInfeasible(LinearModel model, double[] ray) =>
        ShowsConflict(model, ray) || ShowsConflict(model, Array.ConvertAll(ray, value => -value));

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
