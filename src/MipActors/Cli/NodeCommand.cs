using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
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
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        if (NodeSettings.From(ConfigChain.Load(overrides, isNode: true), NodeRole.Worker).Health is { } health)
        {
            await using var app = await BuildWithHealthAsync(health, overrides, cancellation);
            return await ServeCommand.RunAsync(app, cancellation);
        }

        using var host = await ServiceHost.BuildAsync(overrides, NodeRole.Worker, LogLevel.Information, _ => { }, cancellation);
        var end = host.Services.GetRequiredService<EndOfLife>();
        await host.RunAsync(cancellation);
        return end.ExitCode;
    }

    private static async Task<WebApplication> BuildWithHealthAsync(IPEndPoint health, IReadOnlyDictionary<string, string> overrides, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "mipactors", ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(health);
        });
        await ServiceHost.AddServiceAsync(
            builder.Services,
            overrides,
            NodeRole.Worker,
            LogLevel.Information,
            services =>
            {
                services.AddRoutingCore();
                // A node that drains tells that it is not ready, until it is gone.
                services.Configure<HostOptions>(options => options.ServicesStopConcurrently = true);
            },
            cancellation);
        var app = builder.Build();
        HealthPages.Map(app);
        return app;
    }
}
