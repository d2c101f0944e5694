using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using MipActors.Actors.Settings;
using MipActors.Actors.Shutdown;
using MipActors.Containment;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Actors;

/// <summary>What the hierarchy needs from outside.</summary>
/// <param name="Settings">Every setting.</param>
/// <param name="Launcher">Starts contained processes.</param>
/// <param name="Provisioner">Sees to what the sandbox needs on the disk.</param>
public sealed record MipSurroundings(MipSettings Settings, Launcher Launcher, Provisioner Provisioner);

/// <summary>What is said to and asked of the process that the hierarchy lives in.</summary>
/// <param name="OnStarted">Called once the branches stand.</param>
/// <param name="OnLost">Called when the hierarchy is gone though nobody wanted the server to end.</param>
/// <param name="WordsWanted">Asked when the server ends: false when nobody listens to a job's last words any more.</param>
public sealed record MipCallbacks(Action<SolverService, ServiceActors> OnStarted, Action OnLost, Func<bool> WordsWanted);

/// <summary>Builds the hierarchy with Akka.Hosting.</summary>
public static class MipHosting
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    /// <summary>Adds the configuration, the root actor with its branches, and the shutdown phases.</summary>
    /// <param name="builder">Akka.Hosting's builder.</param>
    /// <param name="config">All HOCON, Akka's parts included.</param>
    /// <param name="surroundings">What the hierarchy needs from outside; waited for while the system starts, and its failure is the start's.</param>
    /// <param name="callbacks">To the process around it.</param>
    public static AkkaConfigurationBuilder WithMipService(
        this AkkaConfigurationBuilder builder, Config config, Task<MipSurroundings> surroundings, MipCallbacks callbacks) => builder
            .AddHocon(config, HoconAddMode.Prepend)
            .WithActors(async (system, registry) =>
            {
                var (settings, launcher, provisioner) = await surroundings;
                var root = system.ActorOf(MipService.Props(launcher, provisioner, settings), "mip");
                registry.Register<MipService>(root);
                var actors = await root.Ask<ServiceActors>(GetServiceActors.Instance, StartPatience);
                ShutdownPhases.Register(system, actors, callbacks.WordsWanted);
                _ = TellWhenLostAsync(system, root, callbacks.OnLost);
                callbacks.OnStarted(new SolverService(system, actors, settings, launcher), actors);
            });

    private static async Task TellWhenLostAsync(ActorSystem system, IActorRef root, Action onLost)
    {
        await root.WatchAsync();
        if (CoordinatedShutdown.Get(system).ShutdownReason is null)
        {
            onLost();
        }
    }
}
