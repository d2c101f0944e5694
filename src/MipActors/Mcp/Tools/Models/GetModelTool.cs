using System.ComponentModel;
using MipActors.Hosting;
using MipActors.Library;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools.Models;

/// <summary>The tool <c>get_model</c>.</summary>
[McpServerToolType]
internal sealed class GetModelTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "get_model",
        Title = "A kept model",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ModelEntryView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Returns a kept model: its code, its parameters with meaning and defaults, its version.")]
    public async Task<CallToolResult> GetAsync([Description("Name of the model.")] string model, CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var view = ModelEntryView.Of(await KeptModels.FindAsync(service, model, cancellation), withCode: true);
        return ToolResults.Of(view, $"{view.ToText()}\n{view.Code}");
    }
}
