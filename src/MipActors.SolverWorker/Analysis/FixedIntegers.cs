using MipActors.Core.Model;
using MipActors.SolverWorker.Backends;

namespace MipActors.SolverWorker.Analysis;

/// <summary>
/// What the duals of an LP tell, of any solution: by HiGHS, whichever solver found it; of a MIP, of the LP that is left when the integers
/// are fixed at their values.
/// </summary>
internal static class FixedIntegers
{
    /// <summary>Ranges of costs and right-hand sides; null when they could not be had in time.</summary>
    public static Sensitivity? Ranges(LinearModel model, double[] values, SolveClock deadline, CancellationToken cancellation) =>
        !deadline.IsOver && !cancellation.IsCancellationRequested && Highs.Ranges(model.WithIntegersAt(values), deadline, cancellation) is { } ranges
            ? ranges with { IntegersFixed = model.IsMip }
            : null;

    /// <summary>The solution with duals and reduced costs; as it was when they could not be had in time.</summary>
    public static Solution Priced(LinearModel model, Solution solution, SolveClock deadline, CancellationToken cancellation)
    {
        if (solution.Sensitivity is { } ranges)
        {
            return solution with { RowDuals = ranges.RowDuals, ReducedCosts = ranges.ReducedCosts };
        }

        // The values of an LP that was stopped belong to no duals.
        var isLeft = (model.IsMip || solution.Status == SolveStatus.Optimal) && !deadline.IsOver && !cancellation.IsCancellationRequested;
        return isLeft
            && Highs.Instance.Solve(new SolveCall(SolveOptions.Default, model.WithIntegersAt(solution.Values!)), deadline, SilentObserver.Instance, cancellation)
                is { Status: SolveStatus.Optimal } priced
            ? solution with { RowDuals = priced.RowDuals, ReducedCosts = priced.ReducedCosts }
            : solution;
    }
}
