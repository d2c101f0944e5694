using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Actors.Settings;
using MipActors.Hosting;
using MipActors.Mcp.Tools;
using ModelContextProtocol.AspNetCore;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Http;

/// <summary>MCP over streamable HTTP, at <c>/mcp</c>; health and readiness beside it.</summary>
internal static class HttpFace
{
    private static readonly TimeSpan SessionIdle = TimeSpan.FromHours(2);
    private const int MostIdleSessions = 1000;

    /// <summary>A server that is ready to be started.</summary>
    /// <param name="overrides">Settings of the command line.</param>
    /// <param name="role">What the process is in a cluster.</param>
    /// <param name="addMore">Adds tools and the like to what it offers; nothing in a real server.</param>
    /// <param name="cancellation">Ends the building.</param>
    /// <exception cref="SettingException">A setting is wrong, or tokens are demanded and there are none.</exception>
    public static async Task<WebApplication> BuildAsync(
        IReadOnlyDictionary<string, string> overrides, NodeRole role, Action<IMcpServerBuilder>? addMore, CancellationToken cancellation)
    {
        var settings = MipSettings.From(ConfigChain.Load(overrides)).Http;
        var tokens = new TokenFile(settings.TokenFile);
        Demand(settings, tokens);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "mipactors", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.RequestBytes;
            kestrel.Listen(settings.Address, settings.Port);
        });
        await ServiceHost.AddServiceAsync(
            builder.Services,
            overrides,
            role,
            LogLevel.Information,
            services =>
            {
                services.AddRoutingCore();
                services.AddSingleton(settings).AddSingleton(tokens).AddSingleton<Doorkeeper>();
                services.AddSingleton<AuditLog>().AddHostedService(provider => provider.GetRequiredService<AuditLog>());
                // The transport stands while the jobs say their last words; of its own accord the web server would stop first, and wait for them.
                services.Configure<HostOptions>(options => options.ServicesStopConcurrently = true);
                var mcp = services.AddMcp().WithHttpTransport(options =>
                {
                    options.SessionMode = HttpServerSessionMode.StatefulForInitializeClients;
#pragma warning disable MCP9006 // Of the revisions with a handshake, whose sessions have to end some day.
                    options.IdleTimeout = SessionIdle;
                    options.MaxIdleSessionCount = MostIdleSessions;
#pragma warning restore MCP9006
                });
                mcp.WithMessageFilters(filters => filters.AddIncomingFilter(next => async (context, token) =>
                {
                    Caller.Current = context.User?.Identity?.Name ?? "";
                    await AuditedAsync(next, context, token);
                }));
                if (!settings.DemandTokens)
                {
                    mcp.WithTool<ListExecutorsTool>();
                }

                addMore?.Invoke(mcp);
            },
            cancellation);
        var app = builder.Build();
        Map(app);
        Announce(app);
        return app;
    }

    /// <summary>Tells the log where it listens, once it does.</summary>
    private static void Announce(WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        app.Services.GetRequiredService<ILogger<Doorkeeper>>().LogInformation("MCP over HTTP at {Addresses}", string.Join(", ", addresses.Select(address => address + "/mcp")));
    });

    private static void Demand(HttpSettings settings, TokenFile tokens)
    {
        try
        {
            if (settings.DemandTokens && !tokens.HasAny)
            {
                throw new SettingException(
                    $"Tokens are demanded ({(IPAddress.IsLoopback(settings.Address) ? "mipactors.http.demand-tokens is on" : $"{settings.Address} is no loopback address")}), "
                    + $"and {settings.TokenFile} has none: make one with `mipactors token NAME`.");
            }
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"The tokens can not be read: {fault.Message}.");
        }
    }

    private static void Map(WebApplication app)
    {
        var doorkeeper = app.Services.GetRequiredService<Doorkeeper>();
        app.Use(async (context, next) =>
        {
            if (HealthPages.IsFor(context.Request) || await doorkeeper.AdmitAsync(context))
            {
                await next(context);
            }
        });
        HealthPages.Map(app);
        app.MapMcp("/mcp");
    }

    private static async Task AuditedAsync(McpMessageHandler next, MessageContext context, CancellationToken cancellation)
    {
        if (context.JsonRpcMessage is not JsonRpcRequest request)
        {
            await next(context, cancellation);
            return;
        }

        var begun = Stopwatch.GetTimestamp();
        var outcome = "error";
        try
        {
            await next(context, cancellation);
            outcome = "ok";
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
            throw;
        }
        finally
        {
            var parameters = request.Params;
            context.Server.Services!.GetRequiredService<AuditLog>().Write(new AuditEntry
            {
                Token = Caller.Current,
                Method = request.Method,
                What = Text(parameters, "name") ?? Text(parameters, "uri"),
                JobId = Text(parameters?["arguments"], "job_id"),
                Outcome = outcome,
                Milliseconds = Math.Round(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 1),
            });
        }
    }

    private static string? Text(System.Text.Json.Nodes.JsonNode? node, string name) =>
        node is System.Text.Json.Nodes.JsonObject members && members.TryGetPropertyValue(name, out var value)
        && value is System.Text.Json.Nodes.JsonValue text && text.TryGetValue<string>(out var found) ? Core.Formats.TerminalText.Escape(found.Length <= 200 ? found : found[..200]) : null;
}
