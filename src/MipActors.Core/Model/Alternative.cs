namespace MipActors.Core.Model;

/// <summary>One of several answers: of a solution pool, or a point of a Pareto front.</summary>
/// <param name="Objective">Objective of the model at the values.</param>
/// <param name="Second">Value of the second objective, or null when there is none.</param>
/// <param name="Values">One value per column.</param>
public sealed record Alternative(double Objective, double? Second, double[] Values);

/// <summary>Whether <see cref="Solution.Alternatives"/> are all there are.</summary>
public enum AlternativeScope : byte
{
    /// <summary>None were asked for.</summary>
    None = 0,

    /// <summary>All that were asked for: the k best, every one within the gap, or the whole front.</summary>
    Complete = 1,

    /// <summary>Those found before a limit came.</summary>
    Partial = 2,
}
