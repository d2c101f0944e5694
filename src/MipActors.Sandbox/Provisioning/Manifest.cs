using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MipActors.Sandbox.Provisioning;

/// <summary>What a complete folder holds, written into it last.</summary>
/// <param name="Format">The form of this file; another form makes the folder count as damaged.</param>
/// <param name="PulpVersion">PuLP's release.</param>
/// <param name="PulpSource">Where PuLP came from, in words.</param>
/// <param name="PulpSha256">SHA-256 of the package that PuLP was unpacked from.</param>
/// <param name="Files">Every file but the manifest itself and the snapshot's two, which come later.</param>
internal sealed record Manifest(int Format, string PulpVersion, string PulpSource, string PulpSha256, IReadOnlyList<ManifestFile> Files)
{
    /// <summary>The form written here.</summary>
    public const int CurrentFormat = 1;

    public const string FileName = "manifest.json";

    /// <summary>Lists all files of <paramref name="folder"/> with their hashes, and writes the manifest there.</summary>
    /// <exception cref="ProvisioningException">The folder holds a link.</exception>
    public static async Task WriteAsync(
        string folder, string pulpVersion, string pulpSource, string pulpSha256, CancellationToken cancellation)
    {
        var files = new List<ManifestFile>();
        foreach (var entry in Entries(folder))
        {
            if (entry is not FileInfo info || IsLink(info))
            {
                throw new ProvisioningException($"{entry.FullName} is a link, which no sandbox may be given: name another source for its package");
            }

            var hash = await HashAsync(info.FullName, cancellation);
            files.Add(new ManifestFile(Relative(folder, info), info.Length, info.LastWriteTimeUtc.Ticks, hash));
        }

        var manifest = new Manifest(CurrentFormat, pulpVersion, pulpSource, pulpSha256, files);
        await File.WriteAllBytesAsync(
            Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest), cancellation);
    }

    /// <summary>The manifest of <paramref name="folder"/>; null when it has none that can be read.</summary>
    public static async Task<Manifest?> ReadAsync(string folder, CancellationToken cancellation)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, FileName), cancellation);
            var manifest = JsonSerializer.Deserialize(bytes, ManifestJson.Default.Manifest);
            return manifest is { Format: CurrentFormat, Files: not null } ? manifest : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// What is wrong with the folder, in words; null when nothing is. Length and time of every file are compared; contents
    /// where the time differs (a copied cache) and counts, or all of them on demand.
    /// </summary>
    public async Task<string?> FindDamageAsync(string folder, bool everyHash, bool timesCount, CancellationToken cancellation)
    {
        var expected = Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var entry in Entries(folder))
        {
            var path = Relative(folder, entry);
            if (entry is not FileInfo info || IsLink(info))
            {
                return $"{path} is a link";
            }

            if (!expected.Remove(path, out var file))
            {
                return $"{path} does not belong there";
            }

            if (info.Length != file.Length)
            {
                return $"{path} has {info.Length} bytes instead of {file.Length}";
            }

            var suspect = everyHash || (timesCount && info.LastWriteTimeUtc.Ticks != file.ModifiedTicks);
            if (suspect && await HashAsync(info.FullName, cancellation) != file.Sha256)
            {
                return $"{path} has another content than was installed";
            }
        }

        return expected.Count == 0 ? null : $"{expected.Keys.First()} is missing";
    }

    /// <summary>SHA-256 of a file, in lower case.</summary>
    public static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }

    /// <summary>All files and links but the manifest and the snapshot; links to folders are listed, not followed.</summary>
    private static IEnumerable<FileSystemInfo> Entries(string folder) =>
        Below(new DirectoryInfo(folder)).Where(info => Relative(folder, info) is not (FileName or Snapshot.FileName or Snapshot.SealName));

    private static IEnumerable<FileSystemInfo> Below(DirectoryInfo folder) => folder.EnumerateFileSystemInfos().SelectMany(entry =>
        entry is DirectoryInfo inner && !IsLink(inner) ? Below(inner) : [entry]);

    private static bool IsLink(FileSystemInfo entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    private static string Relative(string folder, FileSystemInfo entry) => Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/');
}

/// <summary>One file of a manifest.</summary>
/// <param name="Path">Relative path, with '/'.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="ModifiedTicks">When it was last written, UTC, in ticks of 100 ns.</param>
/// <param name="Sha256">Its SHA-256, in lower case.</param>
internal sealed record ManifestFile(string Path, long Length, long ModifiedTicks, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(SnapshotSeal))]
internal sealed partial class ManifestJson : JsonSerializerContext;
