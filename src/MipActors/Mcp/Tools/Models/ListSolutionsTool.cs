using System.ComponentModel;
using MipActors.Actors.Library;
using MipActors.Hosting;
using MipActors.Library;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools.Models;

/// <summary>The tool <c>list_solutions</c>.</summary>
[McpServerToolType]
internal sealed class ListSolutionsTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "list_solutions",
        Title = "List the solutions of kept models",
        UseStructuredContent = true,
        OutputSchemaType = typeof(SolutionListView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Lists the solutions that solve_model has found, the newest first, with objective and data.")]
    public async Task<CallToolResult> ListAsync(
        CancellationToken cancellation,
        [Description("Name of the model; without it those of all models.")] string? model = null,
        [Description("How many; default 20, at most 100.")] int most = 20)
    {
        var service = await gate.ServiceAsync(cancellation);
        var name = model is null ? null : (await KeptModels.FindAsync(service, model, cancellation)).Definition.Name;
        var entries = await service.Library.ReportsAsync(ToolArguments.Between("most", most, 1, 100), new ReportFilter(OfModels: true, name), cancellation);
        var view = new SolutionListView { Solutions = [.. entries.Select(SolutionEntryView.Of)] };
        return ToolResults.Of(view, view.ToText());
    }
}
