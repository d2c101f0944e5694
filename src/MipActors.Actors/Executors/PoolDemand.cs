namespace MipActors.Actors.Executors;

/// <summary>How much a pool was used lately. Times are those of one monotonic clock, in any order of zero.</summary>
internal sealed class PoolDemand
{
    /// <summary>A burst is remembered for at least this long, and for twice this long at most.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private TimeSpan _windowBegan;
    private TimeSpan _lastUse;
    private int _peak;
    private int _peakBefore;

    /// <summary>So many executors are wanted or held at this moment.</summary>
    public void Note(int atOnce, TimeSpan now)
    {
        Turn(now);
        _peak = Math.Max(_peak, atOnce);
        if (atOnce > 0)
        {
            _lastUse = now;
        }
    }

    /// <summary>The most that were wanted or held at once, lately.</summary>
    public int Peak(TimeSpan now)
    {
        Turn(now);
        return Math.Max(_peak, _peakBefore);
    }

    /// <summary>Since when nothing was wanted or held.</summary>
    public TimeSpan Quiet(TimeSpan now) => now - _lastUse;

    private void Turn(TimeSpan now)
    {
        if (now - _windowBegan < Window)
        {
            return;
        }

        _peakBefore = now - _windowBegan < 2 * Window ? _peak : 0;
        _peak = 0;
        _windowBegan = now;
    }
}
