using Akka.Actor;
using MipActors.Actors.Executors;
using MipActors.Actors.Jobs;
using MipActors.Actors.Library;
using MipActors.Actors.Runs;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Actors;

/// <summary>To the root of the hierarchy: who are your children? Answered with <see cref="ServiceActors"/>.</summary>
public sealed record GetServiceActors
{
    /// <summary>The only one.</summary>
    public static GetServiceActors Instance { get; } = new();
}

/// <summary>The actors that faces and the shutdown talk to.</summary>
/// <param name="Executors">Supervisor of the sandboxes.</param>
/// <param name="Solvers">Supervisor of the solver workers.</param>
/// <param name="Jobs">The queue.</param>
/// <param name="Runs">Supervisor of the Runs.</param>
/// <param name="Library">Reports of jobs that have ended.</param>
public sealed record ServiceActors(IActorRef Executors, IActorRef Solvers, IActorRef Jobs, IActorRef Runs, IActorRef Library);

/// <summary>Root of the service, <c>/user/mip</c>: makes the branches of the hierarchy. A branch that fails is not restarted; its jobs are told.</summary>
public sealed class MipService : ReceiveActor
{
    /// <summary>Makes the branches.</summary>
    public MipService(Launcher launcher, Provisioner provisioner, MipSettings settings)
    {
        var executors = Context.ActorOf(ExecutorSupervisor.Props(launcher, provisioner, settings), "executors");
        var solvers = Context.ActorOf(SolverSupervisor.Props(launcher, settings), "solvers");
        var library = Context.ActorOf(LibraryActor.Props(settings.Library), "library");
        var jobs = Context.ActorOf(JobQueue.Props(settings, library), "jobs");
        var runs = Context.ActorOf(RunSupervisor.Props(settings.RunRoom, jobs, new RunSurroundings(executors, solvers, settings)), "runs");
        var actors = new ServiceActors(executors, solvers, jobs, runs, library);
        Receive<GetServiceActors>(_ => Sender.Tell(actors));
    }

    /// <summary>How to make one.</summary>
    public static Props Props(Launcher launcher, Provisioner provisioner, MipSettings settings) =>
        Akka.Actor.Props.Create(() => new MipService(launcher, provisioner, settings));
}
