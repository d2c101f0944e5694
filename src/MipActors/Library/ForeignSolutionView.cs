using System.ComponentModel;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Reports;

namespace MipActors.Library;

/// <summary>What became of a solution that somebody else found.</summary>
internal sealed record ForeignSolutionView
{
    [Description("valid, invalid, or running (the model has to be solved first, and that takes longer than a call waits: call again when get_job says that it has ended).")]
    public required string Status { get; init; }

    [Description("The same in one sentence.")]
    public required string Message { get; init; }

    [Description("The objective of the values, recomputed; null while running.")]
    public double? ObjectiveValue { get; init; }

    [Description("The check against the model; null while running.")]
    public ValidationView? Validation { get; init; }

    [Description("The best objective that is known for the same data; null when none is.")]
    public double? BestKnownObjective { get; init; }

    [Description("Id of the solution that has it; while running, of the job.")]
    public string? BestKnownSolutionId { get; init; }

    [Description("By how much the values are worse than the best known objective, relative to it; negative when they are better; null when none is known.")]
    public double? GapToBestKnown { get; init; }

    [Description("Variables of the model that were not named; they count as 0.")]
    public int Unnamed { get; init; }

    /// <param name="model">The model.</param>
    /// <param name="known">The report that it was taken from.</param>
    /// <param name="check">The check of the values.</param>
    /// <param name="unnamed">How many variables were not named.</param>
    public static ForeignSolutionView Of(LinearModel model, JobReport known, VerificationReport check, int unnamed)
    {
        var best = known.Solution is { HasValues: true, Objective: { } objective } && double.IsFinite(objective) ? objective : (double?)null;
        var worse = best is { } value ? (model.Sense == ObjectiveSense.Minimize ? check.Objective - value : value - check.Objective) / Math.Max(1e-9, Math.Abs(value)) : (double?)null;
        var violations = check.Constraints.Count + check.Bounds.Count + check.Integrality.Count;
        return new ForeignSolutionView
        {
            Status = check.IsValid ? "valid" : "invalid",
            Message = check.IsValid
                ? $"The solution satisfies the model; its objective is {check.Objective:R}{(worse is { } gap ? Distance(gap) : "")}."
                : violations == 0 ? $"The objective is not as claimed: recomputed it is {check.Objective:R}." : $"The solution breaks {Counted.Of(violations, "demand")} of the model.",
            ObjectiveValue = double.IsFinite(check.Objective) ? check.Objective : null,
            Validation = ReportViews.ValidationOf(check, ReportSize.Agent),
            BestKnownObjective = best,
            BestKnownSolutionId = best is null ? null : known.JobId,
            GapToBestKnown = worse is { } finite && double.IsFinite(finite) ? finite : null,
            Unnamed = unnamed,
        };
    }

    public string ToText()
    {
        var violations = Validation is null ? [] : Validation.ConstraintViolations.Concat(Validation.BoundViolations).Concat(Validation.IntegralityViolations);
        return TerminalText.Escape($"{Status}: {Message}\n" + string.Concat(violations.Select(one => $"  {one.Name} is {one.Value:R}, its limit {one.Limit:R}\n")), keepLines: true);
    }

    private static string Distance(double gap) => gap switch
    {
        > 1e-9 => $", {gap:0.##%} worse than the best known",
        < -1e-9 => $", {-gap:0.##%} better than the best known",
        _ => ", as good as the best known",
    };
}
