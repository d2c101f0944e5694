using System.ComponentModel;

namespace MipActors.Reports;

/// <summary>Whether the solver's claim was confirmed.</summary>
public sealed record ConfirmationView
{
    /// <summary>How far.</summary>
    [Description("confirmed (something other than the solver says the same), claimed (the solver alone says so) or not_needed (nothing was claimed).")]
    public required string Verdict { get; init; }

    /// <summary>By what.</summary>
    [Description("What confirmed it: another solver's id, or a certificate in words; the claimant itself when nothing did.")]
    public string By { get; init; } = "";

    /// <summary>Refuted claim.</summary>
    [Description("A claim that was refuted before this answer was found; null when there was none.")]
    public string? Contradiction { get; init; }
}

/// <summary>A range of numbers; null means without end.</summary>
public sealed record RangeView
{
    /// <summary>From.</summary>
    [Description("Lower end; null for none.")]
    public double? From { get; init; }

    /// <summary>To.</summary>
    [Description("Upper end; null for none.")]
    public double? To { get; init; }
}

/// <summary>What one variable's cost does.</summary>
public sealed record VariableInsightView
{
    /// <summary>Name.</summary>
    [Description("Name of the variable.")]
    public required string Name { get; init; }

    /// <summary>Reduced cost.</summary>
    [Description("Change of the objective per unit of the variable's value.")]
    public double? ReducedCost { get; init; }

    /// <summary>Basis.</summary>
    [Description("basic, at_lower, at_upper or free; null when there is no basis.")]
    public string? Basis { get; init; }

    /// <summary>Range.</summary>
    [Description("Range of its objective coefficient in which the solution stays optimal; null when not asked for.")]
    public RangeView? CostRange { get; init; }
}

/// <summary>What one constraint's right-hand side does.</summary>
public sealed record ConstraintInsightView
{
    /// <summary>Name.</summary>
    [Description("Name of the constraint.")]
    public required string Name { get; init; }

    /// <summary>Dual.</summary>
    [Description("Dual value: change of the objective per unit of the right-hand side.")]
    public double? Dual { get; init; }

    /// <summary>Basis.</summary>
    [Description("basic (does not bind), at_lower, at_upper or free; null when there is no basis.")]
    public string? Basis { get; init; }

    /// <summary>Range.</summary>
    [Description("Range of the right-hand side in which the dual value holds; null when not asked for.")]
    public RangeView? SideRange { get; init; }
}

/// <summary>Duals, reduced costs, basis, ranges.</summary>
public sealed record LpInsightView
{
    /// <summary>Of what.</summary>
    [Description("True when the integers were fixed at their values: then this says nothing of what other integers would bring.")]
    public bool IntegersFixed { get; init; }

    /// <summary>Rows.</summary>
    [Description("Constraints with a dual value that is not zero first.")]
    public IReadOnlyList<ConstraintInsightView> Constraints { get; init; } = [];

    /// <summary>Columns.</summary>
    [Description("Variables with a reduced cost that is not zero first.")]
    public IReadOnlyList<VariableInsightView> Variables { get; init; } = [];

    /// <summary>Dual infeasibility.</summary>
    [Description("Largest dual infeasibility: a dual value or reduced cost of the wrong sign.")]
    public double? LargestDualInfeasibility { get; init; }

    /// <summary>Complementarity.</summary>
    [Description("Largest product of a dual value or reduced cost and its slack.")]
    public double? LargestComplementarityGap { get; init; }
}

/// <summary>A direction of endless improvement.</summary>
public sealed record RayView
{
    /// <summary>Direction.</summary>
    [Description("Change of each variable along the ray, by name; the others do not move.")]
    public IReadOnlyDictionary<string, double> Direction { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Carriers.</summary>
    [Description("The variables that move towards a side where they have no bound, with their improvement of the objective per step: give one of them a bound.")]
    public IReadOnlyDictionary<string, double> Unbounded { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}

/// <summary>One of several answers.</summary>
public sealed record AlternativeView
{
    /// <summary>Objective.</summary>
    [Description("Objective value.")]
    public double? ObjectiveValue { get; init; }

    /// <summary>Second objective.</summary>
    [Description("Value of the second objective; null when there is none.")]
    public double? SecondValue { get; init; }

    /// <summary>Values.</summary>
    [Description("Non-zero variables by name.")]
    public IReadOnlyDictionary<string, double> Variables { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}

/// <summary>A look at the solve.</summary>
public sealed record TimelineView
{
    /// <summary>Seconds.</summary>
    [Description("Seconds since the solve began.")]
    public double Seconds { get; init; }

    /// <summary>Incumbent.</summary>
    [Description("Objective of the best solution by then.")]
    public double? Incumbent { get; init; }

    /// <summary>Bound.</summary>
    [Description("Best dual bound by then.")]
    public double? BestBound { get; init; }
}

/// <summary>One demand of a model.</summary>
public sealed record DemandView
{
    /// <summary>What it is.</summary>
    [Description("constraint, lower_bound, upper_bound or integrality.")]
    public required string Kind { get; init; }

    /// <summary>Name.</summary>
    [Description("Name of the constraint or variable.")]
    public required string Name { get; init; }

    /// <summary>The whole of it.</summary>
    [Description("What it demands, written out.")]
    public required string Demands { get; init; }
}

/// <summary>One relaxation.</summary>
public sealed record RelaxationView
{
    /// <summary>Which demand.</summary>
    [Description("The demand that gives way.")]
    public required DemandView Demand { get; init; }

    /// <summary>By how much.</summary>
    [Description("By how much its limit has to move.")]
    public double Amount { get; init; }

    /// <summary>Cost.</summary>
    [Description("Amount times weight.")]
    public double Cost { get; init; }
}

/// <summary>Why a model has no point.</summary>
public sealed record ExplanationView
{
    /// <summary>Conflict.</summary>
    [Description("Constraints, bounds and integralities that contradict each other.")]
    public IReadOnlyList<DemandView> Conflict { get; init; } = [];

    /// <summary>Irreducible.</summary>
    [Description("True when that was verified: the set is infeasible, and feasible as soon as any one of it is dropped.")]
    public bool IsIrreducible { get; init; }

    /// <summary>Relaxations.</summary>
    [Description("The cheapest changes that together make the model feasible; null when none was found.")]
    public IReadOnlyList<RelaxationView>? Relaxations { get; init; }

    /// <summary>Cheapest.</summary>
    [Description("True when no cheaper set of changes exists.")]
    public bool IsCheapest { get; init; }

    /// <summary>Gaps.</summary>
    [Description("What could not be found out, and why.")]
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
