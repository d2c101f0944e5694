using System.ComponentModel;

namespace MipActors.Reports;

/// <summary>The answer of a solve.</summary>
public sealed record SolutionView
{
    /// <summary>Status.</summary>
    [Description("The solver's status: optimal, feasible, infeasible, unbounded, infeasible_or_unbounded, no_solution, numerical_trouble.")]
    public required string Status { get; init; }

    /// <summary>Objective.</summary>
    [Description("Objective value, constant included.")]
    public double? ObjectiveValue { get; init; }

    /// <summary>Dual bound.</summary>
    [Description("Best dual bound: no solution is better than this.")]
    public double? BestBound { get; init; }

    /// <summary>Gap.</summary>
    [Description("Relative MIP gap between objective and bound; 0.01 is one per cent.")]
    public double? Gap { get; init; }

    /// <summary>Confirmation.</summary>
    [Description("Whether the solver's claim (optimal, infeasible, unbounded) was confirmed by other means than its own, and by what.")]
    public required ConfirmationView Confirmation { get; init; }

    /// <summary>Values.</summary>
    [Description("Value of each variable by name, non-zeros first; variables_omitted counts those left out.")]
    public IReadOnlyDictionary<string, double>? Variables { get; init; }

    /// <summary>Left out.</summary>
    [Description("Number of variables that are not listed (zeros are left out first).")]
    public int VariablesOmitted { get; init; }

    /// <summary>Rows.</summary>
    [Description("Constraints with activity and slack, binding ones first; constraints_omitted counts those left out.")]
    public IReadOnlyList<ConstraintView>? Constraints { get; init; }

    /// <summary>Left out.</summary>
    [Description("Number of constraints that are not listed.")]
    public int ConstraintsOmitted { get; init; }

    /// <summary>Seconds in the solver.</summary>
    [Description("Seconds inside the solver.")]
    public double SolveTime { get; init; }

    /// <summary>Iterations.</summary>
    [Description("LP iterations.")]
    public long Iterations { get; init; }

    /// <summary>Nodes.</summary>
    [Description("Branch-and-bound nodes.")]
    public long Nodes { get; init; }

    /// <summary>Insight.</summary>
    [Description("Dual values, reduced costs, basis and ranges; null when there are none (MIPs have them when sensitivity is asked for, or when the program reads them).")]
    public LpInsightView? Insight { get; init; }

    /// <summary>Ray.</summary>
    [Description("For an unbounded model: a direction in which the objective improves for ever.")]
    public RayView? UnboundedRay { get; init; }

    /// <summary>Explanation.</summary>
    [Description("For an infeasible model, when it was asked for: what contradicts what, and what would make it feasible.")]
    public ExplanationView? Explanation { get; init; }

    /// <summary>More answers.</summary>
    [Description("More answers, best first, when a pool or a front was asked for.")]
    public IReadOnlyList<AlternativeView>? Alternatives { get; init; }

    /// <summary>All of them.</summary>
    [Description("complete (all that were asked for), partial (a limit came first); null when none were asked for.")]
    public string? AlternativesScope { get; init; }

    /// <summary>Timeline.</summary>
    [Description("How incumbent and bound went.")]
    public IReadOnlyList<TimelineView> Timeline { get; init; } = [];

    /// <summary>Primal integral.</summary>
    [Description("Integral of the primal gap over the solve, in seconds: small when good solutions came early.")]
    public double? PrimalIntegral { get; init; }
}

/// <summary>One row.</summary>
public sealed record ConstraintView
{
    /// <summary>Name.</summary>
    [Description("Name of the constraint.")]
    public required string Name { get; init; }

    /// <summary>Activity.</summary>
    [Description("Value of its left-hand side.")]
    public double? Activity { get; init; }

    /// <summary>Slack.</summary>
    [Description("Distance to the nearest bound; 0 when it binds, negative when violated.")]
    public double? Slack { get; init; }
}

/// <summary>The independent check.</summary>
public sealed record ValidationView
{
    /// <summary>Verdict.</summary>
    [Description("True when the solution satisfies the model and has the objective that the solver claims.")]
    public required bool IsValid { get; init; }

    /// <summary>Tolerance.</summary>
    [Description("Tolerance, relative to max(1, |limit|).")]
    public double Tolerance { get; init; }

    /// <summary>Rows.</summary>
    [Description("Violated constraints, largest first.")]
    public IReadOnlyList<ViolationView> ConstraintViolations { get; init; } = [];

    /// <summary>Bounds.</summary>
    [Description("Variables outside of their bounds, largest first.")]
    public IReadOnlyList<ViolationView> BoundViolations { get; init; } = [];

    /// <summary>Integrality.</summary>
    [Description("Integer variables that are not whole, largest first.")]
    public IReadOnlyList<ViolationView> IntegralityViolations { get; init; } = [];

    /// <summary>Total.</summary>
    [Description("Number of all violations, listed or not.")]
    public int ViolationCount { get; init; }

    /// <summary>Recomputed objective.</summary>
    [Description("The objective, recomputed from the model.")]
    public double? RecomputedObjective { get; init; }

    /// <summary>Agreement.</summary>
    [Description("True when the solver's objective agrees with the recomputed one.")]
    public bool ObjectiveAgrees { get; init; }
}

/// <summary>One violation.</summary>
public sealed record ViolationView
{
    /// <summary>Name.</summary>
    [Description("Name of the constraint or variable.")]
    public required string Name { get; init; }

    /// <summary>Value.</summary>
    [Description("Activity or value.")]
    public double? Value { get; init; }

    /// <summary>Limit.</summary>
    [Description("The bound that is violated, or the nearest whole number.")]
    public double? Limit { get; init; }

    /// <summary>Absolute.</summary>
    [Description("Distance between the two.")]
    public double? Absolute { get; init; }

    /// <summary>Relative.</summary>
    [Description("Distance over max(1, |limit|).")]
    public double? Relative { get; init; }
}

/// <summary>The proof of an answer.</summary>
public sealed record ProofView
{
    /// <summary>Verdict.</summary>
    [Description("proven (the verdict rests on exact arithmetic, on no solver), claimed (it is the solver's word; reason says why it is not proven) or refuted.")]
    public required string Verdict { get; init; }

    /// <summary>Reason.</summary>
    [Description("By what it is proven, or why it is not.")]
    public required string Reason { get; init; }

    /// <summary>Bound.</summary>
    [Description("A bound on the optimum that holds whatever a solver says; the optimum itself, rounded in its last digit, when that is proven.")]
    public double? RigorousBound { get; init; }

    /// <summary>Fraction.</summary>
    [Description("The proven optimum as a fraction, when it is short.")]
    public string? ExactObjective { get; init; }

    /// <summary>Pivots.</summary>
    [Description("Exact pivots that were needed beyond the solver's basis.")]
    public int Pivots { get; init; }

    /// <summary>Seconds.</summary>
    [Description("Seconds that the proof took.")]
    public double Seconds { get; init; }
}
