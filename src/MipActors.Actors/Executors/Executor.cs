using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using MipActors.Actors.Settings;
using MipActors.Actors.Telemetry;
using MipActors.Containment;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Actors.Executors;

/// <summary>
/// Owns exactly one child process, from its start until it is gone from the kernel; what it says and hears is the matter
/// of the two kinds below. It is in the hierarchy as long as its process is alive.
/// <code>
/// Starting ──Ready frame──▶ Ready ──Hold──▶ Held ──End(Leave), holder gone──▶ Leaving
///    │ process lost, start-timeout: StartFailed     │ process lost: ExecutorLost to the holder
/// Leaving (exit command) ──graceful──▶ Terminating (SIGTERM) ──terminate──▶ Killing (SIGKILL, repeated) ; process gone ▶ stopped
/// </code>
/// <c>End</c> is understood in every state and may begin at any step. <c>PostStop</c> is the last line alone: it kills what
/// is left when the actor itself failed.
/// </summary>
public abstract class Executor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan PongPatience = TimeSpan.FromSeconds(5);

    // A child at work is given longer: it may be starved by its own job, and an answer in the making is worth more than an idle process.
    private static readonly TimeSpan HeldCheckEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HeldPongPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FootprintEvery = TimeSpan.FromMilliseconds(200);

    private readonly Launcher _launcher;
    private readonly PoolSettings _pool;
    private readonly EscalationSettings _budgets;
    private readonly CancellationTokenSource _life = new();
    private readonly ChildTraffic _traffic;
    private readonly ContainedProcess? _begun;
    private Task<ContainedProcess>? _start;
    private ContainedProcess? _process;
    private EscalationStep? _ending;
    private readonly Stopwatch _age = Stopwatch.StartNew();
    private bool _ready;
    private Presence? _presence;

    /// <summary>An executor that starts its process at once.</summary>
    /// <param name="launcher">Starts it.</param>
    /// <param name="pool">How long a start may take.</param>
    /// <param name="budgets">How long each step of its end may take.</param>
    /// <param name="begun">Its process, where that runs already.</param>
    protected Executor(Launcher launcher, PoolSettings pool, EscalationSettings budgets, ContainedProcess? begun = null)
    {
        (_launcher, _pool, _budgets, _begun) = (launcher, pool, budgets, begun);
        _traffic = new ChildTraffic(Self, _life.Token);
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Akka's log, with the path of this actor.</summary>
    protected ILoggingAdapter Log { get; } = Context.GetLogger();

    /// <summary>The Run that owns this executor, or null.</summary>
    protected IActorRef? Holder { get; private set; }

    /// <summary>What the process is called in messages to people.</summary>
    protected abstract string ProcessName { get; }

    /// <summary>What to start.</summary>
    protected abstract LaunchSpec Spec { get; }

    /// <summary>Opens the conversation over the process's pipes. Called once, before anything is said.</summary>
    protected abstract void OpenSession(Stream toChild, Stream fromChild);

    /// <summary>The first word to the child.</summary>
    protected abstract ValueTask SayHelloAsync(CancellationToken cancellation);

    /// <summary>Sets the guardian's hard deadline.</summary>
    protected abstract ValueTask SayArmAsync(TimeSpan hardDeadline, CancellationToken cancellation);

    /// <summary>A question that the guardian answers at once; <see cref="OnPong"/> is called with the answer.</summary>
    protected abstract ValueTask SayPingAsync(CancellationToken cancellation);

    /// <summary>The exit command.</summary>
    protected abstract ValueTask SayExitAsync(CancellationToken cancellation);

    /// <summary>Everything the child says, typed and checked, until its stream ends.</summary>
    protected abstract IAsyncEnumerable<object> ListenAsync(CancellationToken cancellation);

    /// <summary>Takes a word of the child. True when it says that the child is ready.</summary>
    protected abstract bool OnHeard(object message);

    /// <summary>Takes a wish of the holder; false when it is none that this kind knows.</summary>
    protected abstract bool OnAsked(object message);

    /// <summary>What is wrong with so much memory and so many tasks, as a fault of the job; null when nothing is. Asked while it is held.</summary>
    protected virtual JobFault? Excess(Footprint footprint) => null;

    /// <summary>What an exit that nobody asked for says about the program, as a fault of the job; null when nothing.</summary>
    protected virtual JobFault? FaultOfExit(int exitCode) => null;

    /// <summary>What a breach of the protocol says about the program, as a fault of the job; null when nothing.</summary>
    protected virtual JobFault? FaultOfBreach(string reason) => null;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _presence = new Presence(Instruments.Executors, "mipactors.executor.state", KindTag);
        _presence.Enter(State);
        _start = _begun is null ? _launcher.StartAsync(Spec, _life.Token) : Task.FromResult(_begun);
        _start.PipeTo(Self, success: process => new Started(process), failure: fault => new NotStarted(fault));
        Timers.StartSingleTimer(nameof(StartOverdue), new StartOverdue(), _pool.StartTimeout);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _presence?.Enter(null);
        _life.Cancel();
        _traffic.Close();
        // A start still under way ends in a process that nobody would own.
        _ = _start?.ContinueWith(static start => start.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
        _life.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Started started:
                OnStarted(started.Process);
                break;
            case NotStarted notStarted:
                Fail(notStarted.Fault.GetBaseException().Message);
                break;
            case StartOverdue when !_ready:
                Fail($"the {ProcessName} was not ready within {_pool.StartTimeout.TotalSeconds:0.#} s");
                break;
            case ChildTraffic.Heard heard when _ending is null:
                OnHeardInTime(heard.Message);
                break;
            case ChildTraffic.Ended ended when _ending is null:
                OnStreamEnded(ended.Fault);
                break;
            case PipesClosed when _ending is null:
                FailOfBreach($"the {ProcessName} closed its pipes and did not end");
                Advance(EscalationStep.Kill);
                break;
            case ProcessGone gone:
                OnProcessGone(gone.ExitCode);
                break;
            case Hold hold:
                OnHold(hold);
                break;
            case DescribeExecutor:
                Sender.Tell(StateOf());
                break;
            case CheckHealth when _ending is null && _ready:
                CheckNow();
                break;
            case LookAtFootprint when _ending is null:
                LookAtUse();
                break;
            case PongOverdue when _ending is null:
                Fail($"the {ProcessName} does not answer");
                Advance(EscalationStep.Kill);
                break;
            case End end:
                Advance(end.Step);
                break;
            case StepOverdue overdue when overdue.Step == _ending:
                Advance(Escalation.After(overdue.Step), again: true);
                break;
            case Terminated:
                Log.Debug("{0}: its holder is gone, process {1} leaves", Self.Path.Name, _process?.ProcessId);
                Advance(EscalationStep.Leave);
                break;
            case ChildTraffic.ErrorLine line:
                Log.Info("{0} (pid {1}) stderr: {2}", Self.Path.Name, _process?.ProcessId, TerminalText.Escape(line.Text));
                break;
            default:
                OnOther(message);
                break;
        }

        _presence?.Enter(State);
    }

    /// <summary>Sends a word to the child, in order, without blocking the actor.</summary>
    protected void Say(Func<CancellationToken, ValueTask> word) => _traffic.Say(word);

    /// <summary>The child has answered a ping.</summary>
    protected void OnPong() => Timers.Cancel(nameof(PongOverdue));

    private string State => _ending switch
    {
        EscalationStep.Leave => "leaving",
        EscalationStep.Terminate => "terminating",
        EscalationStep.Kill => "killing",
        _ => Holder is not null ? "held" : _ready ? "ready" : "starting",
    };

    private KeyValuePair<string, object?> KindTag => Instruments.Tag("mipactors.executor.kind", ProcessName);

    private ExecutorState StateOf()
    {
        var usage = _process?.ReadUsage();
        return new ExecutorState(
            Self.Path.ToStringWithoutAddress(), State, _age.Elapsed, _process?.ProcessId, _process?.InnerProcessId, usage?.ProcessorTime, usage?.ResidentBytes);
    }

    private void OnStarted(ContainedProcess process)
    {
        _process = process;
        process.Exited.PipeTo(Self, success: code => new ProcessGone(code), failure: _ => new ProcessGone(-1));
        _traffic.ReadErrors(process.Error);
        if (_ending is not null)
        {
            Carry(EscalationStep.Kill); // Nothing of a user runs in it yet that could have last words.
            return;
        }

        OpenSession(process.Input, process.Output);
        Say(SayHelloAsync);
        _traffic.Open(ListenAsync);
    }

    private void OnHeardInTime(object message)
    {
        if (!OnHeard(message) || _ready)
        {
            return;
        }

        _ready = true;
        _process?.Calm();
        Timers.Cancel(nameof(StartOverdue));
        Log.Debug("{0} is ready (pid {1})", Self.Path.Name, _process?.ProcessId);
        Context.Parent.Tell(new Idle());
    }

    private void OnHold(Hold hold)
    {
        if (_ending is not null || !_ready || Holder is not null)
        {
            return; // The supervisor hears of our end and gives the Run another one.
        }

        Holder = hold.Holder;
        Context.Watch(Holder);
        Timers.StartPeriodicTimer(nameof(LookAtFootprint), new LookAtFootprint(), FootprintEvery);
        Timers.StartPeriodicTimer(nameof(CheckHealth), new CheckHealth(), HeldCheckEvery);
        Say(cancellation => SayArmAsync(hold.Remaining + TimeSpan.FromSeconds(10), cancellation));
        Context.Parent.Tell(new Held());
        Holder.Tell(new Acquired());
    }

    private void CheckNow()
    {
        if (!Timers.IsTimerActive(nameof(PongOverdue)))
        {
            Say(SayPingAsync);
            Timers.StartSingleTimer(nameof(PongOverdue), new PongOverdue(), Holder is null ? PongPatience : HeldPongPatience);
        }
    }

    private void LookAtUse()
    {
        if (_process?.ReadFootprint() is { } footprint && Excess(footprint) is { } fault)
        {
            Fail(fault.Message, fault);
            Advance(EscalationStep.Kill);
        }
    }

    private void OnStreamEnded(Exception? fault)
    {
        // Without a fault the process is about to be gone, and its exit code says more than its silence.
        if (fault is null)
        {
            Timers.StartSingleTimer(nameof(PipesClosed), new PipesClosed(), _budgets.Graceful);
            return;
        }

        FailOfBreach($"the {ProcessName} broke the protocol: {fault.Message}");
        Advance(EscalationStep.Kill);
    }

    private void OnProcessGone(int exitCode)
    {
        if (_ending is null)
        {
            Fail($"the {ProcessName} ended unexpectedly ({ExitReason.Of(exitCode)})", FaultOfExit(exitCode));
        }

        Log.Debug("{0}: process {1} is gone ({2})", Self.Path.Name, _process?.ProcessId, ExitReason.Of(exitCode));
        Context.Stop(Self);
    }

    /// <summary>Tells whoever waits for this executor, once, and begins to end what is there.</summary>
    protected void Fail(string reason, JobFault? fault = null)
    {
        if (_ending is not null)
        {
            StopIfNothingRuns();
            return;
        }

        var escaped = TerminalText.Escape(reason);
        Log.Warning("{0} (pid {1}): {2}", Self.Path.Name, _process?.ProcessId, escaped);
        Holder?.Tell(new ExecutorLost(escaped, fault));
        if (!_ready)
        {
            Context.Parent.Tell(new StartFailed(escaped));
        }

        Advance(EscalationStep.Leave);
    }

    private void FailOfBreach(string reason) => Fail(reason, FaultOfBreach(reason));

    private void Advance(EscalationStep step, bool again = false)
    {
        if (again || Escalation.Advance(_ending, step) is not null)
        {
            _ending = step;
            Carry(step);
        }
    }

    private void Carry(EscalationStep step)
    {
        if (StopIfNothingRuns())
        {
            return;
        }

        if (_process is null)
        {
            _life.Cancel(); // Comes back as Started or NotStarted.
            return;
        }

        Instruments.Escalations.Add(1, Instruments.Tag("mipactors.escalation.step", Instruments.Word(step)), KindTag);
        Timers.StartSingleTimer(nameof(StepOverdue), new StepOverdue(step), Escalation.Budget(step, _budgets));
        switch (step)
        {
            case EscalationStep.Leave:
                Say(SayExitAsync);
                break;
            case EscalationStep.Terminate:
                Log.Info("{0}: process {1} ignores the exit command, SIGTERM", Self.Path.Name, _process.ProcessId);
                _process.Terminate();
                break;
            default:
                Log.Info("{0}: process {1}, SIGKILL", Self.Path.Name, _process.ProcessId);
                _process.Kill();
                break;
        }
    }

    private bool StopIfNothingRuns()
    {
        if (_process is not null || _start is { IsCompleted: false } or { IsCompletedSuccessfully: true })
        {
            return false;
        }

        Context.Stop(Self);
        return true;
    }

    private void OnOther(object message)
    {
        if (message is ChildTraffic.Heard or ChildTraffic.Ended or StartOverdue or StepOverdue or PipesClosed or PongOverdue or LookAtFootprint or CheckHealth)
        {
            return; // Late words of a child that is being ended.
        }

        if (_ending is not null || !OnAsked(message))
        {
            Unhandled(message);
        }
    }

    private sealed record Started(ContainedProcess Process) : INoSerializationVerificationNeeded;

    private sealed record NotStarted(Exception Fault) : INoSerializationVerificationNeeded;

    private sealed record StartOverdue : INoSerializationVerificationNeeded;

    private sealed record StepOverdue(EscalationStep Step) : INoSerializationVerificationNeeded;

    private sealed record ProcessGone(int ExitCode) : INoSerializationVerificationNeeded;

    private sealed record PongOverdue : INoSerializationVerificationNeeded;

    private sealed record LookAtFootprint : INoSerializationVerificationNeeded;

    private sealed record PipesClosed : INoSerializationVerificationNeeded;
}
