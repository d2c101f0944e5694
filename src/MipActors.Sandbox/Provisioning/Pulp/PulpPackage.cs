using System.IO.Compression;

namespace MipActors.Sandbox.Provisioning.Pulp;

/// <summary>A fetched file: judged by version and hash, then unpacked without what Pyodide can not use.</summary>
internal sealed class PulpPackage(string file, Toolbox tools)
{
    private const long MostUnpackedBytes = 200_000_000;
    private const int MostEntries = 5_000;
    private const long LongestMetadata = 1_000_000;

    private bool IsWheel => Path.GetExtension(file) == ".whl";

    /// <summary>Why the file is not taken, as half a sentence, or the release that it is.</summary>
    public async Task<(PulpRelease? Release, string? Refusal)> JudgeAsync(PulpRelease? trusted, CancellationToken cancellation)
    {
        if (IsWheel && ReadWheelVersion() is { } version && !PulpRelease.IsLoadable(version))
        {
            return (null, $"it is PuLP {version}, but from PuLP 4 on its core is compiled and Pyodide can not load it: a release from 2.6 on and below 4 is needed");
        }

        var sha256 = await Manifest.HashAsync(file, cancellation);
        var release = PulpRelease.Known.Prepend(trusted).FirstOrDefault(known => string.Equals(known?.Sha256, sha256, StringComparison.OrdinalIgnoreCase));
        return release is null
            ? (null, $"{Path.GetFileName(file)} is no known release (SHA-256 {sha256}): if you trust it, vouch for it with the setting trustedPulp")
            : PulpRelease.IsLoadable(release.Version)
                ? (release, null)
                : (null, $"the setting trustedPulp calls it {release.Version}, but a release from 2.6 on and below 4 is needed");
    }

    /// <summary>Unpacks the package <c>pulp</c> and its licence into <paramref name="target"/>.</summary>
    /// <returns>Why that can not be done, as half a sentence; null when it is done.</returns>
    public async Task<string?> UnpackAsync(string target, string scratch, CancellationToken cancellation)
    {
        Directory.CreateDirectory(target);
        try
        {
            var refusal = IsWheel ? UnpackWheel(target) : await UnpackDebianAsync(target, scratch, cancellation);
            return refusal ?? (File.Exists(Path.Combine(target, "pulp", "__init__.py")) ? null : "there is no package pulp in it");
        }
        catch (InvalidDataException damaged)
        {
            return $"it can not be unpacked: {damaged.Message}";
        }
    }

    /// <summary>The name is what a person sees, the metadata what the package says of itself; null when it says nothing.</summary>
    private string? ReadWheelVersion()
    {
        try
        {
            using var archive = ZipFile.OpenRead(file);
            var metadata = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith(".dist-info/METADATA", StringComparison.Ordinal));
            if (metadata is null || metadata.Length > LongestMetadata)
            {
                return null;
            }

            const string field = "Version:";
            using var reader = new StreamReader(metadata.Open());
            while (reader.ReadLine() is { Length: > 0 } line)
            {
                if (line.StartsWith(field, StringComparison.OrdinalIgnoreCase))
                {
                    return line[field.Length..].Trim();
                }
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private string? UnpackWheel(string target)
    {
        using var archive = ZipFile.OpenRead(file);
        if (archive.Entries.Count > MostEntries || archive.Entries.Sum(entry => entry.Length) > MostUnpackedBytes)
        {
            return "it is far larger than PuLP";
        }

        foreach (var entry in archive.Entries.Where(entry => !entry.FullName.EndsWith('/') && IsWanted(entry.FullName)))
        {
            var path = Path.GetFullPath(Path.Combine(target, entry.FullName));
            if (!path.StartsWith(target + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                return $"its file {OneLine.First(entry.FullName)} would lie outside";
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            entry.ExtractToFile(path);
        }

        return null;
    }

    private async Task<string?> UnpackDebianAsync(string target, string scratch, CancellationToken cancellation)
    {
        if (tools.Find("dpkg-deb") is not { } dpkg)
        {
            return "dpkg-deb, which unpacks it, is not in PATH";
        }

        var unpacked = Path.Combine(scratch, "unpacked");
        var result = await tools.RunAsync(dpkg, ["-x", file, unpacked], scratch, TimeSpan.FromMinutes(1), cancellation);
        if (result.ExitCode != 0)
        {
            return OneLine.Last(result.StdErr);
        }

        var packages = Path.Combine(unpacked, "usr", "lib", "python3", "dist-packages");
        var wanted = Directory.Exists(packages) ? Directory.GetFiles(packages, "*", SearchOption.AllDirectories) : [];
        foreach (var source in wanted)
        {
            var relative = Path.GetRelativePath(packages, source).Replace('\\', '/');
            if (IsWanted(relative))
            {
                var path = Path.Combine(target, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.Move(source, path);
            }
        }

        var licence = Path.Combine(unpacked, "usr", "share", "doc", "python3-pulp", "copyright");
        if (!File.Exists(licence))
        {
            return "its licence is missing";
        }

        File.Move(licence, Path.Combine(target, "pulp.copyright"));
        return null;
    }

    /// <summary>
    /// PuLP's Python (its tests too: the package imports them) and what describes it, licence included. No solvers: none of
    /// them can be started in there, and they are 15 of 16 MB.
    /// </summary>
    private static bool IsWanted(string path)
    {
        var parts = path.Split('/');
        var isPulp = parts[0] == "pulp";
        var isDescription = parts[0].EndsWith(".dist-info", StringComparison.Ordinal) || parts[0].EndsWith(".egg-info", StringComparison.Ordinal);
        var isSolver = isPulp && parts.Length > 3 && parts[1] == "solverdir";
        return (isPulp || isDescription) && !isSolver && !parts.Contains("__pycache__");
    }
}
