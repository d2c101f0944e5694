using System.Globalization;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.SolverWorker.Backends;

namespace MipActors.SolverWorker.Verdicts;

/// <summary>
/// Decides which of a solver's words are passed on. "Infeasible", "unbounded" and "optimal" are claims: a wrong one has been seen of the
/// very libraries that we ship. They are looked into by other means, within a share of the time that is left;
/// <see cref="Solution.Confirmation"/> says what confirmed them, or that nothing did. A claim that is refuted is never passed on.
/// </summary>
internal sealed class Judge
{
    private const double LeastLookSeconds = 1;

    // Trust comes before speed: HiGHS' false optimum of issue 2173 took it 0.1 s, and its refutation 1.4 s.
    private const double LeastLookAtOptimumSeconds = 5;

    // What a quick engine gets before the other is asked.
    private const double QuickLookSeconds = 0.25;

    // The part of a first solve's time that a cross-check may take when nobody asked for one.
    private const double CheapShare = 0.2;

    private readonly ISolverBackend _first;
    private readonly ISolverBackend _other;
    private readonly SolveCall _call;
    private readonly SecondLook _look;
    private readonly SolveClock _deadline;
    private readonly CancellationToken _cancellation;

    private Judge(ISolverBackend first, SolveCall call, SolveClock deadline, CancellationToken cancellation)
    {
        (_first, _other) = (first, KnownBackends.OtherThan(first, call.Model));
        (_call, _deadline, _cancellation) = (call, deadline, cancellation);
        _look = new SecondLook(call, deadline, cancellation);
    }

    private LinearModel Model => _call.Model;

    /// <summary>Solves, and settles what was claimed.</summary>
    /// <exception cref="SolveRefusedException">The call can not be solved as it is.</exception>
    public static Solution Solve(SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        var (backend, why) = KnownBackends.Choose(call.Options.Solver, call.Model);
        var timeline = new Timeline(observer, deadline);
        var answer = backend.Solve(call, deadline, timeline, cancellation);
        var settled = new Judge(backend, call, deadline, cancellation).Settle(answer) with { Choice = why, SolveSeconds = deadline.ElapsedSeconds };
        return timeline.Close(settled);
    }

    private Solution Settle(Solution claim)
    {
        // Each look may take twice as long as the first, and some seconds at least (SCIP's: of processor time, so that a busy
        // machine makes no other verdicts), but never more than what is left.
        var seconds = Math.Max(LeastLookSeconds, 2 * claim.SolveSeconds);
        return claim.Status switch
        {
            SolveStatus.Infeasible => SettleInfeasible(claim, seconds),
            SolveStatus.Unbounded or SolveStatus.InfeasibleOrUnbounded => SettleUnbounded(claim, seconds),
            SolveStatus.Optimal => SettleOptimal(Mended(claim, seconds), seconds),
            SolveStatus.NumericalTrouble => SettleTrouble(claim, seconds),
            _ => claim,
        };
    }

    private Solution SettleInfeasible(Solution claim, double seconds)
    {
        var (multipliers, areShown, basis) = _look.ForFarkas(seconds);
        claim = claim with { FarkasMultipliers = multipliers, Basis = basis };
        if (areShown)
        {
            return Confirmed(claim, FarkasWord);
        }

        var second = _look.ForPoint(_other, seconds);
        return second switch
        {
            { Status: SolveStatus.Infeasible } => Confirmed(claim, _other.Id),
            { Values: { } point } when Certificates.IsPoint(Model, point) => ProvenInfeasible(claim, seconds) ?? Refuted(claim, point),
            _ => Alone(claim),
        };
    }

