using System.Diagnostics;

namespace MipActors.SolverWorker.Conversation;

/// <summary>Ends this process at a set time, whatever it does then. A thread of its own: a timer needs the pool.</summary>
internal sealed class HardDeadline
{
    /// <summary>Exit code of a process that its own deadline ended (that of timeout(1)).</summary>
    public const int ExitCode = 124;

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly object _lock = new();
    private long? _at;

    /// <summary>Starts the thread.</summary>
    public void Start() => new Thread(Watch) { IsBackground = true, Name = "hard deadline" }.Start();

    /// <summary>Sets the time, in place of an earlier one.</summary>
    public void Arm(double seconds)
    {
        lock (_lock)
        {
            _at = Stopwatch.GetTimestamp() + (long)Math.Min(seconds * Stopwatch.Frequency, long.MaxValue / 4);
            Monitor.Pulse(_lock);
        }
    }

    private void Watch()
    {
        lock (_lock)
        {
            while (true)
            {
                var left = _at is { } at ? Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), at) : LongestWait;
                if (left <= TimeSpan.Zero)
                {
                    Kernel.Leave(ExitCode);
                }

                Monitor.Wait(_lock, left < LongestWait ? left + TimeSpan.FromMilliseconds(1) : LongestWait);
            }
        }
    }
}
