using System.Globalization;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Reports;

/// <summary>Makes the views of what is known beyond a solution's values.</summary>
internal static class InsightViews
{
    private const double Tiny = 1e-9;
    private const int MostLooks = 60;

    public static ConfirmationView Of(Confirmation confirmation) =>
        new() { Verdict = confirmation.Word, By = confirmation.By, Contradiction = confirmation.Contradiction };

    /// <summary>Duals, reduced costs, basis and ranges; null when there are none.</summary>
    public static LpInsightView? Insight(LinearModel model, Solution solution, ReportSize size)
    {
        var ranges = solution.Sensitivity;
        if ((solution.RowDuals ?? ranges?.RowDuals) is not { } duals || (solution.ReducedCosts ?? ranges?.ReducedCosts) is not { } reduced)
        {
            return null;
        }

        var quality = solution.Values is { } values && !model.IsMip ? DualCheck.Run(model, values, duals) : null;
        return new LpInsightView
        {
            IntegersFixed = ranges?.IntegersFixed ?? model.IsMip,
            Constraints = [.. NonZerosFirst(duals, size.Constraints).Select(row => new ConstraintInsightView
            {
                Name = model.RowNames[row],
                Dual = Finite(duals[row]),
                Basis = Word(solution.Basis?.Rows[row]),
                SideRange = ranges is null ? null : Range(ranges.SideLower[row], ranges.SideUpper[row]),
            })],
            Variables = [.. NonZerosFirst(reduced, size.Variables).Select(column => new VariableInsightView
            {
                Name = model.ColumnNames[column],
                ReducedCost = Finite(reduced[column]),
                Basis = Word(solution.Basis?.Columns[column]),
                CostRange = ranges is null ? null : Range(ranges.CostLower[column], ranges.CostUpper[column]),
            })],
            LargestDualInfeasibility = Finite(quality?.LargestDualInfeasibility),
            LargestComplementarityGap = Finite(quality?.LargestComplementarityGap),
        };
    }

    /// <summary>The ray by names, and who carries it.</summary>
    public static RayView? Ray(LinearModel model, double[]? ray, ReportSize size)
    {
        if (ray is null)
        {
            return null;
        }

        var (direction, carriers) = (new OrderedDictionary<string, double>(StringComparer.Ordinal), new OrderedDictionary<string, double>(StringComparer.Ordinal));
        var sign = model.Sense == ObjectiveSense.Maximize ? 1 : -1;
        for (var column = 0; column < ray.Length && direction.Count < size.Variables; column++)
        {
            if (Math.Abs(ray[column]) > Tiny)
            {
                direction.TryAdd(model.ColumnNames[column], ray[column]);
                if (double.IsInfinity(ray[column] > 0 ? model.ColumnUpper[column] : model.ColumnLower[column]) && model.Cost[column] * ray[column] * sign > Tiny)
                {
                    carriers.TryAdd(model.ColumnNames[column], model.Cost[column] * ray[column]);
                }
            }
        }

        return new RayView { Direction = direction, Unbounded = carriers };
    }

    public static IReadOnlyList<AlternativeView>? Alternatives(LinearModel model, Solution solution, ReportSize size) =>
        solution.AlternativeScope == AlternativeScope.None ? null : [.. solution.Alternatives.Take(size.Alternatives).Select(alternative => new AlternativeView
        {
            ObjectiveValue = Finite(alternative.Objective),
            SecondValue = Finite(alternative.Second),
            Variables = NonZeros(model, alternative.Values, size.Variables),
        })];

    /// <summary>The timeline, thinned out evenly; the last look stays.</summary>
    public static IReadOnlyList<TimelineView> Timeline(IReadOnlyList<SolveProgress> looks)
    {
        var step = Math.Max(1, (looks.Count + MostLooks - 1) / MostLooks);
        return [.. looks.Where((_, i) => i % step == 0 || i == looks.Count - 1).Select(look => new TimelineView
        {
            Seconds = Math.Round(look.ElapsedSeconds, 3),
            Incumbent = Finite(look.Incumbent),
            BestBound = Finite(look.DualBound),
        })];
    }

    public static ExplanationView? Explanation(LinearModel model, InfeasibilityExplanation? explanation) => explanation is null ? null : new ExplanationView
    {
        Conflict = [.. explanation.Conflict.Select(demand => DemandOf(model, demand))],
        IsIrreducible = explanation.IsIrreducible,
        Relaxations = explanation.Relaxations is { } relaxations
            ? [.. relaxations.Select(one => new RelaxationView { Demand = DemandOf(model, one.Demand), Amount = one.Amount, Cost = one.Cost })]
            : null,
        IsCheapest = explanation.IsCheapest,
        Gaps = explanation.Gaps,
    };

    private static DemandView DemandOf(LinearModel model, Demand demand)
    {
        var i = demand.Index;
        return demand.Kind switch
        {
            DemandKind.RowLower => Of("constraint", model.RowNames[i], $"{Row(model, i)} >= {Text(model.RowLower[i])}"),
            DemandKind.RowUpper => Of("constraint", model.RowNames[i], $"{Row(model, i)} <= {Text(model.RowUpper[i])}"),
            DemandKind.ColumnLower => Of("lower_bound", model.ColumnNames[i], $"{model.ColumnNames[i]} >= {Text(model.ColumnLower[i])}"),
            DemandKind.ColumnUpper => Of("upper_bound", model.ColumnNames[i], $"{model.ColumnNames[i]} <= {Text(model.ColumnUpper[i])}"),
            _ => Of("integrality", model.ColumnNames[i], $"{model.ColumnNames[i]} is a whole number"),
        };

        static DemandView Of(string kind, string name, string demands) => new() { Kind = kind, Name = name, Demands = demands };
    }

    private static string Row(LinearModel model, int row)
    {
        const int most = 8;
        var (indices, values) = (model.Matrix.RowIndices(row).ToArray(), model.Matrix.RowValues(row).ToArray());
        var terms = indices.Take(most).Select((column, k) =>
            $"{(values[k] < 0 ? k == 0 ? "-" : " - " : k == 0 ? "" : " + ")}{(Math.Abs(values[k]) == 1 ? "" : $"{Text(Math.Abs(values[k]))} ")}{model.ColumnNames[column]}");
        return string.Concat(terms) + (indices.Length > most ? $" + … ({indices.Length - most} more)" : "");
    }

    private static OrderedDictionary<string, double> NonZeros(LinearModel model, double[] values, int most)
    {
        var listed = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        for (var column = 0; column < values.Length && listed.Count < most; column++)
        {
            if (Math.Abs(values[column]) > Tiny && double.IsFinite(values[column]))
            {
                listed.TryAdd(model.ColumnNames[column], values[column]);
            }
        }

        return listed;
    }

    private static IEnumerable<int> NonZerosFirst(double[] values, int most) =>
        Enumerable.Range(0, values.Length).OrderBy(i => Math.Abs(values[i]) > Tiny ? 0 : 1).Take(most);

    private static string? Word(BasisStatus? status) => status switch
    {
        BasisStatus.AtLower => "at_lower",
        BasisStatus.AtUpper => "at_upper",
        BasisStatus.Basic => "basic",
        BasisStatus.Free => "free",
        _ => null,
    };

    private static RangeView Range(double from, double to) => new() { From = Finite(from), To = Finite(to) };

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number + 0.0 : null; // −0 is 0.
}
