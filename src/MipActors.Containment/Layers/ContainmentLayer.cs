using System.Diagnostics;
using MipActors.Containment.Enclosures;

namespace MipActors.Containment.Layers;

/// <summary>One way to hold a child: how to start a command in it, and what then holds the command. Immutable.</summary>
public abstract class ContainmentLayer
{
    private protected ContainmentLayer()
    {
    }

    /// <summary>The program behind it, as an operator knows it.</summary>
    public abstract string Name { get; }

    /// <summary>The level that it gives.</summary>
    public abstract ContainmentLevel Level { get; }

    /// <summary>What it protects from, one sentence.</summary>
    public abstract string ProtectsFrom { get; }

    /// <summary>What it needs and does not find here, and how to get it, one sentence; null when everything is there.</summary>
    public abstract string? Missing { get; }

    /// <summary>The argument vector that starts the command of a spec in this layer; its first element is the executable.</summary>
    /// <param name="spec">What to start.</param>
    public abstract IReadOnlyList<string> Wrap(LaunchSpec spec);

    /// <summary>What holds the command of a spec that was started with <see cref="Wrap"/>.</summary>
    internal abstract Enclosure Enclose(Process outer, LaunchSpec spec);
}
