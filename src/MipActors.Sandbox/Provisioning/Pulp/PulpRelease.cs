namespace MipActors.Sandbox.Provisioning.Pulp;

/// <summary>One file that PuLP comes in: a wheel of the Python index, or a Debian package.</summary>
/// <param name="Version">PuLP's release, such as <c>2.6.0</c>; below 4, whose core is compiled and can not be loaded by Pyodide.</param>
/// <param name="Sha256">SHA-256 of the file, 64 hexadecimal digits in lower case.</param>
public sealed record PulpRelease(string Version, string Sha256)
{
    /// <summary>The files that are taken without the operator's word.</summary>
    internal static IReadOnlyList<PulpRelease> Known { get; } =
    [
        // python3-pulp 2.6.0+dfsg-1 of Debian 12, as apt authenticated it.
        new("2.6.0", "233b84823dc8a56a9c2e65542ed057a8bab3a896b69c630cb1458fa1648961b7"),
        // PuLP-2.6.0-py3-none-any.whl of the Python index, as Spack's package py-pulp pins it.
        new("2.6.0", "37ea19fde27c2a767989a40e945d7a44b8c9cf007bd433e2c0a73acbd5e92f0c"),
    ];

    /// <summary>True when <paramref name="version"/> is of the line that Pyodide can load.</summary>
    internal static bool IsLoadable(string version) =>
        int.TryParse(version.Split('.')[0], out var major) && major is >= 2 and < 4;
}
