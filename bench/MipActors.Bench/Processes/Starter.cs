using System.Collections.Concurrent;
using System.Diagnostics;

namespace MipActors.Bench.Processes;

/// <summary>
/// Starts servers and peers on a thread that was there before any other: on Linux a child has the niceness of the thread that forks
/// it, a new thread that of its maker, and the launcher of bare children makes its own thread nicer.
/// </summary>
internal static class Starter
{
    private static readonly BlockingCollection<Action> Starts = [];

    /// <summary>To be called first of all.</summary>
    public static void Begin() => new Thread(Run) { IsBackground = true, Name = "starter" }.Start();

    /// <summary>Starts the process, and says when that began, as <see cref="Stopwatch"/> counts.</summary>
    public static Task<(Process Process, long Began)> StartAsync(ProcessStartInfo info)
    {
        var outcome = new TaskCompletionSource<(Process, long)>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                var began = Stopwatch.GetTimestamp();
                outcome.SetResult((Process.Start(info) ?? throw new BenchException($"{info.FileName} could not be started"), began));
            }
            catch (Exception fault)
            {
                outcome.SetException(fault);
            }
        });
        return outcome.Task;
    }

    private static void Run()
    {
        foreach (var start in Starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}
