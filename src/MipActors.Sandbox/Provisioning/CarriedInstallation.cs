namespace MipActors.Sandbox.Provisioning;

/// <summary>
/// An installation that a package of the program carries beside it: a complete folder of a cache, snapshot included, so that neither npm nor a network nor a
/// writable cache is needed. It belongs to the program, so what is wrong with it is not mended here.
/// </summary>
internal static class CarriedInstallation
{
    /// <summary>The installation, or null when the program carries none.</summary>
    /// <param name="folder">Absolute path of the folder beside the program.</param>
    /// <param name="guest">The guest's files of this program, which it has to be made from.</param>
    /// <param name="everyHash">Whether every file is read, rather than its length looked at.</param>
    /// <param name="cancellation">Ends the look.</param>
    /// <exception cref="ProvisioningException">It is damaged, or belongs to another version.</exception>
    public static async Task<SandboxInstallation?> OpenAsync(string folder, GuestFiles guest, bool everyHash, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var manifest = await Manifest.ReadAsync(folder, cancellation);
        var damage = manifest is null ? "its manifest can not be read"
            : !IsMadeFrom(guest, manifest) ? "it is of another version than the program"
            // Whoever unpacked it gave the files times of his own.
            : await manifest.FindDamageAsync(folder, everyHash, timesCount: false, cancellation)
                ?? (await new Snapshot(folder).CheckAsync(cancellation) == SnapshotState.Sound ? null : "its memory snapshot is not what was packed");
        return damage is null
            ? Layout.Installation(folder, manifest!.PulpVersion, hasSnapshot: true)
            : throw new ProvisioningException($"{folder}, which belongs to the program, is damaged ({damage}): install the program anew");
    }

    private static bool IsMadeFrom(GuestFiles guest, Manifest manifest)
    {
        var files = manifest.Files.Select(file => $"{file.Path} {file.Sha256}").ToHashSet(StringComparer.Ordinal);
        return guest.Hashes.All(line => files.Contains(line) || files.Contains($"{Layout.Guest}/{line}"));
    }
}
