using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using MipActors.Actors.Library;
using MipActors.Actors.Runs;
using MipActors.Actors.Settings;
using MipActors.Actors.Telemetry;
using MipActors.Core.Model;

namespace MipActors.Actors.Jobs;

/// <summary>
/// Owns one request: its caller, deadline, cancellation, attempts and answer.
/// <code>
/// Waiting ──Begin──▶ Running ──RunReport──▶ answered, stopped
///    │ CancelJob, deadline, LastWords: answered, stopped
/// Running ──RunReturned, or its node is lost (not too often)──▶ Waiting, first in the line
/// Running ──CancelJob, deadline, LastWords──▶ Stopping ──RunReport, RunReturned, node lost, patience over──▶ answered, stopped
/// </code>
/// </summary>
internal sealed class Job : ReceiveActor, IWithTimers
{
    private const string Waiting = "waiting";
    private const string Running = "running";

    /// <summary>How long a Run that was told to stop may take for its report.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(3);

    /// <summary>The Run minds the deadline itself; the job only steps in when it does not.</summary>
    private static readonly TimeSpan DeadlineGrace = TimeSpan.FromSeconds(2);

    private readonly string _id;
    private readonly SolveRequest _request;
    private readonly HashSet<IActorRef> _observers;
    private readonly IActorRef _library;
    private readonly TimeSpan _timeout;
    private readonly Deadline _deadline;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Stopwatch _age = Stopwatch.StartNew();
    private readonly Presence _presence = new(Instruments.Jobs, "mipactors.job.state");
    private readonly Activity? _span;

    private readonly int _mostLosses;
    private IActorRef? _runs;
    private int _attempt;
    private int _losses;
    private TimeSpan _queued;
    private TimeSpan? _begun;
    private StopCause? _stopping;
    private JobProgress? _last;

