namespace MipActors.SolverWorker.Conversation;

/// <summary>
/// Where the guardian's thread leaves work for the solver's: one errand at a time, as the protocol has it.
/// Idle → (TryGive) → Busy → (Done) → Idle.
/// </summary>
internal sealed class Desk
{
    private readonly object _lock = new();
    private Errand? _waiting;
    private Errand? _current;

    /// <summary>True when an errand waits to be taken, or comes within this time: whoever does something optional should stop.</summary>
    public bool HasWorkWithin(TimeSpan patience)
    {
        lock (_lock)
        {
            return _waiting is not null || (Monitor.Wait(_lock, patience) && _waiting is not null);
        }
    }

    /// <summary>Leaves an errand; false when the last one is not done yet.</summary>
    public bool TryGive(Errand errand)
    {
        lock (_lock)
        {
            if (_current is not null)
            {
                return false;
            }

            _current = _waiting = errand;
            Monitor.Pulse(_lock);
            return true;
        }
    }

    /// <summary>Waits for the next errand.</summary>
    public Errand Take()
    {
        lock (_lock)
        {
            while (_waiting is null)
            {
                Monitor.Wait(_lock);
            }

            var errand = _waiting;
            _waiting = null;
            return errand;
        }
    }

    /// <summary>The errand is done; to be called before its answer is sent, since the next one may follow at once.</summary>
    public void Done()
    {
        lock (_lock)
        {
            _current?.Dispose();
            _current = null;
        }
    }

    /// <summary>Interrupts the errand at hand; nothing happens when there is none.</summary>
    public void Cancel()
    {
        Errand? current;
        lock (_lock)
        {
            current = _current;
        }

        // Outside of the lock: what is registered there is the solver's own interruption.
        current?.Cancel();
    }
}
