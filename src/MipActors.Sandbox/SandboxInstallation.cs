using MipActors.Sandbox.Packages;

namespace MipActors.Sandbox;

/// <summary>Where the parts of a sandbox lie on this machine. All paths are absolute; the provisioner fills it in.</summary>
public sealed record SandboxInstallation
{
    /// <summary>The Deno executable itself (not npm's JavaScript shim, which would be a second process).</summary>
    public required string DenoPath { get; init; }

    /// <summary>The folder of the <c>pyodide</c> npm package: <c>pyodide.mjs</c> lies in it.</summary>
    public required string PyodideFolder { get; init; }

    /// <summary>The folder that holds the package folder <c>pulp/</c>, without native solvers.</summary>
    public required string PulpFolder { get; init; }

    /// <summary>The version of PuLP in there, 2.6 to below 4.</summary>
    public required string PulpVersion { get; init; }

    /// <summary>The wheels that programs may import from.</summary>
    public IReadOnlyList<Wheel> Wheels { get; init; } = [];

    /// <summary>The memory snapshot that <c>guest/snapshot.mjs</c> made of exactly these parts, or null: starts then take seconds.</summary>
    public string? SnapshotPath { get; init; }

    /// <summary>The folder <c>guest/</c>: <c>main.mjs</c> lies in it.</summary>
    public required string GuestFolder { get; init; }
}
