using Akka.Actor;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Core.Model;
using MipActors.Solving;

namespace MipActors.Actors.Executors;

/// <summary>The holder to its worker: solve this. Answered with messages of <see cref="WorkerMessage"/>.</summary>
/// <param name="Call">The model and how to solve it.</param>
public sealed record SolveModel(SolveCall Call) : INoSerializationVerificationNeeded;

/// <summary>The holder to its worker: stop the running solve and answer with what there is.</summary>
public sealed record CancelSolve : INoSerializationVerificationNeeded;

/// <summary>A worker to its supervisor, once ready: the solvers of its libraries.</summary>
/// <param name="Solvers">One entry per backend.</param>
internal sealed record SolversDescribed(IReadOnlyList<SolverDescription> Solvers) : INoSerializationVerificationNeeded;

/// <summary>Owns one solver process: the solves of one Run, then gone.</summary>
public sealed class SolverExecutor(Launcher launcher, MipSettings settings) : Executor(launcher, settings.Solvers, settings.Escalation)
{
    private WorkerSession? _session;

    /// <inheritdoc/>
    protected override string ProcessName => "solver worker";

    /// <inheritdoc/>
    protected override LaunchSpec Spec => WorkerLaunch.Spec(AppContext.BaseDirectory);

    private WorkerSession Session => _session ?? throw new InvalidOperationException("the session is not open yet");

    /// <inheritdoc/>
    protected override void OpenSession(Stream toChild, Stream fromChild) => _session = new WorkerSession(toChild, fromChild);

    /// <inheritdoc/>
    protected override ValueTask SayHelloAsync(CancellationToken cancellation) => new(Session.HelloAsync(cancellation));

    /// <inheritdoc/>
    protected override ValueTask SayArmAsync(TimeSpan hardDeadline, CancellationToken cancellation) => new(Session.ArmAsync(hardDeadline, cancellation));

    /// <inheritdoc/>
    protected override ValueTask SayPingAsync(CancellationToken cancellation) => new(Session.PingAsync(cancellation));

    /// <inheritdoc/>
    protected override ValueTask SayExitAsync(CancellationToken cancellation) => new(Session.ExitAsync(cancellation));

    /// <inheritdoc/>
    protected override IAsyncEnumerable<object> ListenAsync(CancellationToken cancellation) => Session.ReadAllAsync(cancellation);

    /// <inheritdoc/>
    protected override JobFault? Excess(Footprint footprint) => footprint.ResidentBytes <= settings.Limits.SolverMemoryBytes ? null
        : new JobFault(
            "solver-memory-limit", $"The solver used more than {settings.Limits.SolverMemoryBytes >> 20} MiB of memory ({footprint.ResidentBytes >> 20} MiB) and was ended.")
        {
            Hint = "Make the model smaller, ask for a larger gap or fewer threads, or raise the setting mipactors.limits.solver-memory.",
        };

    /// <inheritdoc/>
    protected override bool OnHeard(object message)
    {
        switch (message)
        {
            case WorkerMessage.Ready:
                // Asking loads the libraries: what the first solve would wait for otherwise.
                Say(cancellation => new ValueTask(Session.DescribeAsync(cancellation)));
                return false;
            case WorkerMessage.Described described:
                Context.Parent.Tell(new SolversDescribed(described.Solvers));
                return true;
            case WorkerMessage.Pong:
                OnPong();
                return false;
            case WorkerMessage.Fault fault:
                Fail($"the solver worker can not go on: {fault.Text}");
                return false;
            default:
                Holder?.Tell(message, Self);
                return false;
        }
    }

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
            case SolveModel solve:
                Say(cancellation => new ValueTask(Session.SolveAsync(solve.Call, cancellation)));
                return true;
            case CancelSolve:
                Say(cancellation => new ValueTask(Session.CancelAsync(cancellation)));
                return true;
            default:
                return false;
        }
    }
}