    /// <summary>
    /// A point that satisfies a model within a tolerance is no argument against multipliers that are exact: there are models whose rows
    /// contradict each other by less than a solver's tolerance (Netlib's cplex2). Null when fractions do not show it.
    /// </summary>
    private Solution? ProvenInfeasible(Solution claim, double seconds)
    {
        if (claim.FarkasMultipliers is null)
        {
            var (multipliers, _, basis) = _look.ForFarkas(seconds);
            claim = claim with { FarkasMultipliers = multipliers, Basis = basis };
        }

        if (_look.IsOver || claim.FarkasMultipliers is null)
        {
            return null;
        }

        var time = TimeSpan.FromSeconds(Math.Min(seconds, _look.RemainingSeconds));
        return LpProof.Of(Model, claim, 0, time, _cancellation).Verdict == ProofVerdict.Proven ? Confirmed(claim, $"{FarkasWord}, in fractions") : null;
    }

    private string FarkasWord => Model.IsMip ? "Farkas multipliers of the relaxation" : "Farkas multipliers";

    private Solution SettleUnbounded(Solution claim, double seconds)
    {
        // Without an objective nothing is unbounded: what is left of the question is whether there is a point.
        foreach (var backend in (ReadOnlySpan<ISolverBackend>)[_first, _other])
        {
            var look = _look.ForPoint(backend, seconds);
            if (look?.Status == SolveStatus.Infeasible)
            {
                return SettleInfeasible(Without(claim, SolveStatus.Infeasible), seconds);
            }

            if (Certificates.IsPoint(Model, look?.Values))
            {
                return _look.ForDirection(seconds) is { } direction
                    ? Unbounded(claim, direction)
                    : _look.IsOver ? Alone(claim)
                    : ProvenInfeasible(Without(claim, SolveStatus.Infeasible), seconds) ?? LookWithoutPresolve(claim, look!.Values!);
            }
        }

        return Alone(claim);
    }

    private Solution SettleOptimal(Solution claim, double seconds) =>
        claim.Status != SolveStatus.Optimal ? claim : Model.IsMip ? SettleOptimalMip(claim) : SettleOptimalLp(claim, seconds);

    /// <summary>
    /// A claimed optimum whose point misses the model by more than verification allows, for scaling or a loose tolerance. The value may be
    /// right all the same: with its integers fixed HiGHS looks for a point of that value; else the engine is asked again without presolve.
    /// </summary>
    private Solution Mended(Solution claim, double seconds)
    {
        if (Certificates.IsVerified(Model, claim.Values))
        {
            return claim;
        }

        const string word = "its point missed the model by more than verification allows";
        var vertex = _look.With(Highs.Instance, Model.WithIntegersAt(claim.Values!), seconds, start: null, SolveOptions.Default.Parameters);
        if (vertex is { Status: SolveStatus.Optimal } && Certificates.IsVerified(Model, vertex.Values)
            && !Beats(claim.Values!, vertex.Objective!.Value) && !Beats(vertex.Values, claim.DualBound ?? claim.Objective!.Value))
        {
            return claim with
            {
                Values = vertex.Values,
                Objective = vertex.Objective,
                DualBound = Model.IsMip ? claim.DualBound : vertex.DualBound,
                RowDuals = Model.IsMip ? null : vertex.RowDuals,
                ReducedCosts = Model.IsMip ? null : vertex.ReducedCosts,
                Basis = Model.IsMip ? null : vertex.Basis,
                Message = $"{claim.Message}; {word}, {vertex.Solver} gave one of that value",
            };
        }

        return _first.WithoutPresolve.Count > 0 && SolveWithoutPresolve(start: null) is { } again && Certificates.IsVerified(Model, again.Values)
            ? again with { Message = $"{again.Message} without presolve (with it {word})" }
            : claim;
    }

    /// <summary>The duals show it, in arithmetic of our own: weak duality. A solver without duals borrows those of HiGHS.</summary>
    private Solution SettleOptimalLp(Solution claim, double seconds)
    {
        const string certificate = "dual values";
        if (Certificates.IsOptimalBy(Model, claim.Values!, claim.RowDuals))
        {
            return Confirmed(claim, certificate);
        }

        var second = _look.With(Highs.Instance, Model, seconds, start: null, Highs.Instance.WithoutPresolve);
        if (second is { Status: SolveStatus.Optimal } && Certificates.IsOptimalBy(Model, claim.Values!, second.RowDuals))
        {
            return Confirmed(claim, $"{certificate} of {second.Solver}") with
            {
                RowDuals = second.RowDuals,
                ReducedCosts = second.ReducedCosts,
                Basis = claim.Basis ?? second.Basis,
            };
        }

        return second is { Values: { } point, Status: SolveStatus.Optimal } && Certificates.IsVerified(Model, point) && Beats(point, claim.Objective!.Value)
            ? Refuted(claim, point)
            : Alone(claim);
    }

