using Akka.Actor;
using Akka.Event;
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

/// <summary>
/// Root of the service, <c>/user/mip</c>: makes the branches of the hierarchy. The library, which holds nothing but an open file, is
/// restarted when it fails; any other branch holds jobs or processes that it would no longer know: then the root stops, and with it
/// every child process.
/// </summary>
public sealed class MipService : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _library;

    /// <summary>Makes the branches.</summary>
    public MipService(Launcher launcher, Provisioner provisioner, MipSettings settings)
    {
        var executors = Context.ActorOf(ExecutorSupervisor.Props(launcher, provisioner, settings), "executors");
        var solvers = Context.ActorOf(SolverSupervisor.Props(launcher, settings), "solvers");
        _library = Context.ActorOf(LibraryActor.Props(settings.Library), "library");
        var jobs = Context.ActorOf(JobQueue.Props(settings, _library), "jobs");
        var runs = Context.ActorOf(RunSupervisor.Props(settings.RunRoom, new RunSurroundings(executors, solvers, settings)), "runs");
        runs.Tell(new TellRoom(jobs));
        var actors = new ServiceActors(executors, solvers, jobs, runs, _library);
        Receive<GetServiceActors>(_ => Sender.Tell(actors));
        Receive<Terminated>(lost => OnLost(lost.ActorRef));
        foreach (var branch in Context.GetChildren())
        {
            Context.Watch(branch);
        }
    }

    /// <summary>How to make one.</summary>
    public static Props Props(Launcher launcher, Provisioner provisioner, MipSettings settings) =>
        Akka.Actor.Props.Create(() => new MipService(launcher, provisioner, settings));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_ => Sender.Equals(_library) ? Directive.Restart : Directive.Stop);

    private void OnLost(IActorRef branch)
    {
        _log.Error("{0} is lost, and the service can not go on without it", branch.Path.Name);
        Context.Stop(Self);
    }
}
