using System.ComponentModel;
using System.Text.Json;
using MipActors.Actors;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp;

/// <summary>Each job as a resource: its report, or where it is; a cancelled job's incumbent and bound are found there too.</summary>
[McpServerResourceType]
internal sealed class JobResource(ServiceGate gate)
{
    [McpServerResource(UriTemplate = "mipactors://jobs/{job_id}", Name = "job", Title = "Report of a job", MimeType = "application/json")]
    [Description("The report of a job, the same as get_job gives at once: of an ended or cancelled one what was found, of a running one where it is.")]
    public async Task<TextResourceContents> ReadAsync(string job_id, CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var view = await service.WaitAsync(job_id.Trim(), TimeSpan.Zero, _ => { }, cancellation) switch
        {
            JobAnswer.Ended ended => ReportViews.Of(ended.Report, ReportSize.Agent),
            JobAnswer.Running running => ReportViews.Of(running.JobId, running.Last),
            _ => throw new McpException($"No job '{job_id}' is known; list_jobs shows those that run and the newest that have ended."),
        };
        return new TextResourceContents
        {
            Uri = $"mipactors://jobs/{job_id}",
            MimeType = "application/json",
            Text = JsonSerializer.Serialize(view, ToolJson.Options),
        };
    }
}