    private Solution SettleOptimalMip(Solution claim)
    {
        // HiGHS is known to err: its optimum is always looked into.
        var wanted = _call.Options.CrossCheck ?? (_first is Highs ? true : null);
        if (wanted == false)
        {
            return Alone(claim);
        }

        var seconds = wanted == true
            ? Math.Max(LeastLookAtOptimumSeconds, 2 * claim.SolveSeconds)
            : Math.Max(LeastLookSeconds, CheapShare * claim.SolveSeconds);

        return KnownBackends.QuickerThan(_first, Model) is { } quick && Confirm(claim, quick, Math.Min(seconds, QuickLookSeconds)) is { } settled
            ? settled
            : Confirm(claim, _other, seconds) ?? Alone(claim);
    }

    /// <summary>The claim, confirmed or refuted by another engine; null when that came to no end or to one that says neither.</summary>
    private Solution? Confirm(Solution claim, ISolverBackend other, double seconds)
    {
        // Started from the claimed point, the other engine has only to show that nothing is better; the gap is the caller's.
        var second = _look.ForBetter(other, seconds, claim.Values!);
        if (second is { Values: { } point } && Certificates.IsVerified(Model, point) && Beats(point, claim.DualBound ?? claim.Objective!.Value))
        {
            return Refuted(claim, point);
        }

        // The other engine's bound says the same where it drops the start and finds nothing itself.
        return Shows(second, claim) ? Confirmed(claim, other.Id) : null;
    }

    /// <summary>Whether what another engine came to says that nothing is better than the claim.</summary>
    private bool Shows(Solution? second, Solution claim) =>
        second?.Status == SolveStatus.Optimal && second.DualBound is { } bound && !IsBetter(bound, claim.Objective!.Value, Slack(claim));

    /// <summary>
    /// The engine failed. Where the choice was ours the other one is asked; else the same once more without the reductions that led it
    /// there, and then the certificates, which need no engine's word. What is said then is a claim again.
    /// </summary>
    private Solution SettleTrouble(Solution claim, double seconds)
    {
        if (_call.Options.Solver == KnownBackends.Auto)
        {
            return _look.Again(_other, SolveOptions.Default.Parameters, _call.MipStart) is { } answer
                ? new Judge(_other, _call with { Options = _call.Options with { Solver = _other.Id } }, _deadline, _cancellation)
                    .Settle(answer with { Message = $"{answer.Message} ({_first.Id} failed: {claim.Message})" })
                : claim;
        }

        if (_first.WithoutPresolve.Count > 0 && SolveWithoutPresolve(_call.MipStart) is { Status: not SolveStatus.NumericalTrouble } again)
        {
            return Settle(again with { Message = $"{again.Message} without presolve (with it: {claim.Message})" });
        }

        var settled = SettleUnbounded(Without(claim, SolveStatus.InfeasibleOrUnbounded), seconds);
        return settled.Confirmation.Level == ConfirmationLevel.Confirmed ? settled with { Message = $"{settled.Message} ({claim.Message})" } : claim;
    }

    /// <summary>There is a point that the claim says can not be: ask again, without the reductions that lost it.</summary>
    private Solution Refuted(Solution claim, double[] point) =>
        claim.Status == SolveStatus.Infeasible && _look.ForDirection(_look.RemainingSeconds) is { } direction
            ? Unbounded(claim, direction)
            : LookWithoutPresolve(claim, point);

