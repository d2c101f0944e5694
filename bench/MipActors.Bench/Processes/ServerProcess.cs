using System.Diagnostics;

namespace MipActors.Bench.Processes;

/// <summary>A server that is measured: its process, and what it last wrote to stderr.</summary>
internal abstract class ServerProcess
{
    private const int KeptLines = 20;

    // What clients speak today, with its handshake; left to itself this SDK speaks 2026-07-28, which has neither initialize nor ping.
    protected const string Revision = "2025-11-25";

    protected static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    protected static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(15);

    private readonly Queue<string> _lastWords = new();

    protected ServerProcess(Process process)
    {
        Process = process;
        Process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>When the process was started, as <see cref="Stopwatch"/> counts.</summary>
    public long Started { get; protected init; }

    public int ProcessId => Process.Id;

    protected Process Process { get; }

    /// <summary>What the process last wrote to stderr.</summary>
    public string LastWords()
    {
        lock (_lastWords)
        {
            return string.Join('\n', _lastWords);
        }
    }

    /// <summary>A line of stderr.</summary>
    protected virtual void OnLine(string line)
    {
    }

    /// <summary>Has it end, and waits; what does not leave in 15 s is killed. False when it had to be.</summary>
    protected async Task<bool> EndAsync(Action ask)
    {
        try
        {
            ask();
            await Process.WaitForExitAsync().WaitAsync(EndPatience);
            return true;
        }
        catch (Exception fault) when (fault is TimeoutException or IOException)
        {
            Process.Kill(entireProcessTree: true);
            await Process.WaitForExitAsync();
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastWords)
        {
            _lastWords.Enqueue(line);
            if (_lastWords.Count > KeptLines)
            {
                _lastWords.Dequeue();
            }
        }

        OnLine(line);
    }
}

/// <summary>The run is worth nothing; the message says why.</summary>
internal sealed class BenchException(string message) : Exception(message);
