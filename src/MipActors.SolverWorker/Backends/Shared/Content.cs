using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// When the caller is content: a solution as good as <see cref="SolveOptions.ObjectiveStop"/>, or a proof that none is better than
/// <see cref="SolveOptions.BoundStop"/>. For solvers that have no such limits of their own; asked at their events.
/// </summary>
internal sealed class Content(SolveOptions options, ObjectiveSense sense)
{
    private readonly double _sign = sense == ObjectiveSense.Maximize ? -1 : 1;

    /// <summary>Whether either was asked for.</summary>
    public bool IsWanted => options.ObjectiveStop is not null || options.BoundStop is not null;

    /// <summary>Whether it came to that.</summary>
    public bool IsReached { get; private set; }

    /// <summary>Looks at the numbers of a running solve; true from the moment on when they are enough.</summary>
    public bool Look(double? incumbent, double? bound) => IsReached |=
        (options.ObjectiveStop is { } objective && incumbent is { } value && _sign * value <= _sign * objective)
        || (options.BoundStop is { } limit && bound is { } best && _sign * best >= _sign * limit);

    /// <summary>The answer of a solve that was stopped for it.</summary>
    public Solution Reason(Solution solution) => IsReached && solution.StopReason is StopReason.Interrupted or StopReason.OtherLimit
        ? solution with { StopReason = StopReason.ObjectiveStop, Message = "the objective or bound that was asked for is reached" }
        : solution;
}
