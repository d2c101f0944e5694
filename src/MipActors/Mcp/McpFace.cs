using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using MipActors.Hosting;
using MipActors.Mcp.Prompts;
using MipActors.Mcp.Resources;
using MipActors.Mcp.Tools;
using MipActors.Mcp.Tools.Models;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp;

/// <summary>The MCP face: its tools, and what is true of all of them.</summary>
internal static class McpFace
{
    /// <summary>Adds the server over a pair of streams.</summary>
    public static void AddMcpFace(this IServiceCollection services, StdioStreams streams) => services
        .AddMcp()
        .WithStreamServerTransport(streams.Input, streams.Output)
        .WithTool<ListExecutorsTool>()
        .Services.AddHostedService(_ => new ColdStart(streams));

    /// <summary>What every transport offers.</summary>
    public static IMcpServerBuilder AddMcp(this IServiceCollection services) => services
        .AddMcpServer(options =>
        {
            options.ServerInfo = new Implementation { Name = "mipactors", Title = "MipActors", Version = Version };
            options.ServerInstructions = ServerInstructions.Text;
        })
        .WithTool<ExecuteMipCodeTool>()
        .WithTool<SolveModelTextTool>()
        .WithTool<ExplainInfeasibilityTool>()
        .WithTool<StartJobTool>()
        .WithTool<GetJobTool>()
        .WithTool<ListJobsTool>()
        .WithTool<CancelJobTool>()
        .WithTool<DefineModelTool>()
        .WithTool<SolveModelTool>()
        .WithTool<ListModelsTool>()
        .WithTool<GetModelTool>()
        .WithTool<DeleteModelTool>()
        .WithTool<ListSolutionsTool>()
        .WithTool<GetSolutionTool>()
        .WithTool<ValidateSolutionTool>()
        .WithTool<CompareSolutionsTool>()
        .WithTool<ValidateMipCodeTool>()
        .WithTool<GetSolverInfoTool>()
        .WithTool<GetMipExamplesTool>()
        .WithResourcesOf<DocumentResources>()
        .WithResourcesOf<JobResources>()
        .WithResourcesOf<ModelResource>()
        .WithListResourcesHandler(ResourceIndex.ListAsync)
        .WithCompleteHandler(ResourceIndex.CompleteAsync)
        .WithPromptsOf<ModellingPrompts>()
        .WithRequestFilters(filters => filters
            .AddCallToolFilter(next => (context, cancellation) => CallAsync(next, context, cancellation))
            .AddGetPromptFilter(next => (context, cancellation) => PromptAsync(next, context, cancellation)));

    /// <summary>Adds a tool: a class with one method that is one.</summary>
    public static IMcpServerBuilder WithTool<T>(this IMcpServerBuilder builder)
    {
        builder.Services.AddSingleton(LazyTool.Of<T>);
        return builder;
    }

    private static IMcpServerBuilder WithResourcesOf<T>(this IMcpServerBuilder builder)
    {
        LazyResource.Of<T>().ToList().ForEach(create => builder.Services.AddSingleton(create));
        return builder;
    }

    private static IMcpServerBuilder WithPromptsOf<T>(this IMcpServerBuilder builder)
    {
        LazyPrompt.Of<T>().ToList().ForEach(create => builder.Services.AddSingleton(create));
        return builder;
    }

    /// <summary>A prompt without an argument that it needs is told as what it is, not as a fault of the server.</summary>
    private static ValueTask<GetPromptResult> PromptAsync(
        McpRequestHandler<GetPromptRequestParams, GetPromptResult> next, RequestContext<GetPromptRequestParams> context, CancellationToken cancellation)
    {
        var given = context.Params?.Arguments;
        var missing = (context.MatchedPrimitive as McpServerPrompt)?.ProtocolPrompt.Arguments?.FirstOrDefault(
            argument => argument.Required == true && given?.ContainsKey(argument.Name) != true);
        return missing is null
            ? next(context, cancellation)
            : throw new McpProtocolException($"The prompt '{context.Params!.Name}' needs the argument '{missing.Name}': {missing.Description}", McpErrorCode.InvalidParams);
    }

    private static string Version => typeof(McpFace).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    /// <summary>The one place where a wrong argument becomes a sentence that says what is wrong.</summary>
    private static async ValueTask<CallToolResult> CallAsync(
        McpRequestHandler<CallToolRequestParams, CallToolResult> next, RequestContext<CallToolRequestParams> context, CancellationToken cancellation)
    {
        var tool = (context.MatchedPrimitive as McpServerTool)?.ProtocolTool;
        try
        {
            if (tool is not null)
            {
                ToolArguments.Check(tool, context.Params?.Arguments);
            }

            return await next(context, cancellation);
        }
        catch (ToolArgumentException fault)
        {
            return ToolResults.BadArgument(fault, tool);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not McpException)
        {
            return ToolResults.BadArgument(new ToolArgumentException(fault.Message, "See the server's log (stderr) if the sentence does not help."), tool);
        }
    }
}
