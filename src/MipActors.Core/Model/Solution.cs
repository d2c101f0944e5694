namespace MipActors.Core.Model;

/// <summary>What a solver found out about a model.</summary>
public enum SolveStatus : byte
{
    /// <summary>The values are a best solution, within the gap asked for.</summary>
    Optimal = 0,

    /// <summary>The values are a solution, but a limit or an interruption ended the search before it was proven best.</summary>
    Feasible = 1,

    /// <summary>No point satisfies the model.</summary>
    Infeasible = 2,

    /// <summary>The objective can be improved without end.</summary>
    Unbounded = 3,

    /// <summary>The solver knows that it is one of the two, not which.</summary>
    InfeasibleOrUnbounded = 4,

    /// <summary>A limit or an interruption ended the search before a solution was found; nothing is known of feasibility.</summary>
    NoSolution = 5,

    /// <summary>The solver gave up for numerical reasons.</summary>
    NumericalTrouble = 6,
}

/// <summary>What ended a search.</summary>
public enum StopReason : byte
{
    /// <summary>The search came to its own end.</summary>
    Completed = 0,

    /// <summary>The time limit.</summary>
    TimeLimit = 1,

    /// <summary>A limit on iterations, solutions, memory or the like.</summary>
    OtherLimit = 2,

    /// <summary>Somebody asked it to stop.</summary>
    Interrupted = 3,

    /// <summary>The limit on branch-and-bound nodes.</summary>
    NodeLimit = 4,

    /// <summary>The objective or the bound at which the caller is content.</summary>
    ObjectiveStop = 5,
}

/// <summary>Where a column or a row's activity stands in a basis.</summary>
public enum BasisStatus : byte
{
    /// <summary>Nonbasic, at its lower bound.</summary>
    AtLower = 0,

    /// <summary>Basic.</summary>
    Basic = 1,

    /// <summary>Nonbasic, at its upper bound.</summary>
    AtUpper = 2,

    /// <summary>Nonbasic and without bounds, at 0.</summary>
    Free = 3,
}

/// <summary>A basis of an LP: as many basic members, columns and rows together, as there are rows.</summary>
/// <param name="Columns">One status per column.</param>
/// <param name="Rows">One status per row: where its activity stands.</param>
public sealed record Basis(BasisStatus[] Columns, BasisStatus[] Rows);

/// <summary>The answer of one solver to one model.</summary>
public sealed record Solution
{
    /// <summary>What was found out.</summary>
    public required SolveStatus Status { get; init; }

    /// <summary>What ended the search.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>The solver's own objective value of <see cref="Values"/>, offset included, in the model's sense; null without values.</summary>
    public double? Objective { get; init; }

    /// <summary>The best dual bound: no solution is better than this. Null when the solver knows none.</summary>
    public double? DualBound { get; init; }

    /// <summary>One value per column, or null when there is no solution.</summary>
    public double[]? Values { get; init; }

    /// <summary>
    /// Dual values, one per row: the change of the objective per unit of the row's right-hand side, whatever the sense. Of a MIP only where
    /// they were asked for, and then those of the LP with the integers fixed.
    /// </summary>
    public double[]? RowDuals { get; init; }

    /// <summary>Reduced costs, one per column, where there are <see cref="RowDuals"/>: the change of the objective per unit of the column's value.</summary>
    public double[]? ReducedCosts { get; init; }

    /// <summary>
    /// The basis at which the solver ended, or null: of an LP that is optimal or feasible; of an infeasible model (for a MIP of its
    /// relaxation) the one that shows it.
    /// </summary>
    public Basis? Basis { get; init; }

    /// <summary>
    /// Multipliers, one per row, that should show an infeasible model to be so (Farkas): the combination of rows asks for more than
    /// the bounds of the columns allow. Of the sign that shows it where floating point does, else of the solver's. Null when there are none.
    /// </summary>
    public double[]? FarkasMultipliers { get; init; }

    /// <summary>Branch-and-bound nodes processed.</summary>
    public long Nodes { get; init; }

    /// <summary>LP iterations, over all LPs solved.</summary>
    public long Iterations { get; init; }

    /// <summary>Wall-clock time inside the solver, in seconds.</summary>
    public double SolveSeconds { get; init; }

