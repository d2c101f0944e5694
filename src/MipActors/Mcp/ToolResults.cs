using System.Diagnostics;
using System.Text.Json;
using MipActors.Actors;
using MipActors.Core.Model;
using MipActors.Reports;
using MipActors.Reports.Images;
using ModelContextProtocol.Protocol;

namespace MipActors.Mcp;

/// <summary>Makes a tool's result of a report: structure for machines, short text for readers; both cut to an agent's size.</summary>
internal static class ToolResults
{
    /// <summary>The answer to a job.</summary>
    /// <param name="answer">Its report, or where it is.</param>
    /// <param name="withChart">Whether the chart of its bounds comes along as an image, if it has one.</param>
    public static CallToolResult Of(JobAnswer answer, bool withChart = false) => answer switch
    {
        JobAnswer.Ended ended => Of(ended.Report, withChart),
        JobAnswer.Running running => Of(ReportViews.Of(running.JobId, running.Last), isError: false),
        _ => throw new UnreachableException(),
    };

    /// <summary>Any structure with its text.</summary>
    public static CallToolResult Of<T>(T view, string text) => new()
    {
        Content = [new TextContentBlock { Text = text }],
        StructuredContent = JsonSerializer.SerializeToElement(view, ToolJson.Options),
    };

    private static CallToolResult Of(JobReport report, bool withChart)
    {
        var view = ReportViews.Of(report, ReportSize.Agent);
        var result = Of(view, isError: report.Outcome is JobOutcome.BadInput or JobOutcome.InternalFault or JobOutcome.VerificationFailed);
        if (withChart && BoundsImage.Of(report.Solution?.Timeline ?? []) is { } chart)
        {
            result.Content.Add(ImageContentBlock.FromBytes(chart, "image/png"));
        }

        return result;
    }

    /// <summary>No answer, of a tool whose answers are no reports: text alone, for the tool's schema has no room for an error.</summary>
    public static CallToolResult Failed(JobFault fault) => new()
    {
        IsError = true,
        Content = [new TextContentBlock { Text = $"{fault.Message}\n{(fault.Hint is { } hint ? hint + "\n" : "")}[{fault.Code}]" }],
    };

    /// <summary>The caller's arguments are wrong; the same shape as any report where the tool's answers are reports.</summary>
    public static CallToolResult BadArgument(ToolArgumentException fault, Tool? tool) => !AnswersWithReports(tool)
        ? Failed(new JobFault("bad-argument", fault.Message) { Hint = fault.Hint })
        : Of(
            new ReportView
            {
                Status = "bad_input",
                Message = fault.Message,
                Error = new FaultView { Code = "bad-argument", Message = fault.Message, Hint = fault.Hint },
            },
            isError: true);

    private static bool AnswersWithReports(Tool? tool) =>
        tool?.OutputSchema is { } schema && schema.TryGetProperty("properties", out var properties)
        && properties.TryGetProperty("job_id", out _) && properties.TryGetProperty("error", out _);

    private static CallToolResult Of(ReportView view, bool isError) => new()
    {
        IsError = isError,
        Content = [new TextContentBlock { Text = ReportText.Of(view) }],
        StructuredContent = JsonSerializer.SerializeToElement(view, ToolJson.Options),
    };
}
