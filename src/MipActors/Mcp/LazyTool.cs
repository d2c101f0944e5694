using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp;

/// <summary>
/// A tool that is made when somebody first asks for it. The schemas of all of them are most of what a start of this server computes, and
/// neither <c>initialize</c> nor the first call needs more than one.
/// </summary>
internal sealed class LazyTool : McpServerTool, IMcpServerPrimitive
{
    private readonly Lazy<McpServerTool> _tool;
    private readonly string _name;

    private LazyTool(string name, Func<McpServerTool> create) => (_name, _tool) = (name, new Lazy<McpServerTool>(create));

    /// <inheritdoc/>
    public override Tool ProtocolTool => _tool.Value.ProtocolTool;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => _tool.Value.Metadata;

    /// <summary>Its name, by which it is found: known without making it.</summary>
    string IMcpServerPrimitive.Id => _name;

    /// <summary>The tool that a method of a class is, which is made anew for each call.</summary>
    /// <typeparam name="T">A class with one method that has the attribute <see cref="McpServerToolAttribute"/>.</typeparam>
    public static McpServerTool Of<T>(IServiceProvider services)
    {
        var (method, name) = (
            from candidate in typeof(T).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            let attribute = candidate.GetCustomAttribute<McpServerToolAttribute>()
            where attribute is not null
            select (candidate, attribute.Name!)).Single();
        var options = new McpServerToolCreateOptions { Services = services, SerializerOptions = ToolJson.Options };
        return new LazyTool(name, () => method.IsStatic
            ? Create(method, target: null, options)
            : Create(method, request => ActivatorUtilities.CreateInstance(request.Services!, typeof(T)), options));
    }

    /// <inheritdoc/>
    public override ValueTask<CallToolResult> InvokeAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default) =>
        _tool.Value.InvokeAsync(request, cancellationToken);
}
