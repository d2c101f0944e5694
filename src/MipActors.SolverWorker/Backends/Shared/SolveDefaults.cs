using System.Globalization;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>What a solve gets that was not asked for anything else, the same for every backend, and how the report words it.</summary>
internal static class SolveDefaults
{
    /// <summary>
    /// Proven optimal unless asked otherwise. Not 1e-6: on an objective of 1e9 that is a thousand units, and the answer would be called
    /// optimal all the same. Not 0: the last bits of a double are no difference.
    /// </summary>
    public static double RelativeGap(SolveOptions options) => options.RelativeGap ?? 1e-9;

    /// <summary>In units of the objective.</summary>
    public static double AbsoluteGap(SolveOptions options) => options.AbsoluteGap ?? 1e-9;

    /// <summary>One, so that the same question has the same answer; never more than the machine has.</summary>
    public static int Threads(SolveOptions options) => Math.Min(options.Threads ?? 1, Environment.ProcessorCount);

    /// <summary>The same each time, for the same reason.</summary>
    public static int Seed(SolveOptions options) => options.Seed ?? 0;

    /// <summary>The settings in force.</summary>
    public static IReadOnlyDictionary<string, string> Report(
        SolveOptions options, SolveClock deadline, int threads, int seed, double relativeGap, double absoluteGap)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["threads"] = threads.ToString(CultureInfo.InvariantCulture),
            ["seed"] = seed.ToString(CultureInfo.InvariantCulture),
            ["relative_gap"] = Numbers.Text(relativeGap),
            ["absolute_gap"] = Numbers.Text(absoluteGap),
            ["time_limit"] = double.IsInfinity(deadline.LimitSeconds) ? "none" : Numbers.Text(deadline.LimitSeconds),
        };
        foreach (var (name, value) in options.Parameters)
        {
            settings[name] = value;
        }

        return settings;
    }
}
