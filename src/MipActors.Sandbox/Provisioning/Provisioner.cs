using MipActors.Sandbox.Packages;
using MipActors.Sandbox.Provisioning.Pulp;

namespace MipActors.Sandbox.Provisioning;

/// <summary>
/// Provides all that a sandbox is started from, once for all processes of this user: Deno and Pyodide through npm, PuLP, the
/// memory snapshot. Only complete folders are used; a lock on their parent sees to it that one process at a time builds. A packaged
/// program carries a complete folder, and then nothing is done.
/// </summary>
public sealed class Provisioner
{
    private readonly ProvisionerSettings _settings;
    private readonly Toolbox _tools;
    private readonly string _root;

    /// <summary>A provisioner with these settings.</summary>
    /// <param name="settings">Where things come from and go to.</param>
    /// <param name="run">Runs npm, pip, apt-get, dpkg-deb and Deno.</param>
    public Provisioner(ProvisionerSettings settings, RunCommand run)
    {
        _settings = settings;
        _tools = new Toolbox(settings.SearchPath, run);
        _root = settings.Root ?? CacheRoot.Default;
    }

    /// <summary>The installation that lies there, snapshot included; null when anything has to be done or fetched for it first.</summary>
    /// <param name="cancellation">Ends the look.</param>
    public Task<FoundInstallation?> FindAsync(CancellationToken cancellation) => Task.Run(
        async () =>
        {
            var wheels = WheelFolder.Read(new[] { _settings.Wheels }.OfType<string>());
            if (_settings.Fetch.Count > 0 || wheels.Refused.Count > 0)
            {
                return null;
            }

            var guest = GuestFiles.Read(_settings.GuestSource);
            var folder = CacheFolder.For(_root, guest, await PulpPolicyAsync(cancellation));
            var presumed = Layout.Installation(Carried ?? folder.Path, pulpVersion: "", hasSnapshot: true) with { Wheels = wheels.Wheels };
            return File.Exists(presumed.DenoPath) && File.Exists(presumed.SnapshotPath)
                ? new FoundInstallation(presumed, Task.Run(CheckAsync, cancellation))
                : null;

            async Task<SandboxInstallation?> CheckAsync()
            {
                var installation = await CarriedAsync(guest, everyHash: false, cancellation) ?? (await OpenAsync(folder, everyHash: false, cancellation)).Installation;
                return installation?.SnapshotPath is null ? null : installation with { Wheels = wheels.Wheels };
            }
        },
        cancellation);

    /// <summary>
    /// The installation: at once when it is there, else built. Lengths and times of all files are looked at, and the hash of
    /// the snapshot; what is damaged is built again.
    /// </summary>
    /// <param name="progress">Told short sentences for a person while something is done; nothing when all is there.</param>
    /// <param name="cancellation">Ends it; no process and no partial folder stays behind.</param>
    /// <exception cref="ProvisioningException">Something is missing that the operator must bring.</exception>
    public Task<SandboxInstallation> ProvisionAsync(IProgress<string> progress, CancellationToken cancellation) =>
        Task.Run(() => WithPackagesAsync(everyHash: false, progress, cancellation), cancellation);

    /// <summary>The same, with the hash of every file compared: for <c>mipactors setup --verify</c>.</summary>
    /// <param name="progress">Told short sentences for a person while something is done.</param>
    /// <param name="cancellation">Ends it; no process and no partial folder stays behind.</param>
    /// <exception cref="ProvisioningException">Something is missing that the operator must bring.</exception>
    public Task<SandboxInstallation> VerifyAsync(IProgress<string> progress, CancellationToken cancellation) =>
        Task.Run(() => WithPackagesAsync(everyHash: true, progress, cancellation), cancellation);

    /// <summary>The installations that lie in the cache, the one in use now marked; nothing is set up.</summary>
    public async Task<IReadOnlyList<CachedInstallation>> InventoryAsync(CancellationToken cancellation)
    {
        // With one of its own the program uses none of these.
        var current = Carried is null ? CacheFolder.For(_root, GuestFiles.Read(_settings.GuestSource), await PulpPolicyAsync(cancellation)).Path : "";
        return await Task.Run(() => CacheInventory.Read(_root, current), cancellation);
    }

