using System.ComponentModel;
using System.Text.Json;
using MipActors.Actors.Library;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Reports;

namespace MipActors.Library;

/// <summary>A page of a solution's variables, by their order in the model, and what is known of it as a whole.</summary>
internal sealed record SolutionPageView
{
    [Description("Id of the solution: that of the job that found it.")]
    public required string SolutionId { get; init; }

    [Description("Name of the model in the library; null when it was solved without one.")]
    public string? Model { get; init; }

    [Description("Version of the model; null likewise.")]
    public int? ModelVersion { get; init; }

    [Description("The data that the model was solved with; null likewise.")]
    public JsonElement? Data { get; init; }

    [Description("When it was found, ISO 8601, UTC.")]
    public required string EndedAt { get; init; }

    [Description("optimal, feasible, infeasible and so on, as in a report.")]
    public required string Status { get; init; }

    [Description("The same in one sentence.")]
    public string Message { get; init; } = "";

    [Description("Objective value; null without a solution.")]
    public double? ObjectiveValue { get; init; }

    [Description("Best dual bound; null when none is known.")]
    public double? BestBound { get; init; }

    [Description("Whether the solution was checked against the model, and holds; null when it was not checked.")]
    public bool? IsValid { get; init; }

    [Description("This page of variables and their values; null without a solution.")]
    public IReadOnlyDictionary<string, double>? Variables { get; init; }

    [Description("Position of the first variable of this page among those that are listed.")]
    public int Offset { get; init; }

    [Description("How many are listed in all, over all pages.")]
    public int Total { get; init; }

    [Description("The offset of the next page; null when this is the last.")]
    public int? NextOffset { get; init; }

    /// <param name="report">The report of the job.</param>
    /// <param name="entry">The library's line about it.</param>
    /// <param name="offset">The first variable wanted.</param>
    /// <param name="most">The most on this page.</param>
    /// <param name="zeros">Whether variables that are zero are listed too.</param>
    public static SolutionPageView Of(JobReport report, ReportEntry entry, int offset, int most, bool zeros)
    {
        var (model, values) = (report.Model, report.Solution?.Values);
        var listed = model is null || values is null ? [] : Enumerable.Range(0, values.Length).Where(column => zeros || values[column] != 0).ToList();
        var page = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var column in listed.Skip(offset).Take(most))
        {
            page.TryAdd(NameOf(model!, page, column), values![column] + 0.0);
        }

        var next = Math.Min(offset + most, listed.Count);
        return new SolutionPageView
        {
            SolutionId = report.JobId,
            Model = entry.Model?.Name,
            ModelVersion = entry.Model?.Version,
            Data = entry.DataJson.Length > 0 ? JsonElement.Parse(entry.DataJson) : null,
            EndedAt = ModelEntryView.Moment(entry.EndedAt),
            Status = ReportViews.StatusWord(report),
            Message = report.Message,
            ObjectiveValue = Finite(report.Solution?.Objective),
            BestBound = Finite(report.Solution?.DualBound),
            IsValid = report.Verification?.IsValid,
            Variables = values is null ? null : page,
            Offset = offset,
            Total = listed.Count,
            NextOffset = next < listed.Count ? next : null,
        };
    }

    public string ToText() => TerminalText.Escape(
        $"{Status}: {Message}\n" + string.Concat((Variables ?? new Dictionary<string, double>()).Select(pair => $"  {pair.Key} = {pair.Value:R}\n"))
        + (NextOffset is { } next ? $"  … {Total - next:N0} more, from offset {next}\n" : ""),
        keepLines: true);

    /// <summary>Names may repeat in PuLP; the position in the model tells the second from the first.</summary>
    private static string NameOf(LinearModel model, OrderedDictionary<string, double> taken, int column) =>
        taken.ContainsKey(model.ColumnNames[column]) ? $"{model.ColumnNames[column]} (column {column})" : model.ColumnNames[column];

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
