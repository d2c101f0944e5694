using System.Globalization;
using MipActors.Core.Model;

namespace MipActors.SolverWorker;

/// <summary>
/// Decides which of a solver's words are passed on. "Infeasible", "unbounded" and HiGHS' "optimal" of a MIP are claims: a wrong one
/// has been seen of the very libraries that we ship. They are looked at a second time, by other means, within a share of the time that is
/// left; the message says what confirmed them, or that nothing did. A claim that is refuted is never passed on.
/// </summary>
internal sealed class Verdicts
{
    private const double LeastLookSeconds = 1;

    // Trust comes before speed: HiGHS' false optimum of issue 2173 took it 0.1 s, and its refutation 1.4 s.
    private const double LeastLookAtOptimumSeconds = 5;

    private static readonly TimeSpan LongestWatch = TimeSpan.FromDays(10);

    private readonly ISolverBackend _first;
    private readonly ISolverBackend _other;
    private readonly SolveCall _call;
    private readonly Deadline _deadline;
    private readonly CancellationToken _cancellation;

    private Verdicts(ISolverBackend first, SolveCall call, Deadline deadline, CancellationToken cancellation)
    {
        (_first, _other) = (first, Backends.OtherThan(first));
        (_call, _deadline, _cancellation) = (call, deadline, cancellation);
    }

    private LinearModel Model => _call.Model;

    /// <summary>Solves, and settles what was claimed.</summary>
    /// <exception cref="SolveRefusedException">The call can not be solved as it is.</exception>
    public static Solution Solve(SolveCall call, Deadline deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        var backend = Backends.Choose(call.Options.Solver, call.Model.IsMip);
        var answer = backend.Solve(call, deadline, observer, cancellation);
        var looks = new Verdicts(backend, call, deadline, cancellation);
        return looks.Settle(answer) with { SolveSeconds = deadline.ElapsedSeconds };
    }

    private Solution Settle(Solution claim)
    {
        // Each look may take twice as long as the first, and some seconds at least (SCIP's: of processor time, so that a busy
        // machine makes no other verdicts), but never more than what is left.
        var least = claim.Status == SolveStatus.Optimal ? LeastLookAtOptimumSeconds : LeastLookSeconds;
        var seconds = Math.Max(least, 2 * claim.SolveSeconds);
        return claim.Status switch
        {
            SolveStatus.Infeasible => SettleInfeasible(claim, seconds),
            SolveStatus.Unbounded or SolveStatus.InfeasibleOrUnbounded => SettleUnbounded(claim, seconds),
            SolveStatus.Optimal when Model.IsMip && _first is Highs => SettleOptimal(claim, seconds),
            SolveStatus.NumericalTrouble => SettleTrouble(claim),
            _ => claim,
        };
    }

    private Solution SettleInfeasible(Solution claim, double seconds)
    {
        if (IsOver)
        {
            return Alone(claim);
        }

        var (ray, basis) = Highs.DualRay(Model, _deadline.Within(seconds), _cancellation);
        claim = claim with { FarkasMultipliers = ray, Basis = basis };
        if (ray is not null && Certificates.ProvesInfeasible(Model, ray))
        {
            return Confirmed(claim, Model.IsMip ? "a Farkas ray of the relaxation, checked" : "a Farkas ray, checked");
        }

        var second = LookForPoint(_other, seconds);
        return second switch
        {
            { Status: SolveStatus.Infeasible } => Confirmed(claim, _other.Id),
            { Values: { } point } when Certificates.IsPoint(Model, point) => Refuted(claim, point),
            _ => Alone(claim),
        };
    }

    private Solution SettleUnbounded(Solution claim, double seconds)
    {
        if (IsOver)
        {
            return Alone(claim);
        }

        // Without an objective nothing is unbounded: what is left of the question is whether there is a point.
        foreach (var backend in (ReadOnlySpan<ISolverBackend>)[_first, _other])
        {
            var look = LookForPoint(backend, seconds);
            if (look?.Status == SolveStatus.Infeasible)
            {
                return SettleInfeasible(Without(claim, SolveStatus.Infeasible), seconds);
            }

            if (Certificates.IsPoint(Model, look?.Values))
            {
                return ImprovingDirection(seconds) is { } direction
                    ? Unbounded(claim, direction)
                    : IsOver ? Alone(claim) : LookWithoutPresolve(claim, look!.Values!);
            }
        }

        return Alone(claim);
    }