    /// <summary>Removes installations that this version does not use and no running process was started from, and unfinished ones.</summary>
    /// <param name="all">Whether the current one is removed too, unless it is in use.</param>
    /// <param name="progress">Told while another process holds the cache.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="ProvisioningException">Another process has been setting up for too long.</exception>
    /// <exception cref="IOException">Something can not be removed.</exception>
    public async Task<IReadOnlyList<CachedInstallation>> CleanAsync(bool all, IProgress<string> progress, CancellationToken cancellation)
    {
        if (!Directory.Exists(_root))
        {
            return [];
        }

        using var held = await FolderLock.AcquireAsync(_root, _settings.LockPatience, progress, cancellation);
        CacheFolder.For(_root, GuestFiles.Read(_settings.GuestSource), []).SweepPartials();
        var removed = (await InventoryAsync(cancellation)).Where(found => !found.IsInUse && (all || !found.IsCurrent)).ToList();
        foreach (var installation in removed)
        {
            Directory.Delete(installation.Path, recursive: true);
        }

        return removed;
    }

    /// <summary>
    /// The installation that the program carries beside it, which is used instead of one in the cache and never cleaned: it goes with the program. Null when it
    /// carries none, or a setting asks for another PuLP than it has.
    /// </summary>
    public string? Carried => _settings is { PulpWheel: null, TrustedPulp: null } && Directory.Exists(_settings.Carried) ? _settings.Carried : null;

    /// <summary>The folder of all installations.</summary>
    public string Root => _root;

    private async Task<SandboxInstallation> WithPackagesAsync(bool everyHash, IProgress<string> progress, CancellationToken cancellation)
    {
        var installation = await RunAsync(everyHash, progress, cancellation);
        var lockFile = Path.Combine(installation.PyodideFolder, "pyodide-lock.json");
        var version = GuestFiles.Read(_settings.GuestSource).PyodideVersion;
        var fetched = Path.Combine(_root, "wheels", version);
        if (_settings.Fetch.Count > 0)
        {
            try
            {
                await new PyodideDistribution(_settings.FetchSource ?? PyodideDistribution.Official(version))
                    .FetchAsync(lockFile, _settings.Fetch, fetched, progress, cancellation);
            }
            catch (ProvisioningException refused)
            {
                // Programs that need none of them are served all the same; the others are told by their import.
                progress.Report(refused.Message);
            }
        }

        var found = WheelFolder.Read(new[] { _settings.Wheels, _settings.Fetch.Count > 0 ? fetched : null }.OfType<string>());
        foreach (var (file, reason) in found.Refused)
        {
            progress.Report($"{file} can not be imported: {reason}");
        }

        return installation with { Wheels = found.Wheels };
    }

    private async Task<SandboxInstallation> RunAsync(bool everyHash, IProgress<string> progress, CancellationToken cancellation)
    {
        var guest = GuestFiles.Read(_settings.GuestSource);
        if (await CarriedAsync(guest, everyHash, cancellation) is { } carried)
        {
            return carried;
        }

        var folder = CacheFolder.For(_root, guest, await PulpPolicyAsync(cancellation));
        var (installation, _) = await OpenAsync(folder, everyHash, cancellation);
        if (installation?.SnapshotPath is not null)
        {
            return installation;
        }

        try
        {
            CacheRoot.Ensure(_root);
            using var held = await FolderLock.AcquireAsync(_root, _settings.LockPatience, progress, cancellation);
            return await BuildAsync(folder, guest, everyHash, progress, cancellation);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (installation is null)
            {
                throw CacheRoot.Unwritable(_root, refused);
            }

            progress.Report($"no memory snapshot, so programs start slower: {_root} can not be written to ({OneLine.First(refused.Message)})");
            return installation;
        }
    }

    /// <summary>What the program carries, unless the operator wants another PuLP than is in there.</summary>
    private async Task<SandboxInstallation?> CarriedAsync(GuestFiles guest, bool everyHash, CancellationToken cancellation) =>
        Carried is { } folder ? await CarriedInstallation.OpenAsync(folder, guest, everyHash, cancellation) : null;

