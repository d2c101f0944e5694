namespace MipActors.Sandbox.Provisioning;

/// <summary>Where things lie within one installation.</summary>
internal static class Layout
{
    /// <summary>The host scripts and the prelude.</summary>
    public const string Guest = "guest";

    /// <summary>PuLP, and its licence.</summary>
    public const string Python = "python";

    private const string Pyodide = "node_modules/pyodide";

    /// <summary>The installation in <paramref name="folder"/>.</summary>
    public static SandboxInstallation Installation(string folder, string pulpVersion, bool hasSnapshot) => new()
    {
        DenoPath = Path.Combine(folder, DenoPlatform.Binary),
        PyodideFolder = Path.Combine(folder, Pyodide),
        PulpFolder = Path.Combine(folder, Python),
        PulpVersion = pulpVersion,
        SnapshotPath = hasSnapshot ? Path.Combine(folder, Snapshot.FileName) : null,
        GuestFolder = Path.Combine(folder, Guest),
    };
}
