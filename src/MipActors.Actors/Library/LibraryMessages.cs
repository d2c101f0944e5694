using MipActors.Core.Model;

namespace MipActors.Actors.Library;

/// <summary>To the library: keep this report. No answer; a job's own answer never waits for a disk.</summary>
/// <param name="Report">The report.</param>
/// <param name="EndedAt">When its job ended.</param>
/// <param name="Request">What was asked: whose it is, and of which model and data.</param>
public sealed record KeepReport(JobReport Report, DateTimeOffset EndedAt, SolveRequest Request);

/// <summary>To the library: the report of this job. Answered with <see cref="KeptReport"/>.</summary>
/// <param name="Owner">Whose it has to be.</param>
/// <param name="JobId">Id of the job.</param>
public sealed record GetReport(string Owner, string JobId);

/// <summary>To the library: the newest report of a model with these data that holds a model. Answered with <see cref="KeptReport"/>.</summary>
/// <param name="Owner">Whose it has to be.</param>
/// <param name="Model">The model.</param>
/// <param name="DataJson">The data, as they were given to its program.</param>
public sealed record FindReport(string Owner, ModelVersion Model, string DataJson);

/// <summary>A report that was kept.</summary>
/// <param name="Report">The report, or null when there is none.</param>
/// <param name="Entry">The line about it, or null likewise.</param>
public sealed record KeptReport(JobReport? Report, ReportEntry? Entry);

/// <summary>To the library: the newest reports. Answered with <see cref="ReportList"/>.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Most">How many.</param>
/// <param name="Of">Which of them.</param>
public sealed record ListReports(string Owner, int Most, ReportFilter Of);

/// <summary>Which reports are meant.</summary>
/// <param name="OfModels">Those of models of the library alone.</param>
/// <param name="Model">Those of this model alone, or null.</param>
public sealed record ReportFilter(bool OfModels = false, string? Model = null)
{
    /// <summary>All there are.</summary>
    public static ReportFilter All { get; } = new();
}

/// <summary>Reports, the newest first.</summary>
/// <param name="Entries">One line each.</param>
public sealed record ReportList(IReadOnlyList<ReportEntry> Entries);

/// <summary>One line about a report.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Message">The same in one sentence.</param>
/// <param name="Problem">Name of its problem; may be empty.</param>
/// <param name="Objective">Objective of its answer, or null.</param>
/// <param name="Model">The model of the library that was solved, or null.</param>
/// <param name="DataJson">The data that it was solved with; empty where <paramref name="Model"/> is null.</param>
/// <param name="Bytes">What it takes in the file.</param>
public sealed record ReportEntry(
    string JobId, DateTimeOffset EndedAt, JobOutcome Outcome, string Message, string Problem, double? Objective, ModelVersion? Model, string DataJson, long Bytes);
