using MipActors.Core.Model;
using MipActors.SolverWorker.Backends;

namespace MipActors.SolverWorker.Verdicts;

/// <summary>
/// Solves that look into a claim: each within a budget of seconds, silently, never beyond the call's own deadline, and never a reason for a
/// call to fail.
/// </summary>
internal sealed class SecondLook(SolveCall call, SolveClock deadline, CancellationToken cancellation)
{
    private static readonly TimeSpan LongestWatch = TimeSpan.FromDays(10);

    public bool IsOver => deadline.IsOver || cancellation.IsCancellationRequested;

    public double RemainingSeconds => deadline.RemainingSeconds;

    private LinearModel Model => call.Model;

    /// <summary>A point of the model, whatever its objective.</summary>
    // HiGHS' presolve is where its false verdicts came from: its second opinion is worth more without.
    public Solution? ForPoint(ISolverBackend backend, double seconds) => With(
        backend, Model.WithObjective(new double[Model.ColumnCount]), seconds, start: null, backend is Highs ? backend.WithoutPresolve : backend.ForSecondLook);

    /// <summary>The same model, from a point on.</summary>
    public Solution? ForBetter(ISolverBackend backend, double seconds, double[] start) =>
        With(backend, Model, seconds, start, backend.ForSecondLook);

    /// <summary>A direction in which the model recedes and its objective improves, checked; null when none was found.</summary>
    public double[]? ForDirection(double seconds) =>
        With(Highs.Instance, Certificates.Directions(Model), seconds, start: null, SolveOptions.Default.Parameters)
            is { Status: SolveStatus.Optimal, Values: { } direction } && Certificates.ImprovesForEver(Model, direction) ? direction : null;

    /// <summary>
    /// Row multipliers that should show a contradiction of rows and bounds, whether they do in floating point (then of the sign that
    /// does), and their basis; nulls when none were found.
    /// </summary>
    public (double[]? Multipliers, bool AreShown, Basis? Basis) ForFarkas(double seconds)
    {
        if (IsOver)
        {
            return default;
        }

        var (ray, basis) = Highs.DualRay(Model, deadline.Within(seconds), cancellation);
        var conflicting = Certificates.Conflicting(Model, ray);
        return (conflicting ?? ray, conflicting is not null, basis);
    }

    /// <summary>Another model, or another engine.</summary>
    public Solution? With(
        ISolverBackend backend, LinearModel model, double seconds, double[]? start, IReadOnlyDictionary<string, string> parameters)
    {
        if (IsOver)
        {
            return null;
        }

        var options = new SolveOptions
        {
            RelativeGap = call.Options.RelativeGap,
            AbsoluteGap = call.Options.AbsoluteGap,
            Seed = call.Options.Seed,
            Parameters = parameters,
        };

        // Where the budget is processor time, the caller's deadline on the wall clock holds all the same.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (deadline.RemainingSeconds < LongestWatch.TotalSeconds)
        {
            end.CancelAfter(TimeSpan.FromSeconds(deadline.RemainingSeconds));
        }

        return Try(() => backend.Solve(new SolveCall(options, model, start), deadline.Within(seconds), SilentObserver.Instance, end.Token));
    }

    /// <summary>The whole call once more, by this engine, with these parameters.</summary>
    public Solution? Again(ISolverBackend backend, IReadOnlyDictionary<string, string> parameters, double[]? start) => IsOver ? null : Try(() =>
        backend.Solve(new SolveCall(call.Options with { Solver = backend.Id, Parameters = parameters }, Model, start), deadline, SilentObserver.Instance, cancellation));

    /// <summary>A second look that an engine refuses is no look.</summary>
    private static Solution? Try(Func<Solution> look)
    {
        try
        {
            return look();
        }
        catch (SolveRefusedException)
        {
            return null;
        }
    }
}
