using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using MipActors.Actors.Settings;
using MipActors.Core.Model;

namespace MipActors.Actors.Executors;

/// <summary>
/// Parent of the executors of one kind, with the stopping strategy: an executor that fails is not restarted, for its process
/// is tainted. Keeps some warm, hands each out once, lets Runs wait in order, refills in the background. The children are
/// the only list of what is alive; what it remembers is which of them are free.
/// </summary>
public abstract class WarmSupervisor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A warm one is not replaced while the Run that took it has only begun: the start of its successor would take the cores from
    /// that very Run (measured: a warm call took twice as long, a solve of 1.4 s up to 0.1 s longer). Replaced when the taken one ends, or after this
    /// time, when it is a hundredth of what the Run has had; somebody who comes meanwhile does not wait for that, but for a start of his own.
    /// </summary>
    private static readonly TimeSpan RefillDelay = TimeSpan.FromSeconds(10);

    private readonly PoolSettings _pool;
    private readonly PoolDemand _demand = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly LinkedList<(IActorRef Holder, Deadline Deadline)> _waiting = new();
    private readonly LinkedList<(IActorRef Executor, DateTime Since)> _idle = new();
    private readonly HashSet<IActorRef> _starting = [];
    private readonly Dictionary<IActorRef, (IActorRef Holder, Deadline Deadline)> _handing = [];
    private readonly HashSet<IActorRef> _endWaiters = [];

    private EscalationStep? _endingAll;
    private int _numbered;
    private int _handed;
    private int _failures;

    /// <summary>A pool with these bounds.</summary>
    protected WarmSupervisor(PoolSettings pool) => _pool = pool;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Akka's log, with the path of this actor.</summary>
    protected ILoggingAdapter Log { get; } = Context.GetLogger();

    /// <summary>True when children can be started; false while something they need is missing.</summary>
    protected virtual bool CanStart => true;

    /// <summary>What Runs wait for while <see cref="CanStart"/> is false.</summary>
    protected virtual string WaitingFor => "a free process";

    /// <summary>True while somebody waits for the word of a child that need not be there yet: one is started even where none is kept warm.</summary>
    protected virtual bool IsCurious => false;

    /// <summary>First part of a child's name.</summary>
    protected abstract string ChildName { get; }

    /// <summary>A child that starts its process at once.</summary>
    protected abstract Props ChildProps();

    /// <summary>Called when a Run asks while nothing can be started.</summary>
    protected virtual void OnAcquireBlocked()
    {
    }

    /// <summary>Called when children fail to start again and again; waiting Runs are refused.</summary>
    protected virtual void OnHopeless(JobFault fault)
    {
    }

    /// <summary>Called when all children are told to end.</summary>
    protected virtual void OnEnding()
    {
    }

    /// <summary>Takes a message that the pool does not know; false when the kind does not know it either.</summary>
    protected virtual bool OnOther(object message) => false;

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        var look = TimeSpan.FromTicks(Math.Clamp(Math.Min(_pool.MaxAge.Ticks, _pool.RestAfter.Ticks) / 10, TimeSpan.TicksPerSecond, LongestLook.Ticks));
        Timers.StartPeriodicTimer(nameof(LookAfterIdle), new LookAfterIdle(), look);
        Refill();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Acquire acquire:
                OnAcquire(acquire);
                break;
            case Idle:
                OnIdle(Sender);
                break;
            case Held:
                _handing.Remove(Sender);
                break;
            case StartFailed failed:
                OnStartFailed(failed.Reason);
                break;
            case Terminated gone:
                OnGone(gone.ActorRef);
                break;
            case LookAfterIdle:
                RetireOld();
                RetireSurplus();
                CheckIdle();
                break;
            case Retry or RefillDue:
                Refill();
                break;
            case GetChildren:
                Sender.Tell(new Children([.. Context.GetChildren()]));
                break;
            case EndAll end:
                OnEndAll(end.Step);
                break;
            default:
                if (!OnOther(message))
                {
                    Unhandled(message);
                }

                break;
        }
    }

    /// <summary>Starts what the policy asks for.</summary>
    protected void Refill()
    {
        if (!CanStart || _endingAll is not null || Timers.IsTimerActive(nameof(Retry)))
        {
            return;
        }

        var state = new PoolState(_waiting.Count, _starting.Count, _idle.Count, Context.GetChildren().Count(), _handed);
        var starts = PoolPolicy.Starts(state, _pool with { Warm = Timers.IsTimerActive(nameof(RefillDue)) ? 0 : Warm() });
        for (var left = starts == 0 && IsCurious && state.Total == 0 ? 1 : starts; left > 0; left--)
        {
            var child = Context.ActorOf(ChildProps(), $"{ChildName}-{++_numbered}");
            Context.Watch(child);
            _starting.Add(child);
        }
    }

    /// <summary>How many are to be warm now.</summary>
    private int Warm()
    {
        _demand.Note(_waiting.Count + Context.GetChildren().Count() - _starting.Count - _idle.Count, _clock.Elapsed);
        return PoolPolicy.Warm(_demand.Peak(_clock.Elapsed), _demand.Quiet(_clock.Elapsed), _pool);
    }

    /// <summary>Answers every waiting Run that there will be nothing.</summary>
    protected void RefuseAll(JobFault fault)
    {
        foreach (var (holder, _) in _waiting)
        {
            Context.Unwatch(holder);
            holder.Tell(new Unavailable(fault));
        }

        _waiting.Clear();
    }

    /// <summary>Tells every waiting Run its place and what is waited for.</summary>
    protected void TellPositions()
    {
        var position = 0;
        foreach (var (holder, _) in _waiting)
        {
            holder.Tell(new AcquireWaits(++position, WaitingFor, !CanStart));
        }
    }

    private void OnAcquire(Acquire acquire)
    {
        if (_endingAll is not null)
        {
            Sender.Tell(new Unavailable(ShuttingDown));
            return;
        }

        Context.Watch(Sender);
        _demand.Note(_waiting.Count + 1, _clock.Elapsed);
        _waiting.AddLast((Sender, Deadline.After(acquire.Remaining)));
        HandOut();
        Refill();
        if (_waiting.Count > 0)
        {
            Sender.Tell(new AcquireWaits(_waiting.Count, WaitingFor, !CanStart));
            if (!CanStart)
            {
                OnAcquireBlocked();
            }
        }
    }

    private void OnIdle(IActorRef executor)
    {
        _failures = 0;
        _starting.Remove(executor);
        _idle.AddLast((executor, DateTime.UtcNow));
        HandOut();
        Refill();
    }

    private void HandOut()
    {
        while (_waiting.First is { } first && _idle.First is { } idle)
        {
            _waiting.RemoveFirst();
            _idle.RemoveFirst();
            _handed++;
            Timers.StartSingleTimer(nameof(RefillDue), new RefillDue(), RefillDelay);
            Context.Unwatch(first.Value.Holder);
            _handing[idle.Value.Executor] = first.Value;
            idle.Value.Executor.Tell(new Hold(first.Value.Holder, first.Value.Deadline.Remaining));
        }
    }

    private void OnStartFailed(string reason)
    {
        _failures++;
        if (_endingAll is not null)
        {
            return;
        }

        Log.Warning("{0} failed to start ({1} in a row): {2}", Sender.Path.Name, _failures, reason);
        Timers.StartSingleTimer(nameof(Retry), new Retry(), PoolPolicy.Backoff(_failures));
        if (_failures > 1)
        {
            var fault = new JobFault("start-failed", $"No process for the job could be started: {reason}.")
            {
                Hint = "See the server's log (stderr). If it stays so, run `mipactors setup` again and look at what it says.",
            };
            RefuseAll(fault);
            OnHopeless(fault);
        }
    }

    private void OnGone(IActorRef actor)
    {
        _starting.Remove(actor);
        Remove(_idle, entry => entry.Executor.Equals(actor));
        Remove(_waiting, entry => entry.Holder.Equals(actor));
        if (_handing.Remove(actor, out var unserved))
        {
            // It died between our hand-out and its word that it is held: its Run goes to the head of the line.
            Context.Watch(unserved.Holder);
            _waiting.AddFirst(unserved);
            HandOut();
        }

        Timers.Cancel(nameof(RefillDue));
        Refill();
        AnswerEndWaiters();
    }

    private void RetireOld()
    {
        while (_idle.First is { } oldest && DateTime.UtcNow - oldest.Value.Since > _pool.MaxAge)
        {
            _idle.RemoveFirst();
            oldest.Value.Executor.Tell(new End(EscalationStep.Leave));
        }

        Refill();
    }

    private void RetireSurplus()
    {
        for (var surplus = _idle.Count - Warm(); surplus > 0; surplus--)
        {
            _idle.First!.Value.Executor.Tell(new End(EscalationStep.Leave));
            _idle.RemoveFirst();
        }
    }

    private void CheckIdle()
    {
        foreach (var (executor, _) in _idle)
        {
            executor.Tell(new CheckHealth());
        }
    }

    private void OnEndAll(EscalationStep step)
    {
        _endingAll = Escalation.Advance(_endingAll, step) ?? _endingAll;
        _endWaiters.Add(Sender);
        OnEnding();
        RefuseAll(ShuttingDown);
        foreach (var child in Context.GetChildren())
        {
            child.Tell(new End(step));
        }

        AnswerEndWaiters();
    }

    private void AnswerEndWaiters()
    {
        if (_endingAll is null || Context.GetChildren().Any())
        {
            return;
        }

        foreach (var waiter in _endWaiters)
        {
            waiter.Tell(AllEnded.Instance);
        }

        _endWaiters.Clear();
    }

    private static JobFault ShuttingDown => new("shutting-down", "The server is shutting down.") { Hint = "Start it again and repeat the call." };

    private static void Remove<T>(LinkedList<T> list, Predicate<T> match)
    {
        for (var node = list.First; node is not null;)
        {
            var next = node.Next;
            if (match(node.Value))
            {
                list.Remove(node);
            }

            node = next;
        }
    }

    private sealed record LookAfterIdle : INoSerializationVerificationNeeded;

    private sealed record RefillDue : INoSerializationVerificationNeeded;

    private sealed record Retry : INoSerializationVerificationNeeded;
}
