using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using MipActors.Actors.Runs;
using MipActors.Actors.Settings;
using MipActors.Core.Model;

namespace MipActors.Actors.Jobs;

/// <summary>
/// Parent of all jobs, bounded: one more than it holds is refused with "busy". Gives waiting jobs, oldest first, the room
/// that supervisors of Runs tell it of: a job takes as many cores as it asks for threads, and nobody overtakes one that waits for several.
/// </summary>
public sealed class JobQueue : ReceiveActor
{
    private readonly MipSettings _settings;
    private readonly IActorRef _library;
    private readonly LinkedList<(IActorRef Job, SolveRequest Request)> _waiting = new();
    private readonly Dictionary<IActorRef, (int Free, int Most)> _room = [];
    private readonly Dictionary<IActorRef, (IActorRef Runs, int Cores)> _offered = [];
    private readonly HashSet<IActorRef> _ended = [];
    private readonly Quotas<IActorRef> _quotas;
    private readonly HashSet<IActorRef> _lastWordsAwaited = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private bool _closing;

    /// <summary>An empty queue.</summary>
    public JobQueue(MipSettings settings, IActorRef library)
    {
        (_settings, _library) = (settings, library);
        _quotas = new Quotas<IActorRef>(settings.Http.Quota);
        Receive<Submit>(OnSubmit);
        Receive<Room>(OnRoom);
        Receive<Begun>(_ => _offered.Remove(Sender));
        Receive<JobEnded>(_ => OnJobEnded());
        Receive<ToJob>(OnToJob);
        Receive<GetLiveJobs>(_ => Sender.Tell(new LiveJobs([.. Live])));
        Receive<AnswerAll>(_ => OnAnswerAll());
        Receive<Terminated>(gone => OnGone(gone.ActorRef));
    }

    /// <summary>How to make one.</summary>
    public static Props Props(MipSettings settings, IActorRef library) => Akka.Actor.Props.Create(() => new JobQueue(settings, library));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void OnSubmit(Submit submit)
    {
        if (_closing)
        {
            Sender.Tell(new Refused(new JobFault("shutting-down", "The server is shutting down.") { Hint = "Start it again and repeat the call." }));
            return;
        }

        if (Live.Count() >= _settings.Jobs.Capacity)
        {
            Sender.Tell(new Refused(new JobFault("busy", $"The server is busy: {_settings.Jobs.Capacity} jobs wait or run, and it takes no more.")
            {
                Hint = "Try again when one has ended, or raise the setting mipactors.jobs.capacity.",
            }));
            return;
        }

        var owner = submit.Request.Owner;
        if (_quotas.Refusal(owner, _waiting.Count(entry => entry.Request.Owner == owner), Now) is { } overQuota)
        {
            Sender.Tell(new Refused(overQuota));
            return;
        }

        var id = JobId.Create();
        var job = Context.ActorOf(Job.Props(id, submit.Request, submit.Observer, _library, _settings.Jobs), NameOf(id));
        Context.Watch(job);
        _waiting.AddLast((job, submit.Request));
        GiveOut();
        Sender.Tell(new Accepted(id, job, _waiting.Count));
        _log.Info("job {0} accepted, position {1}", id, _waiting.Count);
        TellPositions();
    }

    private void OnRoom(Room room)
    {
        if (_room.TryAdd(Sender, (0, room.Cores)))
        {
            Context.Watch(Sender);
        }

        GiveBack(Sender, room.Cores);
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

    private void OnJobEnded()
    {
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

    private static string NameOf(string jobId) => $"job-{jobId}";

    private void GiveOut()
    {
        // A token that has all that it may have is overtaken by the others.
        while (_waiting.FirstOrDefault(entry => _quotas.MayBegin(entry.Request.Owner)) is { Job: not null } next)
        {
            var (job, request) = next;
            var (runs, room) = _room.FirstOrDefault(entry => entry.Value.Free >= RunSupervisor.CoresOf(request, entry.Value.Most));
            if (runs is null)
            {
                return;
            }

            var cores = RunSupervisor.CoresOf(request, room.Most);
            _room[runs] = room with { Free = room.Free - cores };
            _offered[job] = (runs, cores);
            _waiting.Remove(next);
            _quotas.Begin(job, request.Owner, Now);
            job.Tell(new Begin(runs));
        }
    }

    private void GiveBack(IActorRef runs, int cores)
    {
        if (_room.TryGetValue(runs, out var room))
        {
            _room[runs] = room with { Free = room.Free + cores };
            GiveOut();
        }
    }

    private void TellPositions()
    {
        var position = 0;
        foreach (var (job, _) in _waiting)
        {
            job.Tell(new PositionChanged(++position));
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
        _room.Remove(actor);
        _ended.Remove(actor);
        _quotas.End(actor, Now);
        var waited = _waiting.FirstOrDefault(entry => entry.Job.Equals(actor));
        if (waited.Job is not null)
        {
            _waiting.Remove(waited);
            TellPositions();
        }
        else if (_offered.Remove(actor, out var offer))
        {
            // It ended before our word reached it.
            GiveBack(offer.Runs, offer.Cores);
            TellPositions();
        }

        GiveOut();
        AnswerIfEmpty();
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
