using System.Diagnostics;
using MipActors.Containment.Enclosures;
using MipActors.Containment.Kernel;

namespace MipActors.Containment;

/// <summary>
/// One started child with everything that it started: its streams, its end. Thread-safe but for the streams, of which each has one
/// user. Ending it is a request that returns at once; that it is over is what <see cref="Exited"/> says.
/// </summary>
public sealed class ContainedProcess : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PatienceForCommand = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PatienceForEnd = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Enclosure _enclosure;
    private readonly TaskCompletionSource _calm = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ContainedProcess(Process process, Enclosure enclosure, bool isUrgent)
    {
        _process = process;
        _enclosure = enclosure;
        ProcessId = process.Id;
        Input = process.StandardInput.BaseStream;
        Output = process.StandardOutput.BaseStream;
        Error = process.StandardError.BaseStream;
        Pipes.Widen(Input, Output);
        Niceness.ApplyTo(process);
        Exited = WatchEndAsync();
        if (!isUrgent)
        {
            _calm.SetResult();
        }

        _ = LookForCommandAsync();
    }

    /// <summary>The outermost process, the server's own child; in a namespace not the command.</summary>
    public int ProcessId { get; }

    /// <summary>
    /// The command itself, in the host's numbering; null for the first few milliseconds, in which the layer is still being set up,
    /// and after its end.
    /// </summary>
    public int? InnerProcessId => Exited.IsCompleted ? null : _enclosure.InnerPid;

    /// <summary>The command's stdin, unbuffered. Its end is what a guardian leaves at.</summary>
    public Stream Input { get; }

    /// <summary>The command's stdout, unbuffered. Hostile.</summary>
    public Stream Output { get; }

    /// <summary>The command's stderr, unbuffered. Hostile.</summary>
    public Stream Error { get; }

    /// <summary>
    /// Completes with the exit code (128 + n after signal n) when the process and everything in its namespace or session is
    /// gone; what is left after the command's own end is killed. Never fails, has no deadline of its own: wait with one.
    /// </summary>
    public Task<int> Exited { get; }

    /// <summary>
    /// Puts an urgent child (<see cref="LaunchSpec.IsUrgent"/>) below the server in priority, all of its threads, as every other is from its start on. To be
    /// called before it gets anything to do; does nothing the second time.
    /// </summary>
    public void Calm()
    {
        if (!_calm.Task.IsCompleted && InnerProcessId is { } pid)
        {
            Niceness.ApplyToThreadsOf(pid);
        }

        _calm.TrySetResult();
    }

    /// <summary>
    /// SIGTERM to the command and all that shares its group. A child that is not set up yet is ended at once; in the instant in which
    /// a layer or a guardian is there and the command is not, nobody hears it. Nothing after the end, and nothing on Windows: close <see cref="Input"/> there.
    /// </summary>
    public void Terminate()
    {
        if (!Exited.IsCompleted)
        {
            _enclosure.Terminate();
        }
    }

    /// <summary>SIGKILL to everything inside. Returns at once, never throws, does nothing after the end.</summary>
    public void Kill()
    {
        if (!Exited.IsCompleted)
        {
            _enclosure.Kill();
        }
    }

    /// <summary>What the command has used so far, without its children; null while <see cref="InnerProcessId"/> is.</summary>
    public ProcessUsage? ReadUsage()
    {
        return InnerProcessId is { } pid ? Usage.TryRead(pid) : null;
    }

    /// <summary>What the command and everything that it started hold now; null while it is being set up and after its end.</summary>
    public Footprint? ReadFootprint()
    {
        return !Exited.IsCompleted && _enclosure.TopPid is { } top ? Usage.OfTree(top) : null;
    }

    /// <summary>Kills, closes the streams, does not wait.</summary>
    public void Dispose()
    {
        Kill();
        CloseStreams();
    }

    /// <summary>Kills, closes the streams, waits up to 5 s for the end.</summary>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Task.WhenAny(Exited, Task.Delay(PatienceForEnd));
    }

    private void CloseStreams()
    {
        foreach (var stream in (Stream[])[Input, Output, Error])
        {
            try
            {
                stream.Dispose();
            }
            catch (IOException)
            {
                // Nobody reads any more; there is nothing to save.
            }
        }
    }

    private async Task<int> WatchEndAsync()
    {
        await _process.WaitForExitAsync();
        var exitCode = _process.ExitCode;
        for (var pause = FirstLook; !IsSwept(); pause = Longer(pause))
        {
            await Task.Delay(pause);
        }

        // Leaves the streams alone, because they were asked for: what the command wrote can still be read.
        _process.Dispose();
        return exitCode;
    }

    private bool IsSwept()
    {
        try
        {
            return _enclosure.Sweep();
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>So that the reaper is known before somebody wants to kill it, and the session is nice before it computes.</summary>
    private async Task LookForCommandAsync()
    {
        await UntilAsync(() => InnerProcessId is not null);
        await Task.WhenAny(_calm.Task, Exited);
        await UntilAsync(() => InnerProcessId is { } pid && Niceness.TryApplyToSessionOf(pid));
    }

    private async Task UntilAsync(Func<bool> done)
    {
        var clock = Stopwatch.StartNew();
        for (var pause = FirstLook; !Exited.IsCompleted && clock.Elapsed < PatienceForCommand && !done(); pause = Longer(pause))
        {
            await Task.Delay(pause);
        }
    }

    private static TimeSpan Longer(TimeSpan pause)
    {
        return pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }
}
