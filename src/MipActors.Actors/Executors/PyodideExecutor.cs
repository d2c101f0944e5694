using Akka.Actor;
using Akka.Event;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Actors.Executors;

/// <summary>The holder to its sandbox: run this. Answered with messages of <see cref="SandboxMessage"/>.</summary>
/// <param name="Program">The program, once in the life of a sandbox.</param>
public sealed record RunProgram(SandboxProgram Program) : INoSerializationVerificationNeeded;

/// <summary>The holder to its sandbox: the answer to the solve that the program waits for.</summary>
/// <param name="Solution">The answer.</param>
/// <param name="Log">The solver's log, for a program that asked for it; else empty.</param>
public sealed record AnswerSolve(Solution Solution, string Log) : INoSerializationVerificationNeeded;

/// <summary>The holder to its sandbox: the solve that the program waits for can not be had.</summary>
/// <param name="Reason">Why; the program sees it as the text of an exception.</param>
public sealed record RefuseSolve(string Reason) : INoSerializationVerificationNeeded;

/// <summary>The holder to its sandbox: raise KeyboardInterrupt in the program.</summary>
public sealed record InterruptProgram : INoSerializationVerificationNeeded;

/// <summary>Owns one JavaScript process, which may have begun before it: one program, then gone.</summary>
public sealed class PyodideExecutor(Launcher launcher, SandboxInstallation installation, MipSettings settings, EarlySandbox? early = null)
    : Executor(launcher, settings.Sandboxes, settings.Escalation, early?.Process)
{
    private const int FirstSignal = 128;
    private const string OurFault = "the server:";

    // V8 traps when an allocation fails that it can not do without.
    private const int OutOfHeap = FirstSignal + 5;

    private readonly SandboxLimits _limits = LimitsOf(settings);
    private SandboxSession? _session;

    /// <inheritdoc/>
    protected override string ProcessName => "sandbox";

    /// <inheritdoc/>
    protected override LaunchSpec Spec => SandboxLaunch.Spec(installation, _limits);

    private SandboxSession Session => _session ?? throw new InvalidOperationException("the session is not open yet");

    /// <inheritdoc/>
    protected override void OpenSession(Stream toChild, Stream fromChild) => _session = early?.Session ?? new SandboxSession(toChild, fromChild, _limits);

    /// <inheritdoc/>
    protected override ValueTask SayHelloAsync(CancellationToken cancellation) =>
        early is null ? Session.HelloAsync(installation, cancellation) : ValueTask.CompletedTask;

    /// <inheritdoc/>
    protected override ValueTask SayArmAsync(TimeSpan hardDeadline, CancellationToken cancellation) => Session.ArmAsync(hardDeadline, cancellation);

    /// <inheritdoc/>
    protected override ValueTask SayPingAsync(CancellationToken cancellation) => Session.PingAsync(cancellation);

    /// <inheritdoc/>
    protected override ValueTask SayExitAsync(CancellationToken cancellation) => Session.ExitAsync(cancellation);

    /// <inheritdoc/>
    protected override IAsyncEnumerable<object> ListenAsync(CancellationToken cancellation) => Session.ReadAllAsync(cancellation);

    /// <inheritdoc/>
    protected override bool OnHeard(object message)
    {
        switch (message)
        {
            case SandboxReady ready:
                if (ready.SnapshotProblem is { } problem)
                {
                    Log.Warning("{0} started without the snapshot: {1}", Self.Path.Name, problem);
                }

                Context.Parent.Tell(new SandboxKnown(ready));

                return true;
            case SandboxPong:
                OnPong();
                return false;
            case SandboxFault fault:
                // The sandbox speaks of what the program does to it, or of a frame of ours that it can not take.
                Fail($"the sandbox can not go on: {fault.Text}", Holder is null || fault.Text.StartsWith(OurFault, StringComparison.Ordinal) ? null : FaultOfBreach(fault.Text));
                return false;
            default:
                Holder?.Tell(message, Self);
                return false;
        }
    }

    /// <inheritdoc/>
    protected override JobFault? Excess(Footprint footprint) => footprint switch
    {
        { ResidentBytes: var bytes } when bytes > _limits.MaxResidentBytes => new JobFault(
            "memory-limit", $"The program's sandbox used more than {_limits.MaxResidentBytes >> 20} MiB of memory ({bytes >> 20} MiB) and was ended.")
        {
            Hint = "Build the model from fewer or smaller pieces, or raise the setting mipactors.limits.process-memory.",
        },
        { Tasks: var tasks } when tasks > _limits.MaxTasks => new JobFault(
            "task-limit", $"The program's sandbox had more than {_limits.MaxTasks} threads and processes ({tasks}) and was ended.")
        {
            Hint = "A program needs no threads: solvers have their own. The setting is mipactors.limits.tasks.",
        },
        _ => null,
    };

    /// <inheritdoc/>
    protected override JobFault? FaultOfExit(int exitCode) => exitCode switch
    {
        OutOfHeap => new JobFault(
            "memory-limit", $"The JavaScript engine of the program's sandbox ran out of memory ({_limits.MaxJavaScriptHeapBytes >> 20} MiB of heap).")
        {
            Hint = "Keep data in Python rather than in JavaScript's objects, or raise the setting mipactors.limits.javascript-heap.",
        },
        // A signal came from outside, or from the kernel: nothing is known of the program.
        < 0 or > FirstSignal => null,
        _ => FaultOfBreach($"the process left with exit code {exitCode}"),
    };

    /// <inheritdoc/>
    protected override JobFault FaultOfBreach(string reason) => new("sandbox-broken", $"The program broke its sandbox, which was ended: {TerminalText.Escape(reason)}.")
    {
        Hint = "A program may use Python and PuLP; the JavaScript around it and the pipes of its process are not its own.",
    };

    /// <inheritdoc/>
    protected override void PostStop()
    {
        base.PostStop();
        _session?.Dispose();
    }

    /// <inheritdoc/>
    protected override bool OnAsked(object message)
    {
        switch (message)
        {
            case RunProgram run:
                Say(cancellation => Session.RunAsync(run.Program, cancellation));
                return true;
            case AnswerSolve answer:
                Say(cancellation => Session.SolvedAsync(answer.Solution, answer.Log, cancellation));
                return true;
            case RefuseSolve refuse:
                Say(cancellation => Session.SolveFailedAsync(refuse.Reason, cancellation));
                return true;
            case InterruptProgram:
                Say(cancellation => Session.InterruptAsync(cancellation));
                return true;
            default:
                return false;
        }
    }

    /// <summary>What the settings allow a sandbox.</summary>
    internal static SandboxLimits LimitsOf(MipSettings settings) => new()
    {
        MaxOutputBytes = (int)Math.Min(settings.Limits.OutputBytes, int.MaxValue / 2),
        MaxWasmMemoryBytes = settings.Limits.ProgramMemoryBytes,
        MaxResidentBytes = settings.Limits.ProcessMemoryBytes,
        MaxJavaScriptHeapBytes = settings.Limits.JavaScriptHeapBytes,
        MaxTasks = settings.Limits.Tasks,
        AllowedImports = settings.Packages.AllowedImports,
        RefusedImports = settings.Packages.RefusedImports,
        MaxFrameBytes = settings.Limits.FrameBytes,
    };
}
