using System.ComponentModel;
using MipActors.Hosting;
using MipActors.Library;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools.Models;

/// <summary>The tool <c>get_solution</c>.</summary>
[McpServerToolType]
internal sealed class GetSolutionTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "get_solution",
        Title = "A kept solution, page by page",
        UseStructuredContent = true,
        OutputSchemaType = typeof(SolutionPageView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Returns the variables of a kept solution page by page, for those that are too many for one answer, with its objective and data. Any job_id will do; get_job gives its whole report.")]
    public async Task<CallToolResult> GetAsync(
        [Description("The solution_id of list_solutions, or the job_id of an answer.")] string solution_id,
        CancellationToken cancellation,
        [Description("The first variable of the page; next_offset of the page before.")] int offset = 0,
        [Description("Variables on the page; default 200, at most 2000.")] int most = 200,
        [Description("Whether variables that are zero are listed too.")] bool zeros = false)
    {
        var service = await gate.ServiceAsync(cancellation);
        var (report, entry) = await KeptModels.SolutionAsync(service, solution_id, cancellation);
        var view = SolutionPageView.Of(
            report, entry, ToolArguments.Between("offset", offset, 0, int.MaxValue / 2), ToolArguments.Between("most", most, 1, 2000), zeros);
        return ToolResults.Of(view, view.ToText());
    }
}
