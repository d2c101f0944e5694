using System.Runtime.Versioning;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Tests.Provisioning;

/// <summary>What the operator reads when something is missing. Each is one sentence with the cure in it.</summary>
[SupportedOSPlatform("linux")]
public sealed class ProvisionerFaultTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly HostCommands _commands = new();
    private readonly ProgressLines _progress = new();

    private string Root => _temp.At("cache");

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task Without_node_the_sentence_names_the_package_and_nothing_stays_behind()
    {
        var message = await FailAsync(new() { Root = Root, SearchPath = _temp.At("empty") });

        Assert.Equal("node and npm are not in PATH, but Pyodide and Deno are installed with npm: `apt-get install nodejs npm` brings them on Debian", message);
        Assert.Empty(Directory.GetDirectories(Root));
    }

    [Fact]
    public async Task An_old_node_is_named_with_its_version()
    {
        foreach (var name in (string[])["node", "npm"])
        {
            File.Copy(TempFolder.Program($"node-18/{name}"), _temp.At(name));
            File.SetUnixFileMode(_temp.At(name), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var message = await FailAsync(new() { Root = Root, SearchPath = _temp.Path });

        Assert.StartsWith($"{_temp.At("node")} is Node.js v18.19.1, but 20 or later is needed", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Root));
    }

    [Fact]
    public async Task A_folder_that_can_not_be_written_to_is_named()
    {
        File.WriteAllText(_temp.At("file"), "no folder");
        var root = _temp.At("file", "cache");

        var message = await FailAsync(new() { Root = root });

        Assert.StartsWith($"{root} can not be written to (", message, StringComparison.Ordinal);
        Assert.EndsWith("free some 300 MB there, or name another folder with XDG_CACHE_HOME", message, StringComparison.Ordinal);
        Assert.Empty(_commands.Run);
    }

    [Fact]
    public void A_full_disk_is_said_before_anything_is_fetched()
    {
        // A file system without any room, on every Linux.
        var failure = Assert.Throws<ProvisioningException>(() => CacheRoot.DemandRoom("/proc"));
        Assert.Equal("/proc has room for 0 MB only: free some 300 MB there, or name another folder with XDG_CACHE_HOME", failure.Message);
    }

    [Fact]
    public async Task A_program_without_its_guest_folder_says_to_install_it_anew()
    {
        var message = await FailAsync(new() { Root = Root, GuestSource = _temp.At("nothing") });

        Assert.Contains("install it anew", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_is_not_given_back_is_waited_for_no_longer_than_set()
    {
        Directory.CreateDirectory(Root);
        using var held = await FolderLock.AcquireAsync(Root, TimeSpan.Zero, _progress, CancellationToken.None);

        var message = await FailAsync(new() { Root = Root, LockPatience = TimeSpan.FromMilliseconds(300) });

        Assert.StartsWith("another mipactors has been setting up", message, StringComparison.Ordinal);
        Assert.Contains("another mipactors is setting up the sandbox: waiting for it…", _progress.Lines);
    }

    private async Task<string> FailAsync(ProvisionerSettings settings)
    {
        var failure = await Assert.ThrowsAsync<ProvisioningException>(
            () => new Provisioner(settings, _commands.RunAsync).ProvisionAsync(_progress, CancellationToken.None));
        Assert.DoesNotContain('\n', failure.Message);
        return failure.Message;
    }
}
