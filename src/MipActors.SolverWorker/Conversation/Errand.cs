using System.Diagnostics;
using MipActors.Core.Wire;

namespace MipActors.SolverWorker.Conversation;

/// <summary>One thing asked of the solver's thread.</summary>
internal sealed class Errand(Frame frame) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancellation = new();
    private bool _isDone;

    /// <summary>What was asked.</summary>
    public Frame Frame { get; } = frame;

    /// <summary>When it had arrived, a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Arrival { get; } = Stopwatch.GetTimestamp();

    /// <summary>Cancelled when the server wants the answer now.</summary>
    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Interrupts whoever works on it; nothing happens when it is done.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            if (!_isDone)
            {
                _cancellation.Cancel();
            }
        }
    }

    /// <summary>It is done.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDone = true;
            _cancellation.Dispose();
        }
    }
}
