using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp;

/// <summary>A resource that is made when somebody first asks for one, as a <see cref="LazyTool"/> is: each compiles the pattern of its addresses.</summary>
internal sealed class LazyResource : McpServerResource, IMcpServerPrimitive
{
    private readonly Lazy<McpServerResource> _resource;
    private readonly string _uriTemplate;

    private LazyResource(string uriTemplate, Func<McpServerResource> create) => (_uriTemplate, _resource) = (uriTemplate, new Lazy<McpServerResource>(create));

    /// <inheritdoc/>
    public override ResourceTemplate ProtocolResourceTemplate => _resource.Value.ProtocolResourceTemplate;

    /// <inheritdoc/>
    public override Resource? ProtocolResource => _resource.Value.ProtocolResource;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => _resource.Value.Metadata;

    /// <summary>Its addresses, by which it is found: known without making it.</summary>
    string IMcpServerPrimitive.Id => _uriTemplate;

    /// <summary>The resources that the methods of a class are, which is made anew for each reading.</summary>
    /// <typeparam name="T">A class with methods that have the attribute <see cref="McpServerResourceAttribute"/>.</typeparam>
    public static IEnumerable<Func<IServiceProvider, McpServerResource>> Of<T>() =>
        from method in typeof(T).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
        let attribute = method.GetCustomAttribute<McpServerResourceAttribute>()
        where attribute is not null
        select (Func<IServiceProvider, McpServerResource>)(services => new LazyResource(attribute.UriTemplate!, () => Create(method, typeof(T), new McpServerResourceCreateOptions { Services = services })));

    /// <inheritdoc/>
    public override bool IsMatch(string uri) => _resource.Value.IsMatch(uri);

    /// <inheritdoc/>
    public override ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken = default) =>
        _resource.Value.ReadAsync(request, cancellationToken);

    private static McpServerResource Create(MethodInfo method, Type owner, McpServerResourceCreateOptions options) => method.IsStatic
        ? Create(method, target: null, options)
        : Create(method, request => ActivatorUtilities.CreateInstance(request.Services!, owner), options);
}
