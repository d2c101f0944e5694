using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>
/// Puts a solution to the original model: activity of every row, every bound, every integrality and the objective,
/// recomputed with compensated summation. Nothing of the solver's own arithmetic is believed. Linear in the non-zeros.
/// </summary>
public static class SolutionCheck
{
    /// <summary>So many violations of a kind are reported one by one.</summary>
    public const int MostListed = 20;

    /// <summary>Checks values against a model.</summary>
    /// <param name="model">The model as the user wrote it.</param>
    /// <param name="values">One value per column.</param>
    /// <param name="tolerance">Allowed distance, relative to max(1, |limit|); for integrality, absolute.</param>
    /// <param name="claimedObjective">What the solver says the objective is, or null.</param>
    /// <exception cref="ArgumentException">The number of values is not the number of columns.</exception>
    public static VerificationReport Run(LinearModel model, double[] values, double tolerance, double? claimedObjective)
    {
        if (values.Length != model.ColumnCount)
        {
            throw new ArgumentException($"{values.Length} values for {model.ColumnCount} columns", nameof(values));
        }

        var activities = Activities(model, values);
        var constraints = new Worst(tolerance);
        for (var row = 0; row < activities.Length; row++)
        {
            constraints.Within(row, activities[row], model.RowLower[row], model.RowUpper[row]);
        }

        var bounds = new Worst(tolerance);
        var integrality = new Worst(tolerance);
        for (var column = 0; column < values.Length; column++)
        {
            bounds.Within(column, values[column], model.ColumnLower[column], model.ColumnUpper[column]);
            if (model.Kinds[column] == VariableKind.Integer)
            {
                integrality.Whole(column, values[column]);
            }
        }

        var objective = Objective(model, values);
        var agrees = claimedObjective is not { } claimed
            || (double.IsFinite(objective) && Math.Abs(claimed - objective) <= Math.Max(tolerance, 1e-9) * Math.Max(1, Math.Abs(objective)));
        return new VerificationReport
        {
            IsValid = agrees && double.IsFinite(objective) && constraints.Count + bounds.Count + integrality.Count == 0,
            Tolerance = tolerance,
            Constraints = constraints.ToList(model.RowNames),
            Bounds = bounds.ToList(model.ColumnNames),
            Integrality = integrality.ToList(model.ColumnNames),
            Objective = objective,
            ObjectiveAgrees = agrees,
            RowActivities = activities,
        };
    }

    /// <summary>The objective of some values, offset included.</summary>
    public static double Objective(LinearModel model, ReadOnlySpan<double> values)
    {
        var sum = default(ExactDot);
        sum.Add(model.ObjectiveOffset);
        for (var column = 0; column < values.Length; column++)
        {
            if (model.Cost[column] != 0)
            {
                sum.Add(model.Cost[column], values[column]);
            }
        }

        return sum.Value;
    }

    /// <summary>The activity of every row.</summary>
    public static double[] Activities(LinearModel model, ReadOnlySpan<double> values)
    {
        var activities = new double[model.RowCount];
        for (var row = 0; row < activities.Length; row++)
        {
            var sum = default(ExactDot);
            var indices = model.Matrix.RowIndices(row);
            var coefficients = model.Matrix.RowValues(row);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                sum.Add(coefficients[entry], values[indices[entry]]);
            }

            activities[row] = sum.Value;
        }

        return activities;
    }

    /// <summary>Counts the violations of one kind and keeps the largest.</summary>
    private sealed class Worst(double tolerance)
    {
        private readonly PriorityQueue<(int Index, double Value, double Limit, double Absolute), double> _kept = new();

        public int Count { get; private set; }

        public void Within(int index, double value, double lower, double upper)
        {
            if (value < lower)
            {
                Note(index, value, lower, lower - value);
            }
            else if (value > upper)
            {
                Note(index, value, upper, value - upper);
            }
            else if (!double.IsFinite(value) || double.IsNaN(lower) || double.IsNaN(upper))
            {
                // What is no number satisfies nothing: ∞ ≤ ∞ is true and proves nothing of a row.
                Note(index, value, double.IsFinite(lower) ? lower : upper, double.PositiveInfinity);
            }
        }

        public void Whole(int index, double value)
        {
            var nearest = Math.Round(value);
            var distance = Math.Abs(value - nearest);
            if (!(distance <= tolerance))
            {
                Keep(index, value, nearest, double.IsNaN(distance) ? double.PositiveInfinity : distance);
            }
        }

        public ViolationList ToList(NameList names) => Count == 0
            ? ViolationList.None
            : new(Count, [.. _kept.UnorderedItems.Select(item => new Violation(
                names[item.Element.Index], item.Element.Value, item.Element.Limit, item.Element.Absolute, item.Priority))
                .OrderByDescending(violation => violation.Relative)]);

        private void Note(int index, double value, double limit, double distance)
        {
            if (!(distance <= tolerance * Scale(limit)))
            {
                Keep(index, value, limit, distance);
            }
        }

        private void Keep(int index, double value, double limit, double distance)
        {
            Count++;
            _kept.Enqueue((index, value, limit, distance), distance / Scale(limit));
            if (_kept.Count > MostListed)
            {
                _kept.Dequeue();
            }
        }

        private static double Scale(double limit) => double.IsFinite(limit) ? Math.Max(1, Math.Abs(limit)) : 1;
    }
}
