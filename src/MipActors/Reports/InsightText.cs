using System.Text;

namespace MipActors.Reports;

/// <summary>What is known beyond a solution's values, for a person.</summary>
internal static class InsightText
{
    private const int MostLines = 30;

    public static void Confirmation(StringBuilder text, ConfirmationView confirmation)
    {
        if (confirmation.Verdict != "not_needed")
        {
            text.AppendLine(confirmation.Verdict == "confirmed" ? $"Confirmed:  by {confirmation.By}" : $"Confirmed:  no, claimed by {confirmation.By} alone");
        }

        if (confirmation.Contradiction is { } contradiction)
        {
            text.AppendLine($"Refuted:    {contradiction}");
        }
    }

    public static void Of(StringBuilder text, SolutionView solution)
    {
        Ray(text, solution.UnboundedRay);
        Explanation(text, solution.Explanation);
        Alternatives(text, solution);
        if (solution.Insight is { } insight)
        {
            Insight(text, insight);
        }
    }

    private static void Insight(StringBuilder text, LpInsightView insight)
    {
        var duals = insight.Constraints.Where(row => row.Dual is not (null or 0) || row.SideRange is not null).ToList();
        if (duals.Count > 0)
        {
            text.AppendLine(insight.IntegersFixed ? "Dual values (of the LP with the integers fixed):" : "Dual values:");
            Lines(text, duals, row => $"{row.Name} = {row.Dual:R}{Range(", right-hand side", row.SideRange)}");
        }

        var costs = insight.Variables.Where(column => column.ReducedCost is not (null or 0) || column.CostRange is not null).ToList();
        if (costs.Count > 0)
        {
            text.AppendLine("Reduced costs:");
            Lines(text, costs, column => $"{column.Name} = {column.ReducedCost:R}{Range(", cost", column.CostRange)}");
        }
    }

    private static void Ray(StringBuilder text, RayView? ray)
    {
        if (ray is null)
        {
            return;
        }

        text.AppendLine("Improves for ever along:");
        Lines(text, ray.Direction, step => $"{step.Key} {step.Value:+0.######;-0.######}{(ray.Unbounded.ContainsKey(step.Key) ? "   (no bound on that side: give it one)" : "")}");
    }

    private static void Explanation(StringBuilder text, ExplanationView? explanation)
    {
        if (explanation is null)
        {
            return;
        }

        text.AppendLine(explanation.IsIrreducible ? "Contradict each other (each of them is needed for it, verified):" : "Contradict each other (perhaps not all are needed for it):");
        Lines(text, explanation.Conflict, demand => $"{demand.Kind} {demand.Name}: {demand.Demands}");
        if (explanation.Relaxations is { } relaxations)
        {
            text.AppendLine(explanation.IsCheapest ? "The cheapest way to make it feasible:" : "A way to make it feasible:");
            Lines(text, relaxations, one => $"{one.Demand.Kind} {one.Demand.Name}: {one.Demand.Demands}: move the limit by {one.Amount:G6} (cost {one.Cost:G6})");
        }

        foreach (var gap in explanation.Gaps)
        {
            text.AppendLine($"  not known: {gap}");
        }
    }

    private static void Alternatives(StringBuilder text, SolutionView solution)
    {
        if (solution.Alternatives is not { } alternatives)
        {
            return;
        }

        text.AppendLine($"Answers ({solution.AlternativesScope}):");
        Lines(text, alternatives, one => $"objective {one.ObjectiveValue:R}{(one.SecondValue is { } second ? $", second {second:R}" : "")}: "
            + string.Join(", ", one.Variables.Take(12).Select(pair => $"{pair.Key} = {pair.Value:R}")) + (one.Variables.Count > 12 ? ", …" : ""));
    }

    private static string Range(string what, RangeView? range) =>
        range is null ? "" : $"{what} {range.From?.ToString("G6") ?? "-inf"} … {range.To?.ToString("G6") ?? "inf"}";

    private static void Lines<T>(StringBuilder text, IReadOnlyCollection<T> items, Func<T, string> line)
    {
        foreach (var item in items.Take(MostLines))
        {
            text.Append("  ").AppendLine(line(item));
        }

        if (items.Count > MostLines)
        {
            text.AppendLine($"  … {items.Count - MostLines} more");
        }
    }
}