    public Job(string id, SolveRequest request, IActorRef? observer, IActorRef library, JobSettings settings, ActivityContext trace)
    {
        _id = id;
        _request = request;
        _observers = observer is null ? [] : [observer];
        _library = library;
        _mostLosses = settings.MostLosses;
        _timeout = request.Timeout is { } asked && asked < settings.LongestTimeout ? asked
            : request.Timeout is null ? settings.DefaultTimeout : settings.LongestTimeout;
        _deadline = Deadline.After(_timeout);
        _span = Spans.Job(id, trace);

        Receive<Begin>(begin => OnBegin(begin.Runs));
        Receive<PositionChanged>(changed => Tell(new JobProgress(
            JobStage.Queued, $"waiting for {(changed.NeedsNode ? "a worker node to come" : "its turn")}, position {changed.Position}")));
        Receive<RunStarted>(IsOurs, _ => Context.Parent.Tell(new Begun()));
        Receive<RunProgress>(IsOurs, progress => Tell(progress.Progress));
        Receive<RunPrint>(IsOurs, print => TellObservers(print.Print));
        Receive<RunReport>(IsOurs, report => Answer(report.Report));
        Receive<RunReturned>(IsOurs, _ => WaitAgain("its node gave it back", "given-back", null));
        Receive<RunEnded>(IsOurs, _ => OnRunFailed());
        Receive<CancelJob>(_ => OnStop(StopCause.Cancelled));
        Receive<Observe>(OnObserve);
        Receive<LastWords>(_ => OnStop(StopCause.ShuttingDown));
        Receive<DeadlineReached>(_ => OnStop(StopCause.Deadline));
        Receive<StopOverdue>(_ => Answer(RunVerdict.Stopped(_id, _stopping ?? StopCause.Cancelled, _timeout, _last)));
        Receive<Terminated>(gone => gone.ActorRef.Equals(_runs), _ => OnNodeLost());
        ReceiveAny(_ => { }); // Late words of an attempt that is no longer ours.
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to make one; nobody observes one that a server before this one has taken.</summary>
    public static Props Props(string id, SolveRequest request, IActorRef? observer, IActorRef library, JobSettings settings, ActivityContext trace) =>
        Akka.Actor.Props.Create(() => new Job(id, request, observer, library, settings, trace));

    protected override void PreStart()
    {
        _presence.Enter(Waiting);
        Timers.StartSingleTimer(nameof(DeadlineReached), new DeadlineReached(), _timeout + DeadlineGrace);
    }

    protected override void PostStop()
    {
        _presence.Enter(null);
        _span?.Dispose();
    }

    /// <summary>An attempt that is given up is late from then on, whatever it still says.</summary>
    private bool IsOurs(RunMessage message) => _runs is not null && message.Attempt == _attempt;

    /// <summary>A durable job is not held to what it has by the server's end: the next server runs it again.</summary>
    private bool GoesOn => _request.Durable && _stopping == StopCause.ShuttingDown;

    private void OnBegin(IActorRef runs)
    {
        _queued = _begun is null ? _age.Elapsed : _queued;
        _begun = _age.Elapsed;
        _attempt++;
        _runs = Context.Watch(runs);
        _runs.Tell(new StartRun(_id, _attempt, _request, _timeout, _deadline.Remaining) { Trace = _span?.Context ?? default });
        _presence.Enter(Running);
    }

    private void OnNodeLost()
    {
        _losses++;
        if (_losses < _mostLosses)
        {
            WaitAgain("its node was lost", "lost", _runs);
            return;
        }

        Answer(RunVerdict.Faulted(_id, JobOutcome.InternalFault, new JobFault("nodes-lost", $"The node that ran this job was lost, {_losses} times.")
        {
            Hint = "This job may be what ends them: look into their logs, and at their memory, before you send it again.",
        }));
    }

    private void WaitAgain(string why, string reason, IActorRef? lost)
    {
        Instruments.Returns.Add(1, Instruments.Tag("mipactors.job.return.reason", reason));
        _span?.AddEvent(new ActivityEvent(why));
        _log.Info("job {0} waits again: {1} (attempt {2})", _id, why, _attempt);
        _runs = null;
        if (_stopping is { } cause)
        {
            Answer(RunVerdict.Stopped(_id, cause, _timeout, _last));
            return;
        }

        _presence.Enter(Waiting);
        Tell(new JobProgress(JobStage.Queued, $"waiting for another node: {why}"));
        Context.Parent.Tell(new WaitAgain(_request, lost));
    }

    private void OnStop(StopCause cause)
    {
        if (_stopping is not null)
        {
            return;
        }

        _stopping = cause;
        if (_runs is null || GoesOn)
        {
            Answer(RunVerdict.Stopped(_id, cause, _timeout, _last));
            return;
        }

        _runs.Tell(new StopRun(_id, _attempt, cause));
        Timers.StartSingleTimer(nameof(StopOverdue), new StopOverdue(), StopPatience);
    }

    private void OnRunFailed() => Answer(_stopping is { } cause
        ? RunVerdict.Stopped(_id, cause, _timeout, _last)
        : RunVerdict.Faulted(_id, JobOutcome.InternalFault, new JobFault("run-lost", "The part of the server that ran this job failed.")
        {
            Hint = "The server's log (stderr) has the reason. Repeat the call; if it happens again, report it with that log.",
        }));

    private void OnObserve(Observe observe)
    {
        if (observe.Owner != _request.Owner)
        {
            Sender.Tell(new JobNotLive(_id));
            return;
        }

        if (observe.Observer is { } observer)
        {
            _observers.Add(observer);
        }

        Sender.Tell(new JobState(_id, _age.Elapsed, _last));
    }

    private void Tell(JobProgress progress)
    {
        // A look without a solve does not make the last known incumbent unknown.
        _last = progress.Solve is null && progress.Stage == JobStage.Solving ? progress with { Solve = _last?.Solve } : progress;
        TellObservers(progress);
    }

    private void TellObservers(object message)
    {
        foreach (var observer in _observers)
        {
            observer.Tell(message);
        }
    }

    private void Answer(JobReport report)
    {
        var timed = report with
        {
            Message = GoesOn ? $"{report.Message} The job is durable: the server runs it again when it is started again." : report.Message,
            Timings = report.Timings with { Queue = _queued, Total = _age.Elapsed },
        };
        _log.Info("job {0} ends: {1}, {2:0} ms", _id, timed.Outcome, _age.Elapsed.TotalMilliseconds);
        if (!_request.ValidateOnly && !GoesOn)
        {
            _library.Tell(new KeepReport(timed, DateTimeOffset.UtcNow, _request));
        }

        Instruments.JobDuration.Record(_age.Elapsed.TotalSeconds, Instruments.Tag("mipactors.job.outcome", Instruments.Word(timed.Outcome)));
        Spans.End(_span, timed.Outcome);
        _presence.Enter(null);
        // The queue first: an observer that has its report may ask the queue at once.
        Context.Parent.Tell(new JobEnded(_begun is { } begun ? _age.Elapsed - begun : null, GoesOn));
        TellObservers(timed);
        Timers.CancelAll();
        Become(Ended);
    }

    /// <summary>Still there for what the queue had handed on before it knew; the queue then ends this actor.</summary>
    private void Ended()
    {
        Receive<Observe>(_ => Sender.Tell(new JobNotLive(_id)));
        ReceiveAny(_ => { });
    }

    private sealed record DeadlineReached : INoSerializationVerificationNeeded;

    private sealed record StopOverdue : INoSerializationVerificationNeeded;
}

/// <summary>The queue to a job, when the server ends: report what there is, now.</summary>
internal sealed record LastWords : INoSerializationVerificationNeeded;