    /// <summary>Id of the backend: <c>highs</c>, <c>scip</c>, … or <c>none</c> when the model was answered without one.</summary>
    public required string Solver { get; init; }

    /// <summary>Version of the solver as the library itself reports it.</summary>
    public string SolverVersion { get; init; } = "";

    /// <summary>The solver's own word for the outcome, or the reason why there is no solution.</summary>
    public string Message { get; init; } = "";

    /// <summary>The options in force, defaults filled in: seed, threads, gaps, limits.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the claim was confirmed by other means, and by what.</summary>
    public Confirmation Confirmation { get; init; } = Confirmation.NotNeeded;

    /// <summary>Why this solver was taken, in a sentence; empty when the caller named it.</summary>
    public string Choice { get; init; } = "";

    /// <summary>A direction in which the objective improves for ever, one entry per column; unbounded models only.</summary>
    public double[]? UnboundedRay { get; init; }

    /// <summary>Ranges of costs and right-hand sides, when they were asked for.</summary>
    public Sensitivity? Sensitivity { get; init; }

    /// <summary>Why there is no point, when it was asked for.</summary>
    public InfeasibilityExplanation? Explanation { get; init; }

    /// <summary>More answers, best first, when they were asked for.</summary>
    public IReadOnlyList<Alternative> Alternatives { get; init; } = [];

    /// <summary>Whether <see cref="Alternatives"/> are all of them.</summary>
    public AlternativeScope AlternativeScope { get; init; }

    /// <summary>How incumbent and dual bound went, thinned out; the last entry is the end.</summary>
    public IReadOnlyList<SolveProgress> Timeline { get; init; } = [];

    /// <summary>
    /// The primal integral over <see cref="SolveSeconds"/> (Berthold 2013), in seconds: the integral of the primal gap, which is 1 before
    /// the first incumbent and measured against the final objective. Null without a solution.
    /// </summary>
    public double? PrimalIntegral { get; init; }

    /// <summary>
    /// What of it is about the first columns and rows alone, of a model to which others were added behind them: status, values, duals. Bases,
    /// rays and analyses are of the whole model and left out.
    /// </summary>
    public Solution OfFirst(int columns, int rows) => this with
    {
        Values = Values?[..columns],
        ReducedCosts = ReducedCosts?[..columns],
        RowDuals = RowDuals?[..rows],
        Basis = null,
        FarkasMultipliers = null,
        UnboundedRay = null,
        Sensitivity = null,
        Explanation = null,
        Alternatives = [],
        AlternativeScope = AlternativeScope.None,
    };

    /// <summary>True when there are values to look at.</summary>
    public bool HasValues => Values is not null;

    /// <summary>The relative MIP gap between objective and dual bound, or null when one of them is missing.</summary>
    public double? RelativeGap => MipGap.Relative(Objective, DualBound);
}

/// <summary>A look at a running solve.</summary>
/// <param name="ElapsedSeconds">Seconds since the solve began.</param>
/// <param name="Incumbent">Objective of the best solution so far, or null.</param>
/// <param name="DualBound">Best dual bound so far, or null.</param>
/// <param name="Nodes">Branch-and-bound nodes processed so far.</param>
/// <param name="Iterations">LP iterations so far.</param>
public sealed record SolveProgress(double ElapsedSeconds, double? Incumbent, double? DualBound, long Nodes, long Iterations)
{
    /// <summary>The relative MIP gap, or null when incumbent or bound is missing.</summary>
    public double? RelativeGap => MipGap.Relative(Incumbent, DualBound);
}

/// <summary>The relative MIP gap, defined once.</summary>
public static class MipGap
{
    /// <summary>
    /// <c>|objective − bound| / |objective|</c>, 0 when they are equal, null when either is missing or the quotient is not finite,
    /// as with an objective of 0 (HiGHS' definition, its option <c>mip_rel_gap</c>, without its infinities).
    /// </summary>
    public static double? Relative(double? objective, double? bound)
    {
        if (objective is not { } value || bound is not { } limit || !double.IsFinite(value) || !double.IsFinite(limit))
        {
            return null;
        }

        var gap = value == limit ? 0 : Math.Abs(value - limit) / Math.Abs(value);
        return double.IsFinite(gap) ? gap : null;
    }
}
