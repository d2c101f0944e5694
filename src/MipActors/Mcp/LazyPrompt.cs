using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp;

/// <summary>A prompt that is made when somebody first asks for one, as a <see cref="LazyTool"/> is.</summary>
internal sealed class LazyPrompt : McpServerPrompt, IMcpServerPrimitive
{
    private readonly Lazy<McpServerPrompt> _prompt;
    private readonly string _name;

    private LazyPrompt(string name, Func<McpServerPrompt> create) => (_name, _prompt) = (name, new Lazy<McpServerPrompt>(create));

    /// <inheritdoc/>
    public override Prompt ProtocolPrompt => _prompt.Value.ProtocolPrompt;

    /// <inheritdoc/>
    public override IReadOnlyList<object> Metadata => _prompt.Value.Metadata;

    /// <summary>Its name, by which it is found: known without making it.</summary>
    string IMcpServerPrimitive.Id => _name;

    /// <summary>The prompts that the methods of a class are, which is made anew for each asking.</summary>
    /// <typeparam name="T">A class with methods that have the attribute <see cref="McpServerPromptAttribute"/>.</typeparam>
    public static IEnumerable<Func<IServiceProvider, McpServerPrompt>> Of<T>() =>
        from method in typeof(T).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
        let attribute = method.GetCustomAttribute<McpServerPromptAttribute>()
        where attribute is not null
        select (Func<IServiceProvider, McpServerPrompt>)(services => new LazyPrompt(attribute.Name!, () => Create(method, typeof(T), new McpServerPromptCreateOptions { Services = services })));

    /// <inheritdoc/>
    public override ValueTask<GetPromptResult> GetAsync(RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken = default) =>
        _prompt.Value.GetAsync(request, cancellationToken);

    private static McpServerPrompt Create(MethodInfo method, Type owner, McpServerPromptCreateOptions options) => method.IsStatic
        ? Create(method, target: null, options)
        : Create(method, request => ActivatorUtilities.CreateInstance(request.Services!, owner), options);
}
