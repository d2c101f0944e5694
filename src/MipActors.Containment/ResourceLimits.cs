using MipActors.Containment.Kernel;

namespace MipActors.Containment;

/// <summary>The limits that each process of a child inherits from its first one.</summary>
internal static class ResourceLimits
{
    /// <summary>What comes before the layer's own program: no core dumps of what is not trusted, and the memory that the spec allows.</summary>
    public static IReadOnlyList<string> For(LaunchSpec spec)
    {
        if (Executables.ResourceLimits is not { } limits || spec.View == FileSystemView.Host)
        {
            return [];
        }

        string[] data = spec.MostWritableBytes is { } most ? [$"--data={most}"] : [];
        return [limits, "--core=0", .. data, "--"];
    }
}
