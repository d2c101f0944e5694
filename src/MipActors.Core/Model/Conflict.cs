namespace MipActors.Core.Model;

/// <summary>What a part of a model demands.</summary>
public enum DemandKind : byte
{
    /// <summary>The activity of a row is at least its lower side.</summary>
    RowLower = 0,

    /// <summary>The activity of a row is at most its upper side.</summary>
    RowUpper = 1,

    /// <summary>A column is at least its lower bound.</summary>
    ColumnLower = 2,

    /// <summary>A column is at most its upper bound.</summary>
    ColumnUpper = 3,

    /// <summary>A column is a whole number.</summary>
    Integrality = 4,
}

/// <summary>One demand of a model.</summary>
/// <param name="Kind">What is demanded.</param>
/// <param name="Index">Of which row or column, from 0.</param>
public sealed record Demand(DemandKind Kind, int Index)
{
    /// <summary>Whether <see cref="Index"/> counts rows.</summary>
    public bool IsOfRow => Kind is DemandKind.RowLower or DemandKind.RowUpper;
}

/// <summary>One demand made weaker, so that the model has a point.</summary>
/// <param name="Demand">Which.</param>
/// <param name="Amount">By how much its limit has to give way, in its own unit; positive.</param>
/// <param name="Cost">Amount times weight.</param>
public sealed record Relaxation(Demand Demand, double Amount, double Cost);

/// <summary>Why a model has no point, and what would give it one.</summary>
public sealed record InfeasibilityExplanation
{
    /// <summary>Demands that contradict each other (Chinneck 2008: an IIS when <see cref="IsIrreducible"/>).</summary>
    public IReadOnlyList<Demand> Conflict { get; init; } = [];

    /// <summary>Whether the conflict was found infeasible, and each proper subset dropping one demand feasible.</summary>
    public bool IsIrreducible { get; init; }

    /// <summary>The cheapest relaxations together, or null when none was found (hard demands contradict each other, or time ran out).</summary>
    public IReadOnlyList<Relaxation>? Relaxations { get; init; }

    /// <summary>Whether no cheaper set of relaxations exists.</summary>
    public bool IsCheapest { get; init; }

    /// <summary>What could not be found out, and why; empty when all was.</summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}
