using System.Text.Json;

namespace MipActors.Sandbox.Provisioning;

/// <summary>The memory snapshot of one installation: the file, and beside it its hash. Made after all else, and never required.</summary>
internal sealed class Snapshot(string folder)
{
    /// <summary>The snapshot itself, some 31 MB.</summary>
    public const string FileName = "snapshot.bin";

    /// <summary>Its length and hash.</summary>
    public const string SealName = "snapshot.json";

    private readonly string _seal = System.IO.Path.Combine(folder, SealName);

    /// <summary>Absolute path of the snapshot, whether there is one or not.</summary>
    public string Path { get; } = System.IO.Path.Combine(folder, FileName);

    /// <summary>Reads the whole snapshot and compares it with its hash: some 20 ms.</summary>
    public async Task<SnapshotState> CheckAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Path) || !File.Exists(_seal))
        {
            return SnapshotState.Missing;
        }

        try
        {
            var seal = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(_seal, cancellation), ManifestJson.Default.SnapshotSeal);
            var file = new FileInfo(Path);
            return seal is not null
                && !file.Attributes.HasFlag(FileAttributes.ReparsePoint)
                && file.Length == seal.Length
                && await Manifest.HashAsync(Path, cancellation) == seal.Sha256
                    ? SnapshotState.Sound
                    : SnapshotState.Damaged;
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return SnapshotState.Damaged;
        }
    }

    /// <summary>
    /// Puts a new snapshot in place. Whoever looks between the two renames finds it damaged, or missing, and starts without it.
    /// </summary>
    /// <param name="file">Absolute path of the new one, on the same file system.</param>
    /// <param name="cancellation">Ends the hashing.</param>
    public async Task ReplaceAsync(string file, CancellationToken cancellation)
    {
        var seal = new SnapshotSeal(new FileInfo(file).Length, await Manifest.HashAsync(file, cancellation));
        var sealFile = file + ".seal";
        await File.WriteAllBytesAsync(sealFile, JsonSerializer.SerializeToUtf8Bytes(seal, ManifestJson.Default.SnapshotSeal), cancellation);
        File.Move(file, Path, overwrite: true);
        File.Move(sealFile, _seal, overwrite: true);
    }
}

/// <summary>What the check of a snapshot found.</summary>
internal enum SnapshotState
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Its content is not what was written.</summary>
    Damaged,

    /// <summary>It is what was written.</summary>
    Sound,
}

/// <summary>What a snapshot must be.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256, in lower case.</param>
internal sealed record SnapshotSeal(long Length, string Sha256);
