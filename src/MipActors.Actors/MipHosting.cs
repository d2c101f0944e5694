using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using MipActors.Actors.Executors;
using MipActors.Actors.Nodes;
using MipActors.Actors.Settings;
using MipActors.Actors.Shutdown;
using MipActors.Containment;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Actors;

/// <summary>What the hierarchy needs from outside.</summary>
/// <param name="Settings">Every setting.</param>
/// <param name="Launcher">Starts contained processes.</param>
/// <param name="Provisioner">Sees to what the sandbox needs on the disk.</param>
/// <param name="Beginning">The first sandbox, where one was begun; never fails.</param>
public sealed record MipSurroundings(MipSettings Settings, Launcher Launcher, Provisioner Provisioner, Task<EarlySandbox?> Beginning);

/// <summary>What is said to and asked of the process that the hierarchy lives in.</summary>
/// <param name="OnStarted">Called once the branches stand.</param>
/// <param name="OnLost">Called with a reason when the process can not go on though nobody wanted it to end.</param>
/// <param name="WordsWanted">Asked when the server ends: false when nobody listens to a job's last words any more.</param>
/// <param name="HasFailed">Asked when the server ends: true when it is not because somebody wanted it to.</param>
public sealed record MipCallbacks(Action<SolverService, ServiceActors> OnStarted, Action<string> OnLost, Func<bool> WordsWanted, Func<bool> HasFailed);

/// <summary>Builds the hierarchy with Akka.Hosting.</summary>
public static class MipHosting
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(25);

    /// <summary>Adds the configuration, the root actor with its branches, and the shutdown phases.</summary>
    /// <param name="builder">Akka.Hosting's builder.</param>
    /// <param name="config">All HOCON, Akka's parts included.</param>
    /// <param name="node">What this process is in a cluster; null when it is alone.</param>
    /// <param name="surroundings">What the hierarchy needs from outside; waited for while the system starts, and its failure is the start's.</param>
    /// <param name="callbacks">To the process around it.</param>
    public static AkkaConfigurationBuilder WithMipService(
        this AkkaConfigurationBuilder builder, Config config, NodeSettings? node, Task<MipSurroundings> surroundings, MipCallbacks callbacks) => builder
            .AddHocon(node is null ? config : NodeConfig.Of(node).WithFallback(config), HoconAddMode.Prepend)
            .WithSecret(node?.Secret)
            .WithActors(async (system, registry) =>
            {
                var outside = await surroundings;
                var root = system.ActorOf(MipService.Props(outside, node?.Role ?? NodeRole.Alone, callbacks.OnLost), "mip");
                registry.Register<MipService>(root);
                var actors = await root.Ask<ServiceActors>(GetServiceActors.Instance, StartPatience);
                // Where there is a journal its jobs have to hear of the end before their Runs do, or they would be answered with it.
                ShutdownPhases.Register(system, actors, () => callbacks.WordsWanted() || outside.Settings.Jobs.Journal is not null);
                if (node is { Role: NodeRole.Worker })
                {
                    ShutdownPhases.RegisterDrain(system, actors, () => callbacks.HasFailed() ? TimeSpan.Zero : node.Drain);
                }

                _ = TellWhenLostAsync(system, root, callbacks.OnLost);
                callbacks.OnStarted(new SolverService(system, actors, outside.Settings, outside.Launcher), actors);
            });

    private static AkkaConfigurationBuilder WithSecret(this AkkaConfigurationBuilder builder, string? secret) =>
        secret is null ? builder : builder.AddSetup(NodeSecret.Tls(secret));

    private static async Task TellWhenLostAsync(ActorSystem system, IActorRef root, Action<string> onLost)
    {
        await root.WatchAsync();
        if (CoordinatedShutdown.Get(system).ShutdownReason is null)
        {
            onLost("a part of the server is lost, see above");
        }
    }
}
