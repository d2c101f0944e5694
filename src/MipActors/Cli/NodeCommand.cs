using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Actors.Settings;
using MipActors.Hosting;

namespace MipActors.Cli;

/// <summary><c>mipactors node --role worker</c>: a worker of a cluster, until a signal comes or the cluster has no place for it.</summary>
internal static class NodeCommand
{
    private static readonly Option<string> Role = new Option<string>("--role")
    {
        Description = "worker: run what the gateways of the cluster have (`mipactors serve --role gateway`).",
        HelpName = "ROLE",
        Required = true,
    }.AcceptOnlyFromAmong("worker");

    public static Command Create()
    {
        var command = new Command("node", "Be a node of a cluster that serves nobody itself; addresses, seeds and the secret are settings (hocon/node.conf).") { Role };
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        Console.SetOut(Console.Error);
        using var host = await ServiceHost.BuildAsync(
            new Dictionary<string, string>(StringComparer.Ordinal), NodeRole.Worker, LogLevel.Information, _ => { }, cancellation);
        var end = host.Services.GetRequiredService<EndOfLife>();
        await host.RunAsync(cancellation);
        return end.ExitCode;
    }
}
