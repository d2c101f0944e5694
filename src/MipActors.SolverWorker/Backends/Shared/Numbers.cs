using System.Globalization;

namespace MipActors.SolverWorker.Backends;

/// <summary>The numbers of solvers and of people.</summary>
internal static class Numbers
{
    /// <summary>The number, or null when it is NaN or what a solver takes for infinity.</summary>
    public static double? Finite(double value) => Math.Abs(value) < ModelGate.SolverInfinity ? value : null;

    /// <summary>The shortest text that reads back as the same number.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
