using System.Diagnostics;
using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>
/// Proves the answer to an LP in fractions, from the basis at which the solver ended: an optimum by a basis that is primal and dual
/// feasible exactly, infeasibility by Farkas multipliers that are exact. Where that takes too long, an optimum gets a safe dual bound.
/// </summary>
public static class LpProof
{
    private const int LongestFraction = 80;

    /// <summary>Whether there is a verdict that such a proof is about: an LP's optimum, or an infeasible model.</summary>
    public static bool IsAbout(LinearModel model, Solution solution) =>
        solution.Status == SolveStatus.Infeasible || (solution.Status == SolveStatus.Optimal && !model.IsMip);

    /// <summary>Proves what can be proven of an answer that it <see cref="IsAbout"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="solution">The solver's answer.</param>
    /// <param name="tolerance">How far the claimed objective may be from the proven one, relative to max(1, |objective|).</param>
    /// <param name="time">The longest that it may take.</param>
    /// <param name="cancellation">Ends the work; what is not proven by then is claimed.</param>
    public static ProofReport Of(LinearModel model, Solution solution, double tolerance, TimeSpan time, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        var report = solution.Status == SolveStatus.Optimal
            ? new Attempt(model, solution, limit.Token).Optimal(tolerance)
            : new Attempt(model, solution, limit.Token).Infeasible();
        return report with { Seconds = watch.Elapsed.TotalSeconds };
    }

    private sealed class Attempt(LinearModel model, Solution solution, CancellationToken cancellation)
    {
        private string _why = "";
        private ExactSimplex? _simplex;

        public ProofReport Optimal(double tolerance)
        {
            if (model.Matrix.NonZeroCount == 0)
            {
                return Bounded(ProofVerdict.Proven, "no constraint has variables: each stands at its best bound");
            }

            return RunWithObjective() switch
            {
                ExactEnd.Optimal => OptimumOf(tolerance),
                ExactEnd.Infeasible => Bounded(ProofVerdict.Claimed, "in exact arithmetic no point satisfies the model; the answer does within the tolerance"),
                ExactEnd.Unbounded => new ProofReport(ProofVerdict.Refuted, "in exact arithmetic the objective can be improved without end"),
                _ => Bounded(ProofVerdict.Claimed, _why),
            };
        }

        public ProofReport Infeasible()
        {
            if (solution.Solver == ModelScreen.Solver)
            {
                return new ProofReport(ProofVerdict.Proven, "bounds that contradict each other");
            }

            if (ExactModel.Of(model, out _why) is not { } exact)
            {
                return new ProofReport(ProofVerdict.Claimed, _why);
            }

            try
            {
                if (solution.FarkasMultipliers is { } claimed && FarkasCheck.Whole(exact, claimed) is { } whole && FarkasCheck.Holds(exact, whole))
                {
                    return new ProofReport(ProofVerdict.Proven, "Farkas multipliers, checked in fractions");
                }
            }
            catch (OperationCanceledException)
            {
                return new ProofReport(ProofVerdict.Claimed, "the time for a proof was over");
            }

            var end = Run(exact, withObjective: false);
            return end switch
            {
                ExactEnd.Infeasible when FarkasCheck.Holds(exact, _simplex!.Multipliers!.Numerators) =>
                    new ProofReport(ProofVerdict.Proven, "Farkas multipliers of a basis, in fractions") { Pivots = _simplex.Pivots },
                ExactEnd.Optimal when model.IsMip => new ProofReport(ProofVerdict.Claimed, "the relaxation is feasible: that there is no whole-numbered point is not proven in fractions"),
                ExactEnd.Optimal => new ProofReport(ProofVerdict.Refuted, "in exact arithmetic there is a point that satisfies the model") { Pivots = _simplex!.Pivots },
                _ => new ProofReport(ProofVerdict.Claimed, _why) { Pivots = _simplex?.Pivots ?? 0 },
            };
        }

        private ExactEnd RunWithObjective() => ExactModel.Of(model, out _why) is { } exact ? Run(exact, withObjective: true) : ExactEnd.Undecided;

        private ExactEnd Run(ExactModel exact, bool withObjective)
        {
            if (solution.Basis is not { } basis)
            {
                _why = model.IsMip ? "the relaxation has no multipliers that show it, and without whole numbers nothing is proven in fractions"
                    : solution.Solver == "highs" ? "no basis came with the answer" : $"{solution.Solver} gives no basis to start from; highs does";
                return ExactEnd.Undecided;
            }

            try
            {
                _simplex = new ExactSimplex(exact, new ExactPoint(exact, basis, cancellation), withObjective, cancellation);
                _why = "no exact basis was found";
                return _simplex.Run();
            }
            catch (OperationCanceledException)
            {
                _why = "the time for a proof was over";
                return ExactEnd.Undecided;
            }
        }

        private ProofReport OptimumOf(double tolerance)
        {
            var (optimum, simplex) = (_simplex!.Objective(), _simplex!);
            var isMinimum = model.Sense == ObjectiveSense.Minimize;
            var value = optimum.Rounded(isMinimum ? -1 : 1);
            var agrees = solution.Objective is not { } claimed || Math.Abs(claimed - value) <= Math.Max(tolerance, 1e-9) * Math.Max(1, Math.Abs(value));
            var text = optimum.ToString();
            return new ProofReport(
                agrees ? ProofVerdict.Proven : ProofVerdict.Refuted,
                agrees ? "a basis that is primal and dual feasible in fractions" : $"in exact arithmetic the optimum is {value:R}")
            {
                RigorousBound = value,
                ExactObjective = text.Length <= LongestFraction ? text : null,
                Pivots = simplex.Pivots,
            };
        }

        private ProofReport Bounded(ProofVerdict verdict, string reason)
        {
            var (bound, culprit) = SafeDualBound.Of(model, solution.RowDuals ?? new double[model.RowCount]);
            return double.IsFinite(bound)
                ? new ProofReport(verdict, reason) { RigorousBound = bound, Pivots = _simplex?.Pivots ?? 0 }
                : new ProofReport(verdict, $"{reason}; a safe dual bound is infinite, because '{culprit}' has no bound where its reduced cost asks for one") { Pivots = _simplex?.Pivots ?? 0 };
        }
    }
}
