using System.ComponentModel;
using MipActors.Hosting;
using MipActors.Library;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools.Models;

/// <summary>The tool <c>list_models</c>.</summary>
[McpServerToolType]
internal sealed class ListModelsTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "list_models",
        Title = "List the kept models",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ModelListView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Lists the models that define_model has kept, with their parameters and how many solutions there are of each.")]
    public async Task<CallToolResult> ListAsync(CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var view = new ModelListView { Models = [.. (await service.Library.AllAsync(cancellation)).Select(model => ModelEntryView.Of(model, withCode: false))] };
        return ToolResults.Of(view, view.ToText());
    }
}
