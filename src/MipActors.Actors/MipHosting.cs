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
/// <param name="WordsWanted">Asked when the server ends: false when nobody listens to a job's last words any more.</param>
/// <param name="OnLost">Called when the hierarchy is gone though nobody wanted the server to end.</param>
public sealed record MipSurroundings(MipSettings Settings, Launcher Launcher, Provisioner Provisioner, Func<bool> WordsWanted, Action OnLost);

/// <summary>Builds the hierarchy with Akka.Hosting.</summary>
public static class MipHosting
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    /// <summary>Adds the configuration, the root actor with its branches, and the shutdown phases.</summary>
    /// <param name="builder">Akka.Hosting's builder.</param>
    /// <param name="config">All HOCON, Akka's parts included.</param>
    /// <param name="surroundings">What the hierarchy needs from outside.</param>
    /// <param name="onStarted">Called once the branches stand.</param>
    public static AkkaConfigurationBuilder WithMipService(
        this AkkaConfigurationBuilder builder, Config config, MipSurroundings surroundings, Action<ActorSystem, ServiceActors> onStarted) => builder
            .AddHocon(config, HoconAddMode.Prepend)
            .WithActors(async (system, registry) =>
            {
                var root = system.ActorOf(MipService.Props(surroundings.Launcher, surroundings.Provisioner, surroundings.Settings), "mip");
                registry.Register<MipService>(root);
                var actors = await root.Ask<ServiceActors>(GetServiceActors.Instance, StartPatience);
                ShutdownPhases.Register(system, actors, surroundings.WordsWanted);
                _ = TellWhenLostAsync(system, root, surroundings.OnLost);
                onStarted(system, actors);
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
