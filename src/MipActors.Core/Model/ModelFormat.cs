namespace MipActors.Core.Model;

/// <summary>The text forms of a model.</summary>
public enum ModelFormat : byte
{
    /// <summary>The algebraic form of CPLEX, in its dialects (CPLEX, PuLP, Gurobi).</summary>
    Lp = 0,

    /// <summary>MPS, free or fixed.</summary>
    Mps = 1,
}
