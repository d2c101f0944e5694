using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using MipActors.Actors.Journal;
using MipActors.Actors.Runs;
using MipActors.Actors.Settings;
using MipActors.Actors.Telemetry;
using MipActors.Core.Model;

namespace MipActors.Actors.Jobs;

/// <summary>
/// Parent of all jobs, bounded: one more than it holds is refused with "busy" and an estimate. Gives waiting jobs, oldest first, the room
/// that supervisors of Runs tell it of: a job takes as many cores as it asks for threads, and nobody overtakes one that waits for several.
/// What it gave away and nobody has taken yet is no room, whatever is told meanwhile.
/// </summary>
public sealed class JobQueue : ReceiveActor
{
    private const string NamePrefix = "job-";

    private readonly MipSettings _settings;
    private readonly IActorRef _library;
    private readonly NodeRole _role;
    private readonly LinkedList<(IActorRef Job, SolveRequest Request)> _waiting = new();
    private readonly Dictionary<IActorRef, Room> _room = [];
    private readonly Dictionary<IActorRef, (IActorRef Runs, int Cores)> _offered = [];
    private readonly HashSet<IActorRef> _ended = [];
    private readonly Quotas<IActorRef> _quotas;
    private readonly RunTimes _times = new();
    private readonly Dictionary<string, (IActorRef Sender, Submit Submitted)> _recording = new(StringComparer.Ordinal);
    private readonly HashSet<IActorRef> _lastWordsAwaited = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef? _journal;
    private bool _closing;

    /// <summary>An empty queue.</summary>
    /// <param name="settings">Limits and quotas.</param>
    /// <param name="library">Where reports go.</param>
    /// <param name="role">Whether its room is this process's own, or that of worker nodes that come and go.</param>
    public JobQueue(MipSettings settings, IActorRef library, NodeRole role)
    {
        (_settings, _library, _role) = (settings, library, role);
        _quotas = new Quotas<IActorRef>(settings.Http.Quota);
        Receive<Submit>(OnSubmit);
        Receive<Room>(OnRoom);
        Receive<Begun>(_ => OnBegun());
        Receive<WaitAgain>(OnWaitAgain);
        Receive<JobEnded>(OnJobEnded);
        Receive<UseJournal>(use => _journal = Context.Watch(use.Journal));
        Receive<Recorded>(OnRecorded);
        Receive<ToJob>(OnToJob);
        Receive<GetLiveJobs>(_ => Sender.Tell(new LiveJobs([.. Live])));
        Receive<AnswerAll>(_ => OnAnswerAll());
        Receive<Terminated>(gone => OnGone(gone.ActorRef));
    }

    /// <summary>How to make one.</summary>
    public static Props Props(MipSettings settings, IActorRef library, NodeRole role) => Akka.Actor.Props.Create(() => new JobQueue(settings, library, role));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void OnSubmit(Submit submit)
    {
        if (_closing)
        {
            Refuse(Sender, ShuttingDown);
            return;
        }

        if (Live.Count() + _recording.Count >= _settings.Jobs.Capacity)
        {
            Refuse(Sender, new JobFault("busy", $"The server is busy: {_settings.Jobs.Capacity} jobs wait or run, and it takes no more.")
            {
                Hint = $"{WhenToTryAgain()} The setting mipactors.jobs.capacity says how many it takes.",
            });
            return;
        }

        var owner = submit.Request.Owner;
        if (_quotas.Refusal(owner, _waiting.Count(entry => entry.Request.Owner == owner), Now) is { } overQuota)
        {
            Refuse(Sender, overQuota);
            return;
        }

        var id = JobId.Create();
        if (!submit.Request.Durable)
        {
            Accept(id, submit.Request, submit, Sender);
        }
        else if (_journal is null)
        {
            Refuse(Sender, NoJournal);
        }
        else
        {
            _recording[id] = (Sender, submit);
            _journal.Tell(new Record(id, submit.Request));
        }
    }

    private static void Refuse(IActorRef sender, JobFault fault)
    {
        Instruments.Refusals.Add(1, Instruments.Tag("mipactors.job.refusal.code", fault.Code));
        sender.Tell(new Refused(fault));
    }

    private void Accept(string id, SolveRequest request, Submit? submitted, IActorRef sender)
    {
        var job = Context.ActorOf(Job.Props(id, request, submitted?.Observer, _library, _settings.Jobs, submitted?.Trace ?? default), NameOf(id));
        Context.Watch(job);
        _waiting.AddLast((job, request));
        GiveOut();
        sender.Tell(new Accepted(id, job, _waiting.Count));
        _log.Info("job {0} accepted, position {1}", id, _waiting.Count);
        TellPositions();
    }

    private void OnRecorded(Recorded recorded)
    {
        var isNew = _recording.Remove(recorded.JobId, out var caller);
        if (!_closing)
        {
            Accept(recorded.JobId, recorded.Request, caller.Submitted, caller.Sender ?? ActorRefs.Nobody);
        }
        else if (isNew)
        {
            Refuse(caller.Sender, ShuttingDown);
            _journal.Tell(new Forget(recorded.JobId));
        }
    }

