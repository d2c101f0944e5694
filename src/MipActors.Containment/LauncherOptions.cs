namespace MipActors.Containment;

/// <summary>What an operator may demand of containment.</summary>
public sealed record LauncherOptions
{
    /// <summary>The lowest level that is accepted; less is refused at the start. Default: whatever there is.</summary>
    public ContainmentLevel Minimum { get; init; } = ContainmentLevel.Portable;

    /// <summary>The one layer to use, by its level, though a stronger one be there. Null (default): the strongest.</summary>
    public ContainmentLevel? Exactly { get; init; }

    /// <summary>Try the weaker layers too, for a report of all. Default false: the start of a server does not wait for what it will not use.</summary>
    public bool TryAll { get; init; }

    /// <summary>
    /// How long one layer may take to prove itself, in (0, 60] s. Default 10 s: on a machine that starts a process in seconds, a layer must not pass for missing and a
    /// weaker one be taken.
    /// </summary>
    public TimeSpan ProbeDeadline { get; init; } = TimeSpan.FromSeconds(10);
}
