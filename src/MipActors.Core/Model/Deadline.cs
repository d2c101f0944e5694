using System.Diagnostics;

namespace MipActors.Core.Model;

/// <summary>A point in time on the monotonic clock of this process; setting the wall clock does not move it.</summary>
public readonly record struct Deadline
{
    // Half of what a timestamp holds, 146 years at 1 GHz, so that no difference of two wraps around.
    private const double MostTicks = long.MaxValue / 2;

    private readonly long _timestamp;

    private Deadline(long timestamp) => _timestamp = timestamp;

    /// <summary>What is left, never less than zero.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _timestamp);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The point so far from now; a negative span has passed, one of more than a century counts as one of 146 years.</summary>
    public static Deadline After(TimeSpan span) =>
        new(Stopwatch.GetTimestamp() + (long)Math.Clamp(span.TotalSeconds * Stopwatch.Frequency, 0, MostTicks));
}
