using System.ComponentModel;
using System.Text.Json;
using MipActors.Core.Formats;
using MipActors.Hosting;
using MipActors.Library;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Resources;

/// <summary>Each kept model as a resource.</summary>
[McpServerResourceType]
internal sealed class ModelResource(ServiceGate gate)
{
    [McpServerResource(UriTemplate = "mipactors://models/{model}", Name = "model", Title = "Kept model", MimeType = Contents.Json)]
    [Description("A model that define_model has kept: code, parameters, version.")]
    public async Task<TextResourceContents> ReadAsync(string model, CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        return await service.Library.FindAsync(model.Trim(), cancellation) is { } found
            ? Contents.Of($"mipactors://models/{model}", Contents.Json, JsonSerializer.Serialize(ModelEntryView.Of(found, withCode: true), ToolJson.Options))
            : throw Contents.Missing($"There is no model '{TerminalText.Escape(model)}'.", "list_models shows those there are.");
    }
}
