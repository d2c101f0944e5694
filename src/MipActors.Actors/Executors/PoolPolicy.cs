using MipActors.Actors.Settings;

namespace MipActors.Actors.Executors;

/// <summary>What a pool looks like at a moment.</summary>
/// <param name="Waiting">Runs in line.</param>
/// <param name="Starting">Children on their way to ready.</param>
/// <param name="Idle">Children ready and free.</param>
/// <param name="Total">All children, those that are ending included.</param>
/// <param name="EverHanded">Children handed out since the pool began.</param>
internal readonly record struct PoolState(int Waiting, int Starting, int Idle, int Total, int EverHanded);

/// <summary>The decisions of a warm pool, apart from the actor that carries them out.</summary>
internal static class PoolPolicy
{
    /// <summary>
    /// How many children to start now: one for each Run in line and the warm ones beside, never more than the pool holds.
    /// Beside the one that a lone Run waits for none is started: it would take the cores from it. Without refill the warm ones are those of
    /// the beginning alone.
    /// </summary>
    public static int Starts(PoolState state, PoolSettings settings)
    {
        var warm = state.Waiting == 1 ? 0 : settings.Refill ? settings.Warm : Math.Max(0, settings.Warm - state.EverHanded - state.Waiting);
        var wanted = state.Waiting + warm - state.Starting - state.Idle;
        return Math.Clamp(wanted, 0, Math.Max(0, settings.Most - state.Total));
    }

    /// <summary>
    /// How many to keep warm: as many as were used at once lately, within what the settings say; none after long quiet. (One server runs for
    /// each window of a client: most of them are never asked again, and each warm sandbox holds some 200 MiB.)
    /// </summary>
    /// <param name="peak">The most that were used at once, lately.</param>
    /// <param name="quiet">Since when none is used.</param>
    /// <param name="settings">Of the pool.</param>
    public static int Warm(int peak, TimeSpan quiet, PoolSettings settings) =>
        quiet > settings.RestAfter ? 0 : Math.Clamp(peak, settings.Warm, settings.MostWarm);

    /// <summary>How long to wait before the next start after so many failures in a row.</summary>
    public static TimeSpan Backoff(int failures) => TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, Math.Max(0, failures - 1))));
}