    private Solution LookWithoutPresolve(Solution claim, double[] point)
    {
        var word = $"{_first.Id} claimed '{claim.Message}', refuted by a point with objective {Text(Certificates.Objective(Model, point))}";
        var again = SolveWithoutPresolve(point);
        if (again is { Values: { } values } && Certificates.IsPoint(Model, values) && !Beats(point, again.Objective!.Value))
        {
            var isFurtherRefuted = again.DualBound is { } bound && Beats(point, bound);
            var told = again with
            {
                Status = isFurtherRefuted ? SolveStatus.Feasible : again.Status,
                DualBound = isFurtherRefuted ? null : again.DualBound,
                Message = $"{again.Message} without presolve",
                Confirmation = new Confirmation(ConfirmationLevel.NotNeeded, Contradiction: word),
            };
            return told.Status == SolveStatus.Optimal ? LookedAtAgain(told) : told;
        }

        // The engine gives no answer that agrees with the point. The point itself is true.
        return Without(claim, SolveStatus.Feasible) with
        {
            StopReason = StopReason.OtherLimit,
            Values = point,
            Objective = Certificates.Objective(Model, point),
            Message = $"not known whether that is the best: try solver '{_other.Id}'",
            Confirmation = new Confirmation(ConfirmationLevel.NotNeeded, Contradiction: word),
        };
    }

    /// <summary>An optimum of an engine that has just erred is believed even less than its first word.</summary>
    private Solution LookedAtAgain(Solution claim)
    {
        if (!Model.IsMip)
        {
            return Certificates.IsOptimalBy(Model, claim.Values!, claim.RowDuals) ? Confirmed(claim, "dual values") : Alone(claim);
        }

        var seconds = Math.Max(LeastLookAtOptimumSeconds, 2 * claim.SolveSeconds);
        return _call.Options.CrossCheck != false && Shows(_look.ForBetter(_other, seconds, claim.Values!), claim) ? Confirmed(claim, _other.Id) : Alone(claim);
    }

    private Solution? SolveWithoutPresolve(double[]? start)
    {
        var parameters = new Dictionary<string, string>(_call.Options.Parameters, StringComparer.Ordinal);
        foreach (var (name, value) in _first.WithoutPresolve)
        {
            parameters[name] = value;
        }

        return _look.Again(_first, parameters, start);
    }

    private static Solution Unbounded(Solution claim, double[] direction) => Confirmed(Without(claim, SolveStatus.Unbounded), "a point and a ray") with
    {
        UnboundedRay = direction,
    };

    /// <summary>Whether the point is better than any that the bound allows, by more than rounding.</summary>
    private bool Beats(double[] point, double bound) =>
        IsBetter(Certificates.Objective(Model, point), bound, 1e-6 * Math.Max(1, Math.Abs(bound)));

    private bool IsBetter(double objective, double than, double by) =>
        (Model.Sense == ObjectiveSense.Maximize ? objective - than : than - objective) > by;

    private double Slack(Solution claim)
    {
        var size = Math.Max(1, Math.Abs(claim.Objective!.Value));
        return Math.Max(1e-6 * size, Math.Max(SolveDefaults.AbsoluteGap(_call.Options), SolveDefaults.RelativeGap(_call.Options) * size) * 2);
    }

    private static Solution Confirmed(Solution claim, string by) =>
        claim with { Confirmation = claim.Confirmation with { Level = ConfirmationLevel.Confirmed, By = by } };

    private Solution Alone(Solution claim) =>
        claim with { Confirmation = claim.Confirmation with { Level = ConfirmationLevel.Claimed, By = _first.Id } };

    /// <summary>The same with another status, and without the numbers that went with the first.</summary>
    private static Solution Without(Solution claim, SolveStatus status) => claim with
    {
        Status = status,
        Message = status switch { SolveStatus.Infeasible => "infeasible", SolveStatus.Unbounded => "unbounded", _ => claim.Message },
        Values = null,
        Objective = null,
        DualBound = null,
        RowDuals = null,
        ReducedCosts = null,
        Basis = null,
        FarkasMultipliers = null,
    };

    private static string Text(double value) => value.ToString("G12", CultureInfo.InvariantCulture);
}
