using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Actors.Settings;
using MipActors.Hosting;
using MipActors.Mcp;
using MipActors.Mcp.Http;

namespace MipActors.Cli;

/// <summary><c>mipactors serve</c>: the MCP server on stdin and stdout, until stdin ends or a signal comes; with <c>--http</c> on a port, until a signal comes.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    private static readonly Option<bool> Http = new("--http") { Description = "Speak MCP over streamable HTTP instead, at http://ADDRESS:PORT/mcp." };
    internal static readonly Option<string?> Address = new("--address") { Description = "With --http: the address to listen at (default 127.0.0.1; beyond loopback tokens are demanded).", HelpName = "ADDRESS" };
    internal static readonly Option<int?> Port = new("--port") { Description = "With --http: the port to listen at (default 7478; 0 for any that is free).", HelpName = "PORT" };

    private static readonly Option<string?> Role = new Option<string?>("--role")
    {
        Description = "gateway: hold the jobs of a cluster, whose worker nodes run them (hocon/node.conf). Without it, this process does both and opens no port.",
        HelpName = "ROLE",
    }.AcceptOnlyFromAmong("gateway");

    public static Command Create()
    {
        var command = new Command(Name, "Speak MCP on stdin and stdout (what MCP clients start), or over HTTP.") { Http, Address, Port, Role };
        command.SetAction((parsed, cancellation) => parsed.GetValue(Http) ? RunHttpAsync(parsed, cancellation) : RunAsync(RoleOf(parsed), cancellation));
        return command;
    }

    private static NodeRole RoleOf(ParseResult parsed) => parsed.GetValue(Role) is null ? NodeRole.Alone : NodeRole.Gateway;

    public static async Task<int> RunAsync(NodeRole role, CancellationToken cancellation)
    {
        ColdStart.Begin();
        var streams = StdioStreams.Take();
        using var host = await ServiceHost.BuildAsync(
            new Dictionary<string, string>(StringComparer.Ordinal), role, LogLevel.Information, services => services.AddMcpFace(streams), cancellation);
        var end = host.Services.GetRequiredService<EndOfLife>();
        streams.Ended = why => end.Request(why, nobodyListens: true);
        streams.Start();
        using var served = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = ParentWatch.RunAsync(why => end.Request(why, nobodyListens: true), served.Token);
        await host.RunAsync(cancellation);
        await served.CancelAsync();
        await watch.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return end.ExitCode;
    }

    private static async Task<int> RunHttpAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var overrides = Overrides(parsed).ToDictionary(one => one.Path, one => one.Value, StringComparer.Ordinal);
        await using var app = await HttpFace.BuildAsync(overrides, RoleOf(parsed), addMore: null, cancellation);
        return await RunAsync(app, cancellation);
    }

    /// <summary>The settings that options stand for: the option, the setting's full name, its value.</summary>
    internal static IEnumerable<(string Option, string Path, string Value)> Overrides(ParseResult parsed)
    {
        if (parsed.GetValue(Address) is { } address)
        {
            yield return (Address.Name, "mipactors.http.address", address);
        }

        if (parsed.GetValue(Port) is { } port)
        {
            yield return (Port.Name, "mipactors.http.port", port.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Serves until a signal comes.</summary>
    /// <exception cref="InputException">It can not listen there.</exception>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken cancellation)
    {
        var end = app.Services.GetRequiredService<EndOfLife>();
        try
        {
            await ((IHost)app).RunAsync(cancellation);
        }
        catch (IOException fault)
        {
            throw new InputException("can-not-listen", $"The server can not listen there: {fault.Message} Another --port, or another --address?");
        }

        return end.ExitCode;
    }
}
