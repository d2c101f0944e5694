using MipActors.Core.Model;
using MipActors.SolverWorker.Backends;
using MipActors.SolverWorker.Verdicts;

namespace MipActors.SolverWorker.Analysis;

/// <summary>
/// Answers a call: the judged solution, and what was asked for beyond it. All of it shares one deadline; what a stage could not finish is
/// said in the answer and takes nothing away from what was there before.
/// </summary>
internal static class Analyst
{
    /// <exception cref="SolveRefusedException">The call can not be solved as it is.</exception>
    public static Solution Solve(SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        var options = call.Options;
        var plain = call with { Options = options with { Pool = null, Second = null, Explain = null, Sensitivity = false, Duals = false } };
        var second = options.Second is { } wish ? SecondStage.Coefficients(call.Model, wish) : null;
        if (options.Pool is not null && !call.Model.IsMip)
        {
            throw new SolveRefusedException(SolveRefusedException.BadParameter, "a solution pool needs integer variables: its answers differ in them");
        }

        if (options.Pool is not null && options.Second is not null)
        {
            throw new SolveRefusedException(SolveRefusedException.BadParameter, "a solution pool and a second objective are two questions: ask for one of them in a solve");
        }

        var relaxable = options.Explain is { } explain ? Elastic.Weights(call.Model, explain) : null;
        var stages = new Stages(plain, deadline, cancellation);
        var solution = Judge.Solve(plain, deadline, observer, cancellation);
        if (second is not null && solution.Status == SolveStatus.Optimal)
        {
            solution = SecondStage.Run(stages, solution, second, options.Second!);
        }

        if (options.Pool is { } pool && solution.Status == SolveStatus.Optimal)
        {
            solution = PoolSearch.Run(stages, solution, pool);
        }

        if (options.Sensitivity && solution.HasValues)
        {
            solution = solution with { Sensitivity = FixedIntegers.Ranges(call.Model, solution.Values!, deadline, cancellation) };
        }

        if (options.Duals && solution is { RowDuals: null, HasValues: true })
        {
            solution = FixedIntegers.Priced(call.Model, solution, deadline, cancellation);
        }

        if (relaxable is not null && solution.Status == SolveStatus.Infeasible)
        {
            solution = solution with { Explanation = Explainer.Run(stages, relaxable, solution.FarkasMultipliers) };
        }

        foreach (var numbers in (double[]?[])[solution.Values, solution.RowDuals, solution.ReducedCosts])
        {
            WithoutSignedZeros(numbers);
        }

        return solution with { SolveSeconds = deadline.ElapsedSeconds };
    }

    /// <summary>Engines say -0, and people are to read 0.</summary>
    private static void WithoutSignedZeros(Span<double> numbers)
    {
        foreach (ref var number in numbers)
        {
            number += 0.0;
        }
    }
}

/// <summary>Further solves of one call: the same options, the same deadline, silently.</summary>
internal sealed class Stages(SolveCall call, SolveClock deadline, CancellationToken cancellation)
{
    public LinearModel Model => call.Model;

    public SolveClock Deadline => deadline;

    public CancellationToken Cancellation => cancellation;

    public bool IsOver => deadline.IsOver || cancellation.IsCancellationRequested;

    /// <summary>Another model, judged as the first; null when the time is over.</summary>
    public Solution? Solve(LinearModel model, double[]? start = null)
    {
        if (IsOver)
        {
            return null;
        }

        // The stops and the cross-check belong to the first objective.
        var options = call.Options with { ObjectiveStop = null, BoundStop = null, CrossCheck = false };
        return Judge.Solve(new SolveCall(options, model, start), deadline, SilentObserver.Instance, cancellation);
    }

    /// <summary>Whether a model has a point, by an engine of our choice, within so many seconds; the answer is not judged.</summary>
    public Solution? Look(LinearModel model, double seconds) => IsOver ? null
        : KnownBackends.Choose(KnownBackends.Auto, model).Backend.Solve(
            new SolveCall(SolveOptions.Default, model), deadline.Within(seconds), SilentObserver.Instance, cancellation);
}
