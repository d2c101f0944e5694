namespace MipActors.Core.Model;

/// <summary>One broken promise of a solution.</summary>
/// <param name="Name">The user's name of the row or column.</param>
/// <param name="Value">The row's activity, or the column's value.</param>
/// <param name="Limit">The bound that is broken; for integrality the nearest whole number.</param>
/// <param name="Absolute">Distance between the two; infinite when the value is no number.</param>
/// <param name="Relative">The distance over max(1, |limit|).</param>
public sealed record Violation(string Name, double Value, double Limit, double Absolute, double Relative);

/// <summary>Violations of one kind.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Largest">The largest of them by relative size, largest first; a bounded number.</param>
public sealed record ViolationList(int Count, IReadOnlyList<Violation> Largest)
{
    /// <summary>Nothing is violated.</summary>
    public static ViolationList None { get; } = new(0, []);
}

/// <summary>What became of a solution that was put to the original model, by arithmetic that is not the solver's.</summary>
public sealed record VerificationReport
{
    /// <summary>True when nothing is violated and the objective is what the solver said it is.</summary>
    public required bool IsValid { get; init; }

    /// <summary>The tolerance, relative to max(1, |limit|).</summary>
    public required double Tolerance { get; init; }

    /// <summary>Rows whose activity is outside of their bounds.</summary>
    public required ViolationList Constraints { get; init; }

    /// <summary>Columns outside of their bounds.</summary>
    public required ViolationList Bounds { get; init; }

    /// <summary>Integer columns away from a whole number.</summary>
    public required ViolationList Integrality { get; init; }

    /// <summary>The objective of the values, recomputed; offset included.</summary>
    public required double Objective { get; init; }

    /// <summary>True when the solver's objective agrees with <see cref="Objective"/>, or it named none.</summary>
    public required bool ObjectiveAgrees { get; init; }

    /// <summary>The activity of each row, recomputed.</summary>
    public required double[] RowActivities { get; init; }
}
