using System.ComponentModel;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>get_job</c>: waits for a job that runs, or fetches the report of one that has ended.</summary>
[McpServerToolType]
internal sealed class GetJobTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "get_job",
        Title = "Wait for a job, or fetch its report",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ReportView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Waits for a job whose call was answered with status running (or was cancelled), and returns its report: the same as execute_mip_code. "
        + "Answers with status running and the progress so far when it takes longer than wait. Reports of ended jobs are kept.")]
    public async Task<CallToolResult> GetAsync(
        [Description("The job_id of the earlier answer.")] string job_id,
        RequestContext<CallToolRequestParams> context,
        IProgress<ProgressNotificationValue> progress,
        CancellationToken cancellation,
        [Description("How long to wait for a running job, in seconds; 0 answers at once. Default and most: 50.")] double? wait = null,
        [Description("Whether the chart of incumbent and bound over time comes along, as an image (PNG), where the search took long enough to have one.")]
        bool include_chart = false)
    {
        var service = await gate.ServiceAsync(cancellation);
        var most = service.Settings.Jobs.Patience;
        var patience = wait is not { } seconds ? most
            : seconds >= 0 ? TimeSpan.FromSeconds(Math.Min(seconds, most.TotalSeconds))
            : throw new ToolArgumentException("wait", $"is {seconds:R}", "a number of at least 0");
        await using var log = new ProgramLog(context);
        return await service.WaitAsync(job_id.Trim(), patience, new ProgressSteps(progress).Report, cancellation, log.Print) is { } answer
            ? ToolResults.Of(answer, include_chart)
            : throw new ToolArgumentException($"No job '{job_id}' is known.", "list_jobs shows those that run and the newest that have ended.");
    }
}
