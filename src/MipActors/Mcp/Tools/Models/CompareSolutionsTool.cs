using System.ComponentModel;
using MipActors.Actors.Library;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Library;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools.Models;

/// <summary>The tool <c>compare_solutions</c>.</summary>
[McpServerToolType]
internal sealed class CompareSolutionsTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "compare_solutions",
        Title = "Compare two solutions",
        UseStructuredContent = true,
        OutputSchemaType = typeof(SolutionComparison),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Tells two kept solutions apart: objective, data, the decisions that changed, and which constraints bind in one or in both.")]
    public async Task<CallToolResult> CompareAsync(
        [Description("solution_id or job_id of the first.")] string first,
        [Description("solution_id or job_id of the second.")] string second,
        CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var (one, oneEntry) = WithValues(await KeptModels.SolutionAsync(service, first, cancellation));
        var (two, twoEntry) = WithValues(await KeptModels.SolutionAsync(service, second, cancellation));
        var view = SolutionComparison.Of(one, oneEntry, two, twoEntry);
        return ToolResults.Of(view, view.ToText());
    }

    private static (JobReport Report, ReportEntry Entry) WithValues((JobReport Report, ReportEntry Entry) found) =>
        found.Report is { Model: not null, Solution.HasValues: true }
            ? found
            : throw new ToolArgumentException($"The job {found.Report.JobId} has no solution to compare.", found.Report.Message);
}
