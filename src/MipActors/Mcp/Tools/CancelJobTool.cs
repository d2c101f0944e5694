using System.ComponentModel;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>cancel_job</c>: stops a job and returns what it has found.</summary>
[McpServerToolType]
internal sealed class CancelJobTool(ServiceGate gate)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [McpServerTool(
        Name = "cancel_job",
        Title = "Stop a job",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ReportView),
        Destructive = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Stops a running job and returns its report with the best solution and bound found by then. A job that has ended is left as it is, and its report returned.")]
    public async Task<CallToolResult> CancelAsync(
        [Description("The job_id of the earlier answer.")] string job_id,
        IProgress<ProgressNotificationValue> progress,
        CancellationToken cancellation,
        [Description("Whether the chart of incumbent and bound over time comes along, as an image (PNG), where the search took long enough to have one.")]
        bool include_chart = false)
    {
        var service = await gate.ServiceAsync(cancellation);
        var waiting = service.WaitAsync(job_id.Trim(), Patience, new ProgressSteps(progress).Report, cancellation);
        await service.CancelAsync(job_id.Trim(), cancellation);
        return await waiting is { } answer
            ? ToolResults.Of(answer, include_chart)
            : throw new ToolArgumentException($"No job '{job_id}' is known.", "list_jobs shows those that run and the newest that have ended.");
    }
}
