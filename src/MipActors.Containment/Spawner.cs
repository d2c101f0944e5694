using System.Collections.Concurrent;

namespace MipActors.Containment;

/// <summary>
/// The one thread that every child is started by. prctl(2), PR_SET_PDEATHSIG: the "parent" is the thread that forked, and its end
/// kills the child; so it is no pool thread, and it never ends.
/// </summary>
internal sealed class Spawner
{
    private readonly BlockingCollection<Action> _starts = [];

    private Spawner()
    {
        var thread = new Thread(Run) { Name = "spawner", IsBackground = true };
        thread.Start();
    }

    /// <summary>The process's own.</summary>
    public static Spawner Instance { get; } = new();

    /// <summary>Runs a start on the thread.</summary>
    /// <param name="start">Makes the process.</param>
    /// <param name="cancellation">
    /// Cancelled: a start that has not begun never does; the product of one that has is disposed before the cancellation is
    /// thrown, so that then nothing is left of it.
    /// </param>
    public async Task<T> RunAsync<T>(Func<T> start, CancellationToken cancellation)
        where T : IAsyncDisposable
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var claimed = 0;
        await using var registration = cancellation.Register(
            () =>
            {
                if (Interlocked.Exchange(ref claimed, 1) == 0)
                {
                    outcome.SetCanceled(cancellation);
                }
            });
        _starts.Add(
            () =>
            {
                if (Interlocked.Exchange(ref claimed, 1) != 0)
                {
                    return;
                }

                try
                {
                    outcome.SetResult(start());
                }
                catch (Exception failure)
                {
                    outcome.SetException(failure);
                }
            },
            CancellationToken.None);
        var started = await outcome.Task;
        if (cancellation.IsCancellationRequested)
        {
            await started.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
        }

        return started;
    }

    private void Run()
    {
        foreach (var start in _starts.GetConsumingEnumerable())
        {
            start();
        }
    }
}
