using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using MipActors.Actors.Executors;
using MipActors.Actors.Jobs;
using MipActors.Actors.Journal;
using MipActors.Actors.Library;
using MipActors.Actors.Nodes;
using MipActors.Actors.Runs;
using MipActors.Actors.Settings;
using MipActors.Containment;

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
/// <param name="Workers">The worker nodes of a gateway; null elsewhere.</param>
public sealed record ServiceActors(IActorRef Executors, IActorRef Solvers, IActorRef Jobs, IActorRef Runs, IActorRef Library, IActorRef? Workers);

/// <summary>
/// Root of the service, <c>/user/mip</c>: makes the branches of the hierarchy, the same in every role; on a gateway nothing is given to the branches that
/// run, on a worker nothing to the queue. The library, which holds nothing but an open file, is
/// restarted when it fails; any other branch holds jobs or processes that it would no longer know: then the root stops, and with it
/// every child process.
/// </summary>
public sealed class MipService : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _library;
    private readonly IActorRef? _journal;
    private readonly ServiceActors _actors;
    private readonly List<IActorRef> _askers = [];
    private bool _isReady;

    /// <summary>Makes the branches.</summary>
    public MipService(MipSurroundings surroundings, NodeRole role, Action<string> onLost)
    {
        var (settings, launcher, provisioner, beginning) = surroundings;
        if (role == NodeRole.Gateway)
        {
            settings = settings with { Sandboxes = settings.Sandboxes with { Warm = 0, MostWarm = 0 }, Solvers = settings.Solvers with { Warm = 0, MostWarm = 0 } };
        }

        var executors = Context.ActorOf(ExecutorSupervisor.Props(launcher, provisioner, settings, beginning), "executors");
        var solvers = Context.ActorOf(SolverSupervisor.Props(launcher, settings), "solvers");
        _library = Context.ActorOf(LibraryActor.Props(settings.Library), "library");
        var jobs = Context.ActorOf(JobQueue.Props(settings, _library, role), "jobs");
        var runs = Context.ActorOf(RunSupervisor.Props(settings.RunRoom, new RunSurroundings(executors, solvers, settings)), "runs");
        var workers = role == NodeRole.Gateway ? Context.ActorOf(WorkerNodes.Props(jobs), WorkerNodes.Name) : null;
        var actors = _actors = new ServiceActors(executors, solvers, jobs, runs, _library, workers);
        if (role != NodeRole.Worker && JobJournal.PropsOf(settings, jobs, _log) is { } journal)
        {
            _journal = Context.ActorOf(journal, JobJournal.Name);
            jobs.Tell(new UseJournal(_journal));
        }

        if (role == NodeRole.Alone)
        {
            runs.Tell(new TellRoom(jobs));
        }
        else
        {
            Context.ActorOf(Membership.Props(onLost), "membership");
        }

        if (role == NodeRole.Worker)
        {
            var self = NodeWire.HostAndPort(Cluster.Get(Context.System).SelfAddress);
            Context.ActorOf(GatewayNodes.Props(actors, () => DescribeAsync(self, actors, launcher), onLost), GatewayNodes.Name);
        }

        _isReady = _journal is null;
        Receive<GetServiceActors>(_ => OnAsked());
        Receive<JournalRead>(_ => OnReady());
        Receive<Terminated>(lost => OnLost(lost.ActorRef));
        foreach (var branch in Context.GetChildren())
        {
            Context.Watch(branch);
        }
    }

    /// <summary>How to make one.</summary>
    /// <param name="surroundings">What it needs from outside.</param>
    /// <param name="role">What this process is in a cluster.</param>
    /// <param name="onLost">Called with a reason when the cluster has no place for this process.</param>
    public static Props Props(MipSurroundings surroundings, NodeRole role, Action<string> onLost) =>
        Akka.Actor.Props.Create(() => new MipService(surroundings, role, onLost));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(_ => Sender.Equals(_library) ? Directive.Restart : Directive.Stop);

    private static async Task<NodeState> DescribeAsync(string node, ServiceActors actors, Launcher launcher) => new(
        node, Environment.ProcessId, launcher.Level.ToString().ToLowerInvariant(), await Survey.ExecutorsAsync(actors, CancellationToken.None));

    /// <summary>Faces ask for jobs by their ids as soon as they may: those of the journal are there by then.</summary>
    private void OnAsked()
    {
        if (_isReady)
        {
            Sender.Tell(_actors);
        }
        else
        {
            _askers.Add(Sender);
        }
    }

    private void OnReady()
    {
        _isReady = true;
        _askers.ForEach(asker => asker.Tell(_actors));
        _askers.Clear();
    }

    private void OnLost(IActorRef branch)
    {
        if (branch.Equals(_journal))
        {
            OnReady(); // The queue goes on without durable jobs, and says so.
            return;
        }

        _log.Error("{0} is lost, and the service can not go on without it", branch.Path.Name);
        Context.Stop(Self);
    }
}
