using System.Globalization;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Ghosts;

/// <summary>Figures for a reader: into the test's own output, and into the file that MIPACTORS_REPORT names, which CI prints at its end.</summary>
internal static class Report
{
    private static readonly Lock Turn = new();

    public static void Add(ITestOutputHelper output, string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MIPACTORS_REPORT") is { Length: > 0 } file)
        {
            lock (Turn)
            {
                File.AppendAllText(file, line + "\n");
            }
        }
    }

    /// <summary>A line with the distribution of times in milliseconds.</summary>
    public static void Add(ITestOutputHelper output, string what, IEnumerable<double> seconds)
    {
        var sorted = seconds.Order().ToList();
        if (sorted.Count > 0)
        {
            Add(output, string.Create(
                CultureInfo.InvariantCulture,
                $"{what,-74} n {sorted.Count,4}   median {Quantile(sorted, 0.5) * 1000,7:0} ms   p90 {Quantile(sorted, 0.9) * 1000,7:0}   p99 {Quantile(sorted, 0.99) * 1000,7:0}   max {sorted[^1] * 1000,7:0}"));
        }
    }

    /// <summary>The smallest value that at least this share of all are not above (nearest rank).</summary>
    public static double Quantile(IReadOnlyList<double> sorted, double share) =>
        sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    /// <summary>A whole number from the environment, for longer or shorter runs.</summary>
    public static int Option(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
