using System.ComponentModel;
using MipActors.Hosting;
using MipActors.Library;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools.Models;

/// <summary>The tool <c>delete_model</c>.</summary>
[McpServerToolType]
internal sealed class DeleteModelTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "delete_model",
        Title = "Delete a kept model",
        UseStructuredContent = true,
        OutputSchemaType = typeof(DeletedView),
        Destructive = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Deletes a kept model and all of its solutions. This can not be undone.")]
    public async Task<CallToolResult> DeleteAsync([Description("Name of the model.")] string model, CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var found = await KeptModels.FindAsync(service, model, cancellation);
        await service.Library.RemoveAsync(found.Definition.Name, cancellation);
        return ToolResults.Of(
            new DeletedView { Name = found.Definition.Name, Solutions = found.Solutions }, $"The model '{found.Definition.Name}' and {found.Solutions} solutions of it are deleted.\n");
    }
}