    /// <summary>Builds what is missing, under the lock.</summary>
    private async Task<SandboxInstallation> BuildAsync(
        CacheFolder folder, GuestFiles guest, bool everyHash, IProgress<string> progress, CancellationToken cancellation)
    {
        var swept = folder.SweepPartials();
        if (swept > 0)
        {
            progress.Report($"removed {swept} unfinished folder(s) of an earlier set-up");
        }

        // Somebody else may have built it while this one waited.
        var (installation, damage) = await OpenAsync(folder, everyHash, cancellation);
        try
        {
            if (installation is null)
            {
                if (damage is not null)
                {
                    progress.Report($"{folder.Path} is damaged ({damage}): setting it up anew");
                }

                await InstallAsync(folder, guest, progress, cancellation);
                (installation, damage) = await OpenAsync(folder, everyHash: false, cancellation);
                if (installation is null)
                {
                    throw new ProvisioningException($"{folder.Path} was changed while it was set up ({damage}): see what else writes there, then try again");
                }
            }

            return installation.SnapshotPath is null ? await AddSnapshotAsync(folder, installation, progress, cancellation) : installation;
        }
        finally
        {
            folder.Abandon();
        }
    }

    private async Task InstallAsync(CacheFolder folder, GuestFiles guest, IProgress<string> progress, CancellationToken cancellation)
    {
        CacheRoot.DemandRoom(_root);
        var partial = folder.Partial;
        folder.StartPartial();
        guest.CopyTo(npmFolder: partial, guestFolder: Path.Combine(partial, Layout.Guest));
        await new NpmInstall(_tools, _settings.NpmPatience).RunAsync(partial, progress, cancellation);
        var (pulp, source) = await PulpInstall.For(_settings, _tools)
            .RunAsync(Path.Combine(partial, Layout.Python), Path.Combine(partial, ".pulp"), progress, cancellation);
        await LicenceList.WriteAsync(partial, guest, pulp.Version, cancellation);
        await Manifest.WriteAsync(partial, pulp.Version, source, pulp.Sha256, cancellation);
        folder.Complete();
    }

    private async Task<SandboxInstallation> AddSnapshotAsync(
        CacheFolder folder, SandboxInstallation installation, IProgress<string> progress, CancellationToken cancellation)
    {
        var snapshot = new Snapshot(folder.Path);
        var state = await snapshot.CheckAsync(cancellation);
        progress.Report(state == SnapshotState.Damaged
            ? "the memory snapshot is damaged: building it anew…"
            : "building the memory snapshot…");
        folder.StartPartial();
        var (file, refusal) = await new SnapshotBuilder(_tools, _settings.SnapshotPatience)
            .RunAsync(installation, folder.Path, folder.Partial, cancellation);
        if (file is null)
        {
            progress.Report($"no memory snapshot, so programs start slower: {refusal}");
            return installation;
        }

        await snapshot.ReplaceAsync(file, cancellation);
        return installation with { SnapshotPath = snapshot.Path };
    }

    /// <summary>The installation, if the folder is complete and sound; else null, and what is damaged if it exists.</summary>
    private static async Task<(SandboxInstallation? Installation, string? Damage)> OpenAsync(
        CacheFolder folder, bool everyHash, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder.Path))
        {
            return (null, null);
        }

        // Read beside the rest: it is the largest of the files, and the first sandbox waits for this.
        var snapshot = Task.Run(() => new Snapshot(folder.Path).CheckAsync(cancellation), cancellation);
        var manifest = await Manifest.ReadAsync(folder.Path, cancellation);
        var damage = manifest is null ? "its manifest can not be read" : await manifest.FindDamageAsync(folder.Path, everyHash, timesCount: true, cancellation);
        if (manifest is null || damage is not null)
        {
            return (null, damage);
        }

        return (Layout.Installation(folder.Path, manifest.PulpVersion, await snapshot == SnapshotState.Sound), null);
    }

    /// <summary>What decides which PuLP this is; the answer of an index does not, or the folder could not be found without asking.</summary>
    private async Task<IEnumerable<string>> PulpPolicyAsync(CancellationToken cancellation)
    {
        var releases = PulpRelease.Known.Prepend(_settings.TrustedPulp).OfType<PulpRelease>().Select(release => release.ToString());
        return _settings.PulpWheel is { } file && File.Exists(file)
            ? releases.Append(await Manifest.HashAsync(file, cancellation))
            : releases.Append(_settings.PulpWheel ?? "");
    }
}

/// <summary>An installation that lies on the disk, while it is looked through.</summary>
/// <param name="Presumed">It, if it is sound; without the version of PuLP, which its manifest holds. What is started from it is not to be used before it is known to be.</param>
/// <param name="Sound">It, as soon as lengths and times of all files and the hash of the snapshot were looked at; null when it is damaged.</param>
public sealed record FoundInstallation(SandboxInstallation Presumed, Task<SandboxInstallation?> Sound);
