using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using MipActors.Actors;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Library;
using MipActors.Reports;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Resources;

/// <summary>Each job as resources: its report, or where it is; the model that was solved as LP text; a large solution page by page.</summary>
[McpServerResourceType]
internal sealed class JobResources(ServiceGate gate)
{
    private const int PageSize = 1000;
    private const int MostModelCharacters = 8 << 20;

    [McpServerResource(UriTemplate = "mipactors://jobs/{job_id}", Name = "job", Title = "Report of a job", MimeType = Contents.Json)]
    [Description("The report of a job, the same as get_job gives at once: of an ended or cancelled one what was found, of a running one where it is.")]
    public async Task<TextResourceContents> ReportAsync(string job_id, CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var view = await service.WaitAsync(job_id.Trim(), TimeSpan.Zero, _ => { }, cancellation) switch
        {
            JobAnswer.Ended ended => ReportViews.Of(ended.Report, ReportSize.Agent),
            JobAnswer.Running running => ReportViews.Of(running.JobId, running.Last),
            _ => throw Unknown(job_id),
        };
        return Contents.Of($"mipactors://jobs/{job_id}", Contents.Json, JsonSerializer.Serialize(view, ToolJson.Options));
    }

    [McpServerResource(UriTemplate = "mipactors://jobs/{job_id}/report", Name = "job_report", Title = "Report of a job, as text", MimeType = Contents.Plain)]
    [Description("The report of a job that has ended, whole, written for a person.")]
    public async Task<TextResourceContents> TextAsync(string job_id, CancellationToken cancellation) =>
        Contents.Of($"mipactors://jobs/{job_id}/report", Contents.Plain, ReportText.Of(ReportViews.Of(await EndedAsync(job_id, cancellation), ReportSize.Whole)));

    [McpServerResource(UriTemplate = "mipactors://jobs/{job_id}/model.lp", Name = "job_model", Title = "Model of a job, as LP text", MimeType = Contents.Plain)]
    [Description("The model that a job solved last, in the LP format, as other solvers read it.")]
    public async Task<TextResourceContents> ModelAsync(string job_id, CancellationToken cancellation)
    {
        var report = await EndedAsync(job_id, cancellation);
        if (report.Model is not { } model)
        {
            throw Contents.Missing($"The job {job_id} has no model.", report.Message);
        }

        try
        {
            var text = ModelText.Write(ModelFormat.Lp, model).Text;
            return text.Length <= MostModelCharacters
                ? Contents.Of($"mipactors://jobs/{job_id}/model.lp", Contents.Plain, text)
                : throw Contents.Missing($"The model of job {job_id} has {text.Length:N0} characters as LP text; at most {MostModelCharacters:N0} are given out.", "`mipactors jobs show` has the job, `mipactors convert` the model.");
        }
        catch (ModelFormatException fault)
        {
            throw Contents.Missing($"The model of job {job_id} can not be written as LP text: {fault.Message}.", fault.Hint ?? "");
        }
    }

    [McpServerResource(UriTemplate = "mipactors://jobs/{job_id}/solution/{page}", Name = "job_solution", Title = "Solution of a job, page by page", MimeType = Contents.Json)]
    [Description("A page of 1000 variables of a job's solution, those that are not zero, from page 1; next_offset is null on the last.")]
    public async Task<TextResourceContents> SolutionAsync(string job_id, string page, CancellationToken cancellation)
    {
        if (!int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 1_000_000)
        {
            throw Contents.Missing($"There is no page '{TerminalText.Escape(page)}'.", "Pages are numbered from 1.");
        }

        var service = await gate.ServiceAsync(cancellation);
        var kept = await service.Library.ReportAsync(job_id.Trim(), cancellation);
        if (kept is not { Report: { } report, Entry: { } entry })
        {
            throw Unknown(job_id);
        }

        var view = SolutionPageView.Of(report, entry, (number - 1) * PageSize, PageSize, zeros: false);
        return Contents.Of($"mipactors://jobs/{job_id}/solution/{number}", Contents.Json, JsonSerializer.Serialize(view, ToolJson.Options));
    }

    private async Task<JobReport> EndedAsync(string jobId, CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        return await service.WaitAsync(jobId.Trim(), TimeSpan.Zero, _ => { }, cancellation) switch
        {
            JobAnswer.Ended ended => ended.Report,
            JobAnswer.Running => throw Contents.Missing($"The job {jobId} still runs.", "get_job waits for it."),
            _ => throw Unknown(jobId),
        };
    }

    private static ModelContextProtocol.McpProtocolException Unknown(string jobId) =>
        Contents.Missing($"No job '{TerminalText.Escape(jobId)}' is known;", "list_jobs shows those that run and the newest that have ended.");
}
