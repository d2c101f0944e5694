using System.Diagnostics;

namespace MipActors.Scenarios.Server;

/// <summary>Waits for what another process does: looks again and again until a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until the condition holds and says how long that took.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It does not hold in time; the message is <paramref name="otherwise"/>.</exception>
    public static async Task<TimeSpan> HoldsAsync(Func<bool> condition, TimeSpan within, Func<string> otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > within)
            {
                Assert.Fail($"not within {within.TotalSeconds:0.###} s: {otherwise()}");
            }

            await Task.Delay(Interval);
        }

        return watch.Elapsed;
    }
}
