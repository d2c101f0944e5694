namespace MipActors.Bench.Processes;

/// <summary>
/// Processor seconds of a process and of all that it started, by looking often: what ends with its namespace is accounted to nobody, so
/// that waiting for the end of children says nothing. What a child used between the last look and its end is missed: the figure is a
/// little too low, never too high.
/// </summary>
internal sealed class ProcessorMeter : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(25);
    private const int LooksForNew = 4; // Each fourth look goes through the whole of /proc, which costs some milliseconds.

    private readonly int _root;
    private readonly Dictionary<int, double> _seconds = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watch;
    private readonly Lock _lock = new();

    public ProcessorMeter(int root)
    {
        _root = root;
        Look(forNew: true);
        _watch = WatchAsync();
    }

    /// <summary>Seconds so far, those from before this meter included.</summary>
    public double Seconds
    {
        get
        {
            Look(forNew: true);
            lock (_lock)
            {
                return _seconds.Values.Sum();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watch;
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            for (var look = 0; await timer.WaitForNextTickAsync(_end.Token); look++)
            {
                Look(forNew: look % LooksForNew == 0);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of it.
        }
    }

    private void Look(bool forNew)
    {
        lock (_lock)
        {
            var entries = forNew ? ProcessTree.Below(_root) : [.. _seconds.Keys.Select(ProcessTree.Read).OfType<TreeEntry>()];
            foreach (var entry in entries.Append(ProcessTree.Read(_root)).OfType<TreeEntry>())
            {
                _seconds[entry.Pid] = Math.Max(_seconds.GetValueOrDefault(entry.Pid), entry.ProcessorSeconds);
            }
        }
    }
}