    private Solution SettleOptimal(Solution claim, double seconds)
    {
        if (IsOver)
        {
            return Alone(claim);
        }

        // Started from the claimed point, the other engine has only to show that nothing is better; the gap is the caller's.
        var second = Look(_other, Model, seconds, claim.Values, _other.ByProcessorTime);
        if (second is { Values: { } point } && Certificates.IsPoint(Model, point))
        {
            if (Beats(point, claim.DualBound ?? claim.Objective!.Value))
            {
                return Refuted(claim, point);
            }

            if (second.Status == SolveStatus.Optimal)
            {
                return Confirmed(claim, _other.Id);
            }
        }

        return Alone(claim);
    }

    /// <summary>
    /// The engine failed. Where the choice was ours the other one is asked; else the same once more without the reductions that led it
    /// there. What is said then is a claim again.
    /// </summary>
    private Solution SettleTrouble(Solution claim)
    {
        if (_call.Options.Solver == Backends.Auto)
        {
            return IsOver ? claim : AskTheOther(claim);
        }

        var again = SolveWithoutPresolve(_call.MipStart);
        return again is null or { Status: SolveStatus.NumericalTrouble }
            ? claim
            : Settle(again with { Message = $"{again.Message} without presolve (with it: {claim.Message})" });
    }

    private Solution AskTheOther(Solution claim)
    {
        var options = _call.Options with { Solver = _other.Id, Parameters = SolveOptions.Default.Parameters };
        var call = _call with { Options = options };
        var answer = Try(() => _other.Solve(call, _deadline, SilentObserver.Instance, _cancellation));
        return answer is null
            ? claim
            : new Verdicts(_other, call, _deadline, _cancellation)
                .Settle(answer with { Message = $"{answer.Message} ({_first.Id} failed: {claim.Message})" });
    }

    /// <summary>There is a point that the claim says can not be: ask again, without the reductions that lost it.</summary>
    private Solution Refuted(Solution claim, double[] point)
    {
        if (claim.Status == SolveStatus.Infeasible && ImprovingDirection(_deadline.RemainingSeconds) is { } direction)
        {
            return Unbounded(claim, direction);
        }

        return LookWithoutPresolve(claim, point);
    }

    private Solution LookWithoutPresolve(Solution claim, double[] point)
    {
        var word = $"{_first.Id} claimed '{claim.Message}', refuted by a point with objective {Text(Certificates.Objective(Model, point))}";
        var again = SolveWithoutPresolve(point);
        if (again is { Values: { } values } && Certificates.IsPoint(Model, values) && !Beats(point, again.Objective!.Value))
        {
            var isFurtherRefuted = again.DualBound is { } bound && Beats(point, bound);
            return again with
            {
                Status = isFurtherRefuted ? SolveStatus.Feasible : again.Status,
                DualBound = isFurtherRefuted ? null : again.DualBound,
                Message = $"{again.Message} without presolve ({word})",
            };
        }

        // The engine gives no answer that agrees with the point. The point itself is true.
        return claim.HasValues
            ? claim with
            {
                Status = SolveStatus.Feasible,
                Values = point,
                Objective = Certificates.Objective(Model, point),
                DualBound = null,
                Message = $"{word}; not known whether that is the best: try solver '{_other.Id}'",
            }
            : Without(claim, SolveStatus.NumericalTrouble) with { Message = $"{word}; try solver '{_other.Id}'" };
    }

    private Solution? SolveWithoutPresolve(double[]? start)
    {
        if (IsOver)
        {
            return null;
        }

        var parameters = new Dictionary<string, string>(_call.Options.Parameters, StringComparer.Ordinal);
        foreach (var (name, value) in _first.WithoutPresolve)
        {
            parameters[name] = value;
        }

        var call = new SolveCall(_call.Options with { Parameters = parameters }, Model, start);
        return Try(() => _first.Solve(call, _deadline, SilentObserver.Instance, _cancellation));
    }

