using MipActors.Core.Model;

namespace MipActors.Actors.Library;

/// <summary>To the library: keep this report. No answer; a job's own answer never waits for a disk.</summary>
/// <param name="Report">The report.</param>
/// <param name="EndedAt">When its job ended.</param>
public sealed record KeepReport(JobReport Report, DateTimeOffset EndedAt);

/// <summary>To the library: the report of this job. Answered with <see cref="KeptReport"/>.</summary>
/// <param name="JobId">Id of the job.</param>
public sealed record GetReport(string JobId);

/// <summary>A report that was kept.</summary>
/// <param name="Report">The report, or null when there is none of that id.</param>
public sealed record KeptReport(JobReport? Report);

/// <summary>To the library: the newest reports. Answered with <see cref="ReportList"/>.</summary>
/// <param name="Most">How many.</param>
public sealed record ListReports(int Most);

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
public sealed record ReportEntry(string JobId, DateTimeOffset EndedAt, JobOutcome Outcome, string Message, string Problem, double? Objective);
