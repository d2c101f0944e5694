using System.ComponentModel;
using System.Text;
using MipActors.Actors.Library;
using MipActors.Core.Formats;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The jobs that run and the newest that have ended.</summary>
internal sealed record JobListView
{
    [Description("Jobs that wait or run, oldest first.")]
    public IReadOnlyList<LiveJobView> Running { get; init; } = [];

    [Description("Jobs that have ended, newest first.")]
    public IReadOnlyList<EndedJobView> Ended { get; init; } = [];
}

/// <summary>A job that waits or runs.</summary>
internal sealed record LiveJobView
{
    [Description("Id of the job.")]
    public required string JobId { get; init; }

    [Description("Seconds since it was accepted.")]
    public double AgeSeconds { get; init; }

    [Description("Where it is.")]
    public ProgressView? Progress { get; init; }
}

/// <summary>A job that has ended.</summary>
internal sealed record EndedJobView
{
    [Description("Id of the job.")]
    public required string JobId { get; init; }

    [Description("When it ended, ISO 8601, UTC.")]
    public required string EndedAt { get; init; }

    [Description("How it ended, one sentence.")]
    public string Message { get; init; } = "";

    [Description("Name of its problem.")]
    public string Problem { get; init; } = "";

    [Description("Objective of its answer; null without one.")]
    public double? Objective { get; init; }
}

/// <summary>The tool <c>list_jobs</c>.</summary>
[McpServerToolType]
internal sealed class ListJobsTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "list_jobs",
        Title = "List jobs",
        UseStructuredContent = true,
        OutputSchemaType = typeof(JobListView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Lists the jobs that wait or run and the newest that have ended. get_job fetches the report of one.")]
    public async Task<CallToolResult> ListAsync(
        CancellationToken cancellation, [Description("How many ended jobs to list; default 20, at most 100.")] int most = 20)
    {
        ToolArguments.Between("most", most, 0, 100);
        var service = await gate.ServiceAsync(cancellation);
        var live = await service.LiveJobsAsync(cancellation);
        var ended = await service.Library.ReportsAsync(most, ReportFilter.All, cancellation);
        var view = new JobListView
        {
            Running = [.. live.Select(job => new LiveJobView
            {
                JobId = job.JobId,
                AgeSeconds = Math.Round(job.Age.TotalSeconds, 3),
                Progress = job.Last is { } last ? ReportViews.ProgressOf(last) : null,
            })],
            Ended = [.. ended.Select(entry => new EndedJobView
            {
                JobId = entry.JobId,
                EndedAt = entry.EndedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
                Message = entry.Message,
                Problem = entry.Problem,
                Objective = entry.Objective is { } objective && double.IsFinite(objective) ? objective : null,
            })],
        };
        return ToolResults.Of(view, TextOf(view));
    }

    private static string TextOf(JobListView view)
    {
        var text = new StringBuilder();
        foreach (var job in view.Running)
        {
            text.AppendLine($"{job.JobId}  running for {job.AgeSeconds:0.0} s: {job.Progress?.Message ?? "waiting"}");
        }

        foreach (var job in view.Ended)
        {
            text.AppendLine($"{job.JobId}  ended {job.EndedAt}: {(job.Problem.Length > 0 ? $"{job.Problem}: " : "")}{job.Message}");
        }

        return text.Length == 0 ? "No jobs." : TerminalText.Escape(text.ToString(), keepLines: true);
    }
}
