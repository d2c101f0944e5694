using MipActors.Sandbox.Provisioning.Pulp;

namespace MipActors.Sandbox.Provisioning;

/// <summary>Where the provisioner takes things from and puts them. The defaults are right for a program started as it was built.</summary>
public sealed record ProvisionerSettings
{
    /// <summary>Absolute path of the folder of all installations; null for <see cref="CacheRoot.Default"/>.</summary>
    public string? Root { get; init; }

    /// <summary>Absolute path of the folder with the host scripts, the prelude, <c>package.json</c> and <c>package-lock.json</c>.</summary>
    public string GuestSource { get; init; } = Path.Combine(AppContext.BaseDirectory, "guest");

    /// <summary>Absolute path of the folder with the complete installation that a packaged program carries; it need not exist.</summary>
    public string Carried { get; init; } = Path.Combine(AppContext.BaseDirectory, "installation");

    /// <summary>
    /// A file with PuLP, a pure-Python wheel or Debian's package, that is used rather than asking any index; null for none. It
    /// must be a known release, or the one of <see cref="TrustedPulp"/>.
    /// </summary>
    public string? PulpWheel { get; init; }

    /// <summary>A release of PuLP that the operator vouches for beside the known ones; asked for first. Null for none.</summary>
    public PulpRelease? TrustedPulp { get; init; }

    /// <summary>Absolute path of a folder with wheels for programs to import; null for none.</summary>
    public string? Wheels { get; init; }

    /// <summary>Names of packages of Pyodide's own distribution to fetch.</summary>
    public IReadOnlyList<string> Fetch { get; init; } = [];

    /// <summary>Where they are fetched from; null for where Pyodide's project keeps them.</summary>
    public Uri? FetchSource { get; init; }

    /// <summary>Folders in which node, npm, python3, apt-get and dpkg-deb are looked for, parted as in PATH.</summary>
    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>How long to wait while another process sets up the same folder.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long npm may take for its 50 MB.</summary>
    public TimeSpan NpmPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the Python index may take to answer at all.</summary>
    public TimeSpan PipPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one step of apt-get may take.</summary>
    public TimeSpan AptPatience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the memory snapshot may take; some 5 s on an idle machine.</summary>
    public TimeSpan SnapshotPatience { get; init; } = TimeSpan.FromMinutes(2);
}
