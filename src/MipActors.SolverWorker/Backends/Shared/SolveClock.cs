using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MipActors.SolverWorker.Backends;

/// <summary>When a solve has to be over, on the monotonic clock. Starts with the arrival of the call, so that building counts.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct SolveClock
{
    private readonly long _start;
    private readonly double _limitSeconds;

    private SolveClock(long start, double limitSeconds) => (_start, _limitSeconds) = (start, limitSeconds);

    /// <summary>Seconds since the start.</summary>
    public double ElapsedSeconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Seconds left, never negative; infinite without a limit.</summary>
    public double RemainingSeconds => Math.Max(0, _limitSeconds - ElapsedSeconds);

    /// <summary>True when no time is left.</summary>
    public bool IsOver => RemainingSeconds <= 0;

    /// <summary>The limit as it was set, in seconds; infinite without one.</summary>
    public double LimitSeconds => _limitSeconds;

    /// <summary>A deadline of a call that arrived at this timestamp of <see cref="Stopwatch"/>.</summary>
    public static SolveClock Since(long arrival, double? limitSeconds) => new(arrival, limitSeconds ?? double.PositiveInfinity);

    /// <summary>A deadline so many seconds from now, or this one where it is sooner.</summary>
    public SolveClock Within(double seconds) => new(Stopwatch.GetTimestamp(), Math.Min(seconds, RemainingSeconds));
}
