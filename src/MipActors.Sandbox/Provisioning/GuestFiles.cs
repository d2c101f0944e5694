using System.Security.Cryptography;
using System.Text.Json;

namespace MipActors.Sandbox.Provisioning;

/// <summary>The files of <c>guest/</c> as they were built: the scripts, the prelude, and npm's two files that pin Deno and Pyodide.</summary>
internal sealed class GuestFiles
{
    private const string PackageFile = "package.json";
    private const string LockFile = "package-lock.json";

    private readonly string _source;
    private readonly IReadOnlyList<string> _files;

    private GuestFiles(string source, IReadOnlyList<string> files, IReadOnlyList<string> hashes, IReadOnlyList<LockedPackage> packages)
    {
        _source = source;
        _files = files;
        Hashes = hashes;
        Packages = packages;
    }

    /// <summary>One line a file: relative path and SHA-256.</summary>
    public IReadOnlyList<string> Hashes { get; }

    /// <summary>What the lock file pins.</summary>
    public IReadOnlyList<LockedPackage> Packages { get; }

    /// <summary>The pinned version of Pyodide.</summary>
    public string PyodideVersion => Packages.First(package => package.Name == "pyodide").Version;

    /// <summary>Reads the folder and its lock file.</summary>
    /// <exception cref="ProvisioningException">The folder or one of npm's files is missing or unreadable.</exception>
    public static GuestFiles Read(string source)
    {
        var lockFile = Path.Combine(source, LockFile);
        if (!File.Exists(lockFile) || !File.Exists(Path.Combine(source, PackageFile)))
        {
            throw new ProvisioningException($"{source} lacks {PackageFile} or {LockFile}, which belong to the program: install it anew");
        }

        var files = Directory.GetFiles(source, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(source, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("node_modules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        var hashes = files.ConvertAll(file => $"{file} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(source, file))))}");
        return new GuestFiles(source, files, hashes, ReadPackages(lockFile));
    }

    /// <summary>Copies npm's two files into <paramref name="npmFolder"/> and all others into <paramref name="guestFolder"/>.</summary>
    public void CopyTo(string npmFolder, string guestFolder)
    {
        foreach (var file in _files)
        {
            var target = Path.Combine(file is PackageFile or LockFile ? npmFolder : guestFolder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(_source, file), target);
        }
    }

    private static List<LockedPackage> ReadPackages(string lockFile)
    {
        try
        {
            const string prefix = "node_modules/";
            using var json = JsonDocument.Parse(File.ReadAllBytes(lockFile));
            return [.. json.RootElement.GetProperty("packages").EnumerateObject()
                .Where(package => package.Name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(package => new LockedPackage(
                    package.Name[prefix.Length..],
                    package.Value.GetProperty("version").GetString()!,
                    package.Value.TryGetProperty("license", out var licence) ? licence.GetString()! : "see its folder"))];
        }
        catch (Exception damaged) when (damaged is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ProvisioningException($"{lockFile} is not a lock file of npm: install the program anew", damaged);
        }
    }
}

/// <summary>One package of the lock file.</summary>
/// <param name="Name">Its name, such as <c>@deno/linux-x64-glibc</c>.</param>
/// <param name="Version">Its pinned version.</param>
/// <param name="Licence">Its licence, as an SPDX expression.</param>
internal sealed record LockedPackage(string Name, string Version, string Licence);
