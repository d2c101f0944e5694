namespace MipActors.Core.Model;

/// <summary>
/// Post-optimal analysis of an LP (Chvátal 1983, chapter 10): what a change of one number would do while everything else stays. Of a MIP it
/// is that of the LP with the integers fixed at their values, and says nothing of what other integers would bring.
/// </summary>
public sealed record Sensitivity
{
    /// <summary>Whether the integers of a MIP were fixed for it.</summary>
    public bool IntegersFixed { get; init; }

    /// <summary>Dual values, one per row: change of the objective per unit of the right-hand side.</summary>
    public required double[] RowDuals { get; init; }

    /// <summary>Reduced costs, one per column: change of the objective per unit of the column's value.</summary>
    public required double[] ReducedCosts { get; init; }

    /// <summary>Smallest cost of each column at which the solution stays optimal.</summary>
    public required double[] CostLower { get; init; }

    /// <summary>Largest cost of each column at which the solution stays optimal.</summary>
    public required double[] CostUpper { get; init; }

    /// <summary>Smallest right-hand side (the active side; of a row that does not bind, its activity) at which each dual value holds.</summary>
    public required double[] SideLower { get; init; }

    /// <summary>Largest right-hand side at which each dual value holds.</summary>
    public required double[] SideUpper { get; init; }
}
