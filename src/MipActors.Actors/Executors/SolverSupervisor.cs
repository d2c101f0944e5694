using Akka.Actor;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Core.Model;

namespace MipActors.Actors.Executors;

/// <summary>To the supervisor of the solvers: what solvers are there? Answered with <see cref="SolversKnown"/> or <see cref="Unavailable"/>.</summary>
public sealed record DescribeSolvers;

/// <summary>The solvers, as the running libraries describe themselves.</summary>
/// <param name="Solvers">One entry per backend.</param>
public sealed record SolversKnown(IReadOnlyList<SolverDescription> Solvers);

/// <summary>Parent of the <see cref="SolverExecutor"/>s. Asks the first of them what its libraries can do, and remembers that.</summary>
public sealed class SolverSupervisor(Launcher launcher, MipSettings settings) : WarmSupervisor(settings.Solvers)
{
    private readonly FirstWord<SolversKnown> _solvers = new();

    /// <inheritdoc/>
    protected override string WaitingFor => "waiting for a solver worker";

    /// <inheritdoc/>
    protected override string ChildName => "solver";

    /// <inheritdoc/>
    protected override bool IsCurious => _solvers.IsAwaited;

    /// <summary>How to make one.</summary>
    public static Props Props(Launcher launcher, MipSettings settings) => Akka.Actor.Props.Create(() => new SolverSupervisor(launcher, settings));

    /// <inheritdoc/>
    protected override Props ChildProps() => Akka.Actor.Props.Create(() => new SolverExecutor(launcher, settings));

    /// <inheritdoc/>
    protected override void OnHopeless(JobFault fault) => _solvers.GiveUp(fault);

    /// <inheritdoc/>
    protected override bool OnOther(object message)
    {
        switch (message)
        {
            case DescribeSolvers:
                _solvers.Ask(Sender);
                Refill();
                return true;
            case SolversDescribed described:
                _solvers.Say(new SolversKnown(described.Solvers));
                return true;
            default:
                return false;
        }
    }
}
