using System.Collections.Concurrent;
using MipActors.Containment;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>One launcher for each level, made once for the test run.</summary>
internal static class Launchers
{
    private static readonly ConcurrentDictionary<ContainmentLevel, Lazy<Task<Launcher>>> ByLevel = new();

    /// <summary>The strongest layer of this machine, as a server takes it.</summary>
    public static Task<Launcher> Strongest { get; } = Launcher.CreateAsync(new LauncherOptions { TryAll = true }, CancellationToken.None);

    /// <summary>Why this machine does not have a layer, as the launcher tells; null when it has.</summary>
    public static string? ReasonWithout(Ghosts.Layer layer) => Task.Run(() => Strongest).GetAwaiter().GetResult().Diagnosis
        .FirstOrDefault(one => string.Equals(one.Layer, layer.ToString(), StringComparison.OrdinalIgnoreCase) && !one.Available)?.Reason;

    /// <summary>The layer of just this level.</summary>
    public static Launcher At(ContainmentLevel level) => ByLevel
        .GetOrAdd(level, key => new(() => Task.Run(() => Launcher.CreateAsync(new LauncherOptions { Exactly = key }, CancellationToken.None))))
        .Value.GetAwaiter().GetResult();
}
