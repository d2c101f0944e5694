using Akka.Actor;
using MipActors.Actors.Executors;
using MipActors.Core.Model;
using MipActors.Solving;

namespace MipActors.Actors.Runs;

/// <summary>
/// Several solvers on one model, each in a worker of its own: to its Run it is what a <see cref="SolverExecutor"/> is.
/// <code>
/// Waiting ──SolveModel──▶ Racing (a worker for each racer: Acquired, then its SolveModel)
/// Racing ──first proven answer──▶ Comparing (the others are asked to stop) ──their answers, or 0.5 s──▶ answered, losers ended, Waiting
/// Racing ──all answered, none proven──▶ answered with the best of them, Waiting
/// any ──End, or the Run is gone──▶ stopped; the workers see it and leave
/// </code>
/// </summary>
internal sealed class Race : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.5);

    private readonly IActorRef _solvers;
    private readonly Deadline _deadline;
    private readonly List<Racer> _racers = [];
    private SolveCall? _call;
    private Racer? _winner;

    public Race(IActorRef solvers, Deadline deadline)
    {
        _solvers = solvers;
        _deadline = deadline;

        Receive<SolveModel>(solve => Begin(solve.Call));
        Receive<Acquired>(_ => OnAcquired(Sender));
        Receive<AcquireWaits>(_ => { });
        Receive<Unavailable>(unavailable => OnUnavailable(unavailable.Fault));
        Receive<WorkerMessage.Progress>(progress => OnProgress(Sender, progress.Look));
        Receive<WorkerMessage.Log>(log => OnLog(Sender, log));
        Receive<WorkerMessage.Solved>(solved => OnSolved(Sender, solved.Solution));
        Receive<WorkerMessage.Refused>(refused => OnRefused(Sender, refused));
        Receive<ExecutorLost>(lost => OnLost(Sender, lost));
        Receive<Terminated>(gone => OnLost(gone.ActorRef, new ExecutorLost("its executor stopped")));
        Receive<CancelSolve>(_ => CancelOthers(null));
        Receive<GraceOver>(_ => Close());
        Receive<End>(end => Leave(end));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IActorRef solvers, Deadline deadline) => Akka.Actor.Props.Create(() => new Race(solvers, deadline));

    private void Begin(SolveCall call)
    {
        if (call.Options.Parameters.Count > 0)
        {
            Context.Parent.Tell(new WorkerMessage.Refused("bad-parameter", "a race takes no raw parameters: each solver has names of its own"));
            return;
        }

        (_call, _winner) = (call, null);
        var ids = RaceDecision.Racers(call.Model);
        _racers.RemoveAll(racer => !ids.Contains(racer.Id));
        foreach (var id in ids)
        {
            if (_racers.Find(racer => racer.Id == id) is { } kept)
            {
                kept.Rest();
                Start(kept);
            }
            else
            {
                _racers.Add(new Racer(id));
                _solvers.Tell(new Acquire(_deadline.Remaining));
            }
        }
    }

    private void OnAcquired(IActorRef worker)
    {
        if (_racers.Find(racer => racer.Worker is null) is not { } racer || _call is null || _winner is not null)
        {
            worker.Tell(new End(EscalationStep.Leave)); // Came too late: the race is decided.
            return;
        }

        racer.Worker = worker;
        Context.Watch(worker);
        Start(racer);
    }

    private void Start(Racer racer)
    {
        var options = _call!.Options;
        var share = options.Threads is { } threads ? Math.Max(1, threads / RaceDecision.Racers(_call.Model).Count) : (int?)null;
        racer.Worker.Tell(new SolveModel(_call with { Options = options with { Solver = racer.Id, Threads = share } }));
    }

    private void OnUnavailable(JobFault fault)
    {
        _racers.Remove(_racers.Find(racer => racer.Worker is null)!);
        if (_racers.Count == 0)
        {
            Context.Parent.Tell(new WorkerMessage.Refused(fault.Code, fault.Message));
        }
    }

    private void OnProgress(IActorRef worker, SolveProgress look)
    {
        if (Of(worker) is { } racer && _call is not null)
        {
            racer.Look = look;
            Context.Parent.Tell(new WorkerMessage.Progress(RaceDecision.Merge(_call.Model.Sense, [.. _racers.Select(one => one.Look).OfType<SolveProgress>()])));
        }
    }

    private void OnLog(IActorRef worker, WorkerMessage.Log log)
    {
        // Two logs in one are unreadable: the first racer's alone.
        if (Of(worker) == _racers[0])
        {
            Context.Parent.Tell(log);
        }
    }

    private void OnSolved(IActorRef worker, Solution solution)
    {
        if (Of(worker) is not { } racer || _call is null)
        {
            return;
        }

        racer.Solution = solution;
        if (_winner is null && RaceDecision.IsProven(solution))
        {
            _winner = racer;
            CancelOthers(racer);
            Timers.StartSingleTimer(nameof(GraceOver), new GraceOver(), Grace);
        }

        if (_racers.TrueForAll(one => one.HasAnswered))
        {
            Close();
        }
    }

    private void OnRefused(IActorRef worker, WorkerMessage.Refused refused)
    {
        if (Of(worker) is not { } racer || _call is null)
        {
            return;
        }

        racer.Refusal = refused;
        if (_racers.TrueForAll(one => one.HasAnswered))
        {
            Close();
        }
    }

    private void OnLost(IActorRef worker, ExecutorLost lost)
    {
        if (Of(worker) is not { } racer)
        {
            return;
        }

        _racers.Remove(racer);
        if (_call is null)
        {
            return;
        }

        if (_racers.Count == 0)
        {
            _call = null;
            Context.Parent.Tell(lost);
        }
        else if (_racers.TrueForAll(one => one.HasAnswered))
        {
            Close();
        }
    }

    /// <summary>The answer goes out; who has not given one by now is ended.</summary>
    private void Close()
    {
        if (_call is null)
        {
            return;
        }

        Timers.Cancel(nameof(GraceOver));
        var answers = _racers.Where(racer => racer.Solution is not null).Select(racer => racer.Solution!).ToArray();
        var call = _call;
        _call = null;
        Context.Parent.Tell(RaceDecision.Contradiction(call.Model, answers) is { } contradiction
            ? new WorkerMessage.Refused(RaceDecision.DisagreesCode, contradiction)
            : answers.Length > 0 ? new WorkerMessage.Solved(RaceDecision.Best(call.Model.Sense, answers, _winner?.Solution)) : _racers[0].Refusal!);
        foreach (var racer in _racers.Where(racer => !racer.HasAnswered).ToArray())
        {
            _racers.Remove(racer);
            racer.Worker?.Tell(new End(EscalationStep.Leave));
        }
    }

    private void CancelOthers(Racer? than)
    {
        foreach (var racer in _racers.Where(racer => racer != than && !racer.HasAnswered))
        {
            racer.Worker?.Tell(new CancelSolve());
        }
    }

    private void Leave(End end)
    {
        foreach (var racer in _racers)
        {
            racer.Worker?.Tell(end);
        }

        Context.Stop(Self);
    }

    private Racer? Of(IActorRef worker) => _racers.Find(racer => worker.Equals(racer.Worker));

    private sealed class Racer(string id)
    {
        public string Id { get; } = id;

        public IActorRef? Worker { get; set; }

        public SolveProgress? Look { get; set; }

        public Solution? Solution { get; set; }

        public WorkerMessage.Refused? Refusal { get; set; }

        public bool HasAnswered => Solution is not null || Refusal is not null;

        public void Rest() => (Look, Solution, Refusal) = (null, null, null);
    }

    private sealed record GraceOver : INoSerializationVerificationNeeded;
}
