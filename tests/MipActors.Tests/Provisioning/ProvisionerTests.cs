using System.Diagnostics;
using MipActors.Sandbox;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Tests.Provisioning;

/// <summary>The whole provisioner, with the real npm, apt-get and Deno.</summary>
public sealed class ProvisionerTests(ProvisionedOnce once) : IClassFixture<ProvisionedOnce>, IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly HostCommands _commands = new();
    private readonly ProgressLines _progress = new();

    private string Root => _temp.At("cache");

    public void Dispose()
    {
        Assert.Empty(HostCommands.AliveIn(_temp.Path));
        _temp.Dispose();
    }

    [Fact]
    public async Task An_empty_cache_is_filled_with_Deno_Pyodide_PuLP_and_a_snapshot()
    {
        var installation = once.Installation;
        var deno = await _commands.RunAsync(
            new() { File = installation.DenoPath, Arguments = ["--version"], WorkingDirectory = "/" }, TimeSpan.FromSeconds(30), null, default);

        Assert.StartsWith("deno 2.9.6", deno.StdOut, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(installation.PyodideFolder, "pyodide.asm.wasm")));
        Assert.True(File.Exists(Path.Combine(installation.PulpFolder, "pulp", "tests", "__init__.py")));
        Assert.True(File.Exists(Path.Combine(installation.GuestFolder, "snapshot.mjs")));
        Assert.InRange(new FileInfo(installation.SnapshotPath!).Length, 20_000_000, 60_000_000);
        Assert.Equal("2.6.0", installation.PulpVersion);
    }

    [Fact]
    public void All_lies_in_one_complete_folder_with_its_licences_and_no_links()
    {
        var folder = Assert.Single(Directory.GetDirectories(once.Root));
        var installation = once.Installation;
        string[] parts = [installation.DenoPath, installation.PyodideFolder, installation.PulpFolder, installation.SnapshotPath!, installation.GuestFolder];
        Assert.All(parts, part => Assert.StartsWith(folder + "/", part, StringComparison.Ordinal));

        var entries = new DirectoryInfo(folder).GetFileSystemInfos("*", SearchOption.AllDirectories);
        Assert.DoesNotContain(entries, entry => entry.LinkTarget is not null);
        Assert.DoesNotContain(entries, entry => entry.Name is ".npm" or ".pulp" or ".bin" or "__pycache__");

        var licences = File.ReadAllText(Path.Combine(folder, "LICENCES.txt"));
        Assert.Contains("pyodide 314.0.7: MPL-2.0", licences, StringComparison.Ordinal);
        Assert.Contains("@deno/linux-", licences, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "node_modules", "deno", "LICENSE")));
        Assert.Contains(Directory.GetFiles(installation.PulpFolder, "*", SearchOption.AllDirectories), file =>
            file.EndsWith("pulp.copyright", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("LICENSE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_provisioning_runs_no_command_and_says_nothing()
    {
        var start = Stopwatch.GetTimestamp();
        var again = await ProvisionAsync(once.Root);
        Console.WriteLine($"second provisioning: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");

        Assert.Equivalent(once.Installation, again, strict: true);
        Assert.Empty(_commands.Run);
        Assert.Empty(_progress.Lines);
    }

    [Fact]
    public async Task Of_two_provisioners_at_once_one_works_and_the_other_waits()
    {
        var both = await Task.WhenAll(ProvisionAsync(Root), ProvisionAsync(Root));

        Assert.Equivalent(both[0], both[1], strict: true);
        Assert.Single(_commands.Run, "npm");
        Assert.Single(_progress.Lines, line => line.StartsWith("another mipactors is setting up", StringComparison.Ordinal));
        Assert.Equal([Path.GetDirectoryName(both[0].GuestFolder)!], Directory.GetDirectories(Root));
    }

    [Fact]
    public async Task A_cancelled_provisioning_leaves_no_process_no_partial_folder_and_no_lock()
    {
        using var cancellation = new CancellationTokenSource();
        var commands = new HostCommands
        {
            Started = spec =>
            {
                if (Path.GetFileName(spec.File) == "npm")
                {
                    Assert.NotEmpty(HostCommands.AliveIn(Root));
                    cancellation.CancelAfter(TimeSpan.FromMilliseconds(300));
                }
            },
        };
        var provisioner = new Provisioner(new ProvisionerSettings { Root = Root }, commands.RunAsync);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => provisioner.ProvisionAsync(_progress, cancellation.Token));

        Assert.Empty(HostCommands.AliveIn(Root));
        Assert.Empty(Directory.GetDirectories(Root));
        using var free = await FolderLock.AcquireAsync(Root, TimeSpan.Zero, _progress, CancellationToken.None);
    }

    [Fact]
    public async Task Verifying_repairs_a_file_whose_content_changed_though_length_and_time_did_not()
    {
        once.CopyTo(Root);
        var file = Path.Combine(Root, Path.GetRelativePath(once.Root, once.Installation.PyodideFolder), "pyodide.mjs");
        var original = File.ReadAllBytes(file);
        Overwrite(file, original.Length / 2);

        await new Provisioner(new ProvisionerSettings { Root = Root }, _commands.RunAsync).VerifyAsync(_progress, CancellationToken.None);

        Assert.Equal(original, File.ReadAllBytes(file));
        Assert.Contains(_progress.Lines, line => line.Contains("node_modules/pyodide/pyodide.mjs has another content", StringComparison.Ordinal));
        Assert.Single(Directory.GetDirectories(Root));
    }

    [Fact]
    public async Task A_damaged_snapshot_is_said_and_built_again_and_nothing_else_is()
    {
        once.CopyTo(Root);
        var snapshot = Directory.GetFiles(Root, "snapshot.bin", SearchOption.AllDirectories).Single();
        Overwrite(snapshot, 1_000_000);

        var installation = await ProvisionAsync(Root);

        Assert.Equal(snapshot, installation.SnapshotPath);
        Assert.Equal(["deno"], _commands.Run);
        Assert.Equal(["the memory snapshot is damaged: building it anew…"], _progress.Lines);
        Assert.Equal(SnapshotState.Sound, await new Snapshot(Path.GetDirectoryName(snapshot)!).CheckAsync(CancellationToken.None));
    }

    [Fact]
    public async Task What_lies_there_is_found_at_once_and_known_to_be_sound_or_not_later()
    {
        once.CopyTo(Root);
        var provisioner = new Provisioner(new ProvisionerSettings { Root = Root }, _commands.RunAsync);
        var installation = await ProvisionAsync(Root);
        var found = await provisioner.FindAsync(CancellationToken.None);
        Assert.Equal(installation.SnapshotPath, found?.Presumed.SnapshotPath);
        Assert.Equal(installation.DenoPath, found!.Presumed.DenoPath);
        Assert.Equal("2.6.0", (await found.Sound)?.PulpVersion);

        Overwrite(installation.SnapshotPath!, 1_000_000);
        found = await provisioner.FindAsync(CancellationToken.None);
        Assert.Null(await found!.Sound);

        File.Delete(installation.SnapshotPath!);
        Assert.Null(await provisioner.FindAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_snapshot_in_time_there_is_an_installation_without_one_and_the_next_time_tries_again()
    {
        once.CopyTo(Root);
        File.Delete(Directory.GetFiles(Root, "snapshot.bin", SearchOption.AllDirectories).Single());

        var hasty = new ProvisionerSettings { Root = Root, SnapshotPatience = TimeSpan.FromMilliseconds(20) };
        var cold = await new Provisioner(hasty, _commands.RunAsync).ProvisionAsync(_progress, CancellationToken.None);
        var warm = await ProvisionAsync(Root);

        Assert.Null(cold.SnapshotPath);
        Assert.Contains(_progress.Lines, line => line.StartsWith("no memory snapshot, so programs start slower: it was not done", StringComparison.Ordinal));
        Assert.NotNull(warm.SnapshotPath);
        Assert.Single(Directory.GetDirectories(Root));
    }

    [Fact]
    public async Task A_failing_snapshot_script_is_quoted()
    {
        var guest = Directory.CreateDirectory(_temp.At("guest")).FullName;
        File.Copy(TempFolder.Program("failing-guest/snapshot.mjs"), Path.Combine(guest, "snapshot.mjs"));
        var builder = new SnapshotBuilder(new Toolbox("", _commands.RunAsync), TimeSpan.FromSeconds(30));

        var (file, refusal) = await builder.RunAsync(
            once.Installation with { GuestFolder = guest }, _temp.Path, _temp.Path, CancellationToken.None);

        Assert.Null(file);
        Assert.Equal("the snapshot could not be made: no Python here", refusal);
    }

    private Task<SandboxInstallation> ProvisionAsync(string root) =>
        new Provisioner(new ProvisionerSettings { Root = root }, _commands.RunAsync).ProvisionAsync(_progress, CancellationToken.None);

    /// <summary>Changes one byte and nothing that a listing shows.</summary>
    private static void Overwrite(string file, int offset)
    {
        var time = File.GetLastWriteTimeUtc(file);
        var bytes = File.ReadAllBytes(file);
        bytes[offset] ^= 1;
        File.WriteAllBytes(file, bytes);
        File.SetLastWriteTimeUtc(file, time);
    }
}
