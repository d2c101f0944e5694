using System.Diagnostics.Metrics;

namespace MipActors.Actors.Telemetry;

/// <summary>One thing among those that a counter counts by state: its owner says which state it is in, and counts for nothing in the others.</summary>
/// <param name="counter">Of all things of the kind.</param>
/// <param name="stateName">The attribute that has the state.</param>
/// <param name="others">Further attributes, which do not change.</param>
internal sealed class Presence(UpDownCounter<long> counter, string stateName, params KeyValuePair<string, object?>[] others)
{
    private string? _state;

    /// <summary>It is in this state from now on; null when it is no more.</summary>
    public void Enter(string? state)
    {
        if (state == _state)
        {
            return;
        }

        Add(_state, -1);
        Add(state, 1);
        _state = state;
    }

    private void Add(string? state, int change)
    {
        if (state is not null)
        {
            counter.Add(change, [Instruments.Tag(stateName, state), .. others]);
        }
    }
}