    private static JobFault ShuttingDown => new("shutting-down", "The server is shutting down.") { Hint = "Start it again and repeat the call." };

    private static JobFault NoJournal => new("not-durable", "This server has no journal to write a durable job into.")
    {
        Hint = "Set mipactors.jobs.journal (sqlite is enough), look into the server's log (stderr) if it is set, or send the job without durable.",
    };

    private string WhenToTryAgain() => _times.UntilOneEnds(_room.Values.Sum(room => room.Most)) is { } wait
        ? $"Try again in about {Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0} s: jobs took {_times.Usual!.Value.TotalSeconds:0.#} s lately."
        : "Try again when one has ended.";

    private void OnRoom(Room room)
    {
        _room[Context.Watch(Sender)] = room;
        GiveOut();
        TellPositions();
    }

    private void OnBegun()
    {
        if (_offered.Remove(Sender))
        {
            GiveOut();
            TellPositions();
        }
    }

    private void OnWaitAgain(WaitAgain again)
    {
        if (again.Lost is { } lost)
        {
            _room.Remove(lost); // Its jobs may know it before this queue does.
        }

        _offered.Remove(Sender);
        _quotas.End(Sender, Now);
        _waiting.AddFirst((Sender, again.Request));
        GiveOut();
        TellPositions();
    }

    private void OnToJob(ToJob to)
    {
        var job = Context.Child(NameOf(to.JobId));
        if (job.IsNobody() || _ended.Contains(job))
        {
            Sender.Tell(new JobNotLive(to.JobId));
        }
        else
        {
            job.Forward(to.Message);
        }
    }

    private void OnJobEnded(JobEnded ended)
    {
        if (!ended.GoesOn)
        {
            _journal?.Tell(new Forget(IdOf(Sender)));
        }

        if (ended.Ran is { } time)
        {
            _times.Add(time);
        }

        _ended.Add(Sender);
        // Not a stop, which would overtake what was handed on to it.
        Sender.Tell(PoisonPill.Instance);
        _quotas.End(Sender, Now);
        GiveOut();
        TellPositions();
    }

    private IEnumerable<IActorRef> Live => Context.GetChildren().Where(job => !_ended.Contains(job));

    /// <summary>Monotonic.</summary>
    private static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    private static string NameOf(string jobId) => NamePrefix + jobId;

    private static string IdOf(IActorRef job) => job.Path.Name[NamePrefix.Length..];

    /// <summary>The emptiest first, so that work spreads.</summary>
    private void GiveOut()
    {
        // A token that has all that it may have is overtaken by the others.
        while (_waiting.FirstOrDefault(entry => _quotas.MayBegin(entry.Request.Owner)) is { Job: not null } next)
        {
            var (job, request) = next;
            var best = _room.Select(entry => (Runs: entry.Key, Free: FreeOf(entry.Key), Cores: RunSupervisor.CoresOf(request, entry.Value.Most)))
                .Where(entry => entry.Free >= entry.Cores).OrderByDescending(entry => entry.Free).FirstOrDefault();
            if (best.Runs is null)
            {
                return;
            }

            _offered[job] = (best.Runs, best.Cores);
            _waiting.Remove(next);
            _quotas.Begin(job, request.Owner, Now);
            job.Tell(new Begin(best.Runs));
        }
    }

    private int FreeOf(IActorRef runs) => _room[runs].Free - _offered.Values.Where(offer => offer.Runs.Equals(runs)).Sum(offer => offer.Cores);

    private void TellPositions()
    {
        var position = 0;
        foreach (var (job, _) in _waiting)
        {
            job.Tell(new PositionChanged(++position, NeedsNode: _role == NodeRole.Gateway && _room.Count == 0));
        }
    }

    private void OnAnswerAll()
    {
        _closing = true;
        _lastWordsAwaited.Add(Sender);
        foreach (var job in Context.GetChildren())
        {
            job.Tell(new LastWords());
        }

        AnswerIfEmpty();
    }

    private void OnGone(IActorRef actor)
    {
        if (actor.Equals(_journal))
        {
            OnJournalLost();
            return;
        }

        _room.Remove(actor);
        _ended.Remove(actor);
        _quotas.End(actor, Now);
        var waited = _waiting.FirstOrDefault(entry => entry.Job.Equals(actor));
        if (waited.Job is not null)
        {
            _waiting.Remove(waited);
            TellPositions();
        }
        else if (_offered.Remove(actor))
        {
            // It ended before our word reached it.
            GiveOut();
            TellPositions();
        }

        GiveOut();
        AnswerIfEmpty();
    }

    private void OnJournalLost()
    {
        _journal = null;
        if (_closing)
        {
            return;
        }

        _log.Error("the journal is lost: no durable job is taken any more, and one that ends now is run again by the next server");
        foreach (var (sender, _) in _recording.Values)
        {
            Refuse(sender, NoJournal);
        }

        _recording.Clear();
    }

    private void AnswerIfEmpty()
    {
        if (!_closing || Context.GetChildren().Any())
        {
            return;
        }

        foreach (var waiter in _lastWordsAwaited)
        {
            waiter.Tell(new AllAnswered());
        }

        _lastWordsAwaited.Clear();
    }
}
