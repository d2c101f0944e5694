using System.ComponentModel;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>list_executors</c>: the live processes, asked from the hierarchy.</summary>
[McpServerToolType]
internal sealed class ListExecutorsTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "list_executors",
        Title = "List the server's processes",
        UseStructuredContent = true,
        OutputSchemaType = typeof(HierarchyView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Lists the sandbox and solver processes of this server, and of its worker nodes where it is the gateway of a cluster: actor, pid, state, age, processor time, memory.")]
    public async Task<CallToolResult> ListAsync(CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var view = await HierarchyView.OfAsync(service, cancellation);
        return ToolResults.Of(view, view.ToText());
    }
}
