using Akka.Actor;
using MipActors.Core.Model;

namespace MipActors.Actors.Runs;

/// <summary>
/// Parent of the Runs of this node. Tells the queues how many cores it has for them, and returns what comes when there is no room (any more):
/// two queues may have given away the same core at once.
/// <code>
/// Taking ──DrainRuns──▶ Draining (returns what comes) ──budget over──▶ the Runs give their jobs back ──the last is gone──▶ RunsDrained
/// </code>
/// </summary>
public sealed class RunSupervisor : ReceiveActor, IWithTimers
{
    private readonly int _room;
    private readonly RunSurroundings _surroundings;
    private readonly Dictionary<IActorRef, Entry> _runs = [];
    private readonly HashSet<IActorRef> _told = [];
    private readonly HashSet<IActorRef> _drainers = [];
    private bool _draining;

    /// <summary>A supervisor with room for so many cores' worth of Runs.</summary>
    public RunSupervisor(int room, RunSurroundings surroundings)
    {
        (_room, _surroundings) = (room, surroundings);
        Receive<StartRun>(OnStart);
        Receive<StopRun>(stop => Context.Child(NameOf(stop)).Forward(stop));
        Receive<TellRoom>(tell => OnTellRoom(tell.To));
        Receive<DrainRuns>(drain => OnDrain(drain.Budget));
        Receive<GiveBack>(_ => GiveAllBack());
        Receive<Terminated>(gone => OnGone(gone.ActorRef));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private int Free => _draining ? 0 : _room - _runs.Values.Sum(run => run.Cores);

    /// <summary>How to make one.</summary>
    public static Props Props(int room, RunSurroundings surroundings) => Akka.Actor.Props.Create(() => new RunSupervisor(room, surroundings));

    /// <summary>
    /// What a request takes of a room: the threads that it asks for, never more than there is. A program that gives its solver more threads than its
    /// caller asked for is not known before it runs.
    /// </summary>
    internal static int CoresOf(SolveRequest request, int room) => Math.Clamp(request.Options.Threads ?? 1, 1, room);

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private static string NameOf(RunMessage of) => $"run-{of.JobId}-{of.Attempt}";

    private void OnStart(StartRun start)
    {
        var cores = CoresOf(start.Request, _room);
        if (cores > Free)
        {
            TellAll();
            Sender.Tell(new RunReturned(start.JobId, start.Attempt));
            return;
        }

        var run = Context.ActorOf(Run.Props(start, Sender, _surroundings), NameOf(start));
        _runs[Context.Watch(run)] = new Entry(start.JobId, start.Attempt, Sender, cores);
        // Before the Run says that it has started: the queue must not count its cores twice as free.
        TellAll();
    }

    private void OnTellRoom(IActorRef to)
    {
        _told.Add(Context.Watch(to));
        to.Tell(new Room(Free, _room));
    }

    private void TellAll()
    {
        var room = new Room(Free, _room);
        foreach (var queue in _told)
        {
            queue.Tell(room);
        }
    }

    private void OnGone(IActorRef actor)
    {
        _told.Remove(actor);
        if (!_runs.Remove(actor, out var run))
        {
            return;
        }

        run.Job.Tell(new RunEnded(run.JobId, run.Attempt));
        TellAll();
        AnswerIfDrained();
    }

    private void OnDrain(TimeSpan budget)
    {
        _draining = true;
        _drainers.Add(Sender);
        TellAll();
        Timers.StartSingleTimer(nameof(GiveBack), new GiveBack(), budget);
        AnswerIfDrained();
    }

    private void GiveAllBack()
    {
        foreach (var run in _runs.Keys)
        {
            run.Tell(new GiveBack());
        }
    }

    private void AnswerIfDrained()
    {
        if (!_draining || _runs.Count > 0)
        {
            return;
        }

        foreach (var drainer in _drainers)
        {
            drainer.Tell(new RunsDrained());
        }

        _drainers.Clear();
    }

    private sealed record Entry(string JobId, int Attempt, IActorRef Job, int Cores);
}
