namespace MipActors.Containment;

/// <summary>How much of a child is held by the kernel; each level includes the one before it.</summary>
public enum ContainmentLevel
{
    /// <summary>Own session, guardian at the end of stdin, kill of the whole session. Everywhere.</summary>
    Portable,

    /// <summary>Linux PID and network namespaces: no descendant survives, none reaches the network.</summary>
    Namespaces,

    /// <summary>Namespaces and a read-only view of nothing but what the child needs.</summary>
    Full,
}

/// <summary>What one layer is worth on this machine, found by really trying it.</summary>
/// <param name="Layer">Name of the layer, the program behind it.</param>
/// <param name="Level">The level that it gives.</param>
/// <param name="Available">Whether a child was started in it and came back as it should.</param>
/// <param name="ProtectsFrom">What it protects from, one sentence.</param>
/// <param name="Reason">Why it is not available and how to get it, one sentence; empty when it is available.</param>
public sealed record LayerDiagnosis(string Layer, ContainmentLevel Level, bool Available, string ProtectsFrom, string Reason);