    private Solution Unbounded(Solution claim, double[] direction) => Without(claim, SolveStatus.Unbounded) with
    {
        Message = $"unbounded: confirmed by a point and a direction of endless improvement ({Names(direction)})",
    };

    private double[]? ImprovingDirection(double seconds)
    {
        var look = Look(Backends.Highs, Certificates.Directions(Model), seconds, start: null, SolveOptions.Default.Parameters);
        return look is { Status: SolveStatus.Optimal, Values: { } direction } && Certificates.ImprovesForEver(Model, direction)
            ? direction
            : null;
    }

    // HiGHS' presolve is where its false verdicts came from: its second opinion is worth more without.
    private Solution? LookForPoint(ISolverBackend backend, double seconds) =>
        Look(backend, WithoutObjective(Model), seconds, start: null, backend is Highs ? backend.WithoutPresolve : backend.ByProcessorTime);

    private Solution? Look(
        ISolverBackend backend, LinearModel model, double seconds, double[]? start, IReadOnlyDictionary<string, string> parameters)
    {
        if (IsOver)
        {
            return null;
        }

        var options = new SolveOptions
        {
            RelativeGap = _call.Options.RelativeGap,
            AbsoluteGap = _call.Options.AbsoluteGap,
            Seed = _call.Options.Seed,
            Parameters = parameters,
        };

        // Where the budget is processor time, the caller's deadline on the wall clock holds all the same.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_cancellation);
        if (_deadline.RemainingSeconds < LongestWatch.TotalSeconds)
        {
            end.CancelAfter(TimeSpan.FromSeconds(_deadline.RemainingSeconds));
        }

        return Try(() => backend.Solve(new SolveCall(options, model, start), _deadline.Within(seconds), SilentObserver.Instance, end.Token));
    }

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

    private bool IsOver => _deadline.IsOver || _cancellation.IsCancellationRequested;

    /// <summary>Whether the point is better than any that the bound allows, by more than rounding.</summary>
    private bool Beats(double[] point, double bound)
    {
        var objective = Certificates.Objective(Model, point);
        var gain = Model.Sense == ObjectiveSense.Maximize ? objective - bound : bound - objective;
        return gain > 1e-6 * Math.Max(1, Math.Abs(bound));
    }

    private static Solution Confirmed(Solution claim, string by) => claim with { Message = $"{claim.Message}: confirmed by {by}" };

    private Solution Alone(Solution claim) => claim with { Message = $"{claim.Message}: claimed by {_first.Id} alone" };

    /// <summary>The same with another status, and without the numbers that went with the first.</summary>
    private static Solution Without(Solution claim, SolveStatus status) => claim with
    {
        Status = status,
        Message = status == SolveStatus.Infeasible ? "infeasible" : claim.Message,
        Values = null,
        Objective = null,
        DualBound = null,
        RowDuals = null,
        ReducedCosts = null,
        Basis = null,
        FarkasMultipliers = null,
    };

    private static LinearModel WithoutObjective(LinearModel model) => new()
    {
        Name = model.Name,
        Sense = ObjectiveSense.Minimize,
        Cost = new double[model.ColumnCount],
        ColumnLower = model.ColumnLower,
        ColumnUpper = model.ColumnUpper,
        Kinds = model.Kinds,
        ColumnNames = model.ColumnNames,
        RowLower = model.RowLower,
        RowUpper = model.RowUpper,
        RowNames = model.RowNames,
        Matrix = model.Matrix,
    };

    private string Names(double[] direction)
    {
        const int most = 3;
        var moving = Enumerable.Range(0, direction.Length).Where(j => Math.Abs(direction[j]) > 1e-9).ToArray();
        var names = moving.Take(most).Select(j => $"{Model.ColumnNames[j]} {(direction[j] > 0 ? "up" : "down")}");
        return string.Join(", ", names) + (moving.Length > most ? $" and {moving.Length - most} more" : "");
    }

    private static string Text(double value) => value.ToString("G12", CultureInfo.InvariantCulture);
}
