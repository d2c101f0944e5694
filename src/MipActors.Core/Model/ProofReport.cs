namespace MipActors.Core.Model;

/// <summary>How far an answer is proven in exact arithmetic.</summary>
public enum ProofVerdict : byte
{
    /// <summary>The verdict is proven: it rests on our arithmetic in fractions, on no solver.</summary>
    Proven = 0,

    /// <summary>The verdict is the solver's claim; the reason says why it is not proven.</summary>
    Claimed = 1,

    /// <summary>Exact arithmetic says otherwise.</summary>
    Refuted = 2,
}

/// <summary>
/// What exact arithmetic says of an answer. The model is taken as its numbers are written: 0.1 is one tenth.
/// </summary>
/// <param name="Verdict">How far the answer is proven.</param>
/// <param name="Reason">By what it is proven, or why it is not.</param>
public sealed record ProofReport(ProofVerdict Verdict, string Reason)
{
    /// <summary>
    /// A bound that holds whatever a solver says: the optimum is not below it when minimizing, not above it when maximizing. The optimum
    /// itself, rounded outwards in its last digit, when that is proven. Null when there is none.
    /// </summary>
    public double? RigorousBound { get; init; }

    /// <summary>The proven optimum as a fraction, when it is short; null otherwise.</summary>
    public string? ExactObjective { get; init; }

    /// <summary>Exact pivots that were needed beyond the solver's basis.</summary>
    public int Pivots { get; init; }

    /// <summary>Time that the proof took, in seconds.</summary>
    public double Seconds { get; init; }
}
