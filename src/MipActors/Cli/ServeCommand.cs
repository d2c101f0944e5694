using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Hosting;
using MipActors.Mcp;

namespace MipActors.Cli;

/// <summary><c>mipactors serve</c>: the MCP server on stdin and stdout, until stdin ends or a signal comes.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Speak MCP on stdin and stdout (what MCP clients start).");
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    public static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var streams = StdioStreams.Take();
        using var host = await ServiceHost.BuildAsync(
            new Dictionary<string, string>(StringComparer.Ordinal), LogLevel.Information, services => services.AddMcpFace(streams), cancellation);
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
}
