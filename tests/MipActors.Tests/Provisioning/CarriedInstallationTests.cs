using MipActors.Sandbox;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Tests.Provisioning;

/// <summary>A packaged program carries its installation: used where it lies, with no tool, network or cache; what is wrong with it is said.</summary>
public sealed class CarriedInstallationTests : IClassFixture<ProvisionedOnce>, IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly HostCommands _commands = new();
    private readonly ProgressLines _progress = new();
    private readonly string _carried;

    public CarriedInstallationTests(ProvisionedOnce once)
    {
        once.CopyTo(_temp.At("packed"));
        _carried = Directory.GetDirectories(_temp.At("packed")).Single();
        // An archive's times are its own.
        foreach (var file in Directory.GetFiles(_carried, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddYears(10));
        }
    }

    public void Dispose()
    {
        Assert.Empty(HostCommands.AliveIn(_temp.Path));
        _temp.Dispose();
    }

    [Fact]
    public async Task It_is_used_where_it_lies_and_nothing_is_done_for_it()
    {
        var installation = await ProvisionAsync();
        string[] parts = [installation.DenoPath, installation.PyodideFolder, installation.PulpFolder, installation.SnapshotPath!, installation.GuestFolder];
        Assert.All(parts, part => Assert.StartsWith(_carried + "/", part, StringComparison.Ordinal));
        Assert.Empty(_commands.Run);
        Assert.Empty(_progress.Lines);
        Assert.False(Directory.Exists(_temp.At("cache")));
    }

    [Fact]
    public async Task It_is_no_matter_of_the_cache()
    {
        // One in the cache that could be the current one, were none carried.
        Directory.CreateDirectory(_temp.At("cache"));
        Directory.Move(_carried, Path.Combine(_temp.At("cache"), Path.GetFileName(_carried)));
        Assert.Null(Provisioner().Carried);
        Assert.True(Assert.Single(await Provisioner().InventoryAsync(CancellationToken.None)).IsCurrent);

        Directory.CreateDirectory(_carried);
        Assert.Equal(_carried, Provisioner().Carried);
        Assert.False(Assert.Single(await Provisioner().InventoryAsync(CancellationToken.None)).IsCurrent);
        Assert.Single(await Provisioner().CleanAsync(all: false, _progress, CancellationToken.None));
        Assert.True(Directory.Exists(_carried));
    }

    [Fact]
    public async Task A_file_that_is_missing_is_named_and_the_cure_is_another_package()
    {
        File.Delete(Path.Combine(_carried, "node_modules", "pyodide", "pyodide.mjs"));
        var refused = await Assert.ThrowsAsync<ProvisioningException>(ProvisionAsync);
        Assert.Contains("node_modules/pyodide/pyodide.mjs is missing", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("install the program anew", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verifying_finds_a_file_with_another_content()
    {
        var file = Path.Combine(_carried, "node_modules", "pyodide", "pyodide.mjs");
        var bytes = File.ReadAllBytes(file);
        bytes[^2] ^= 1;
        File.WriteAllBytes(file, bytes);
        var refused = await Assert.ThrowsAsync<ProvisioningException>(() => Provisioner().VerifyAsync(_progress, CancellationToken.None));
        Assert.Contains("pyodide.mjs has another content", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_another_version_of_the_guest_is_refused()
    {
        var manifest = Path.Combine(_carried, "manifest.json");
        var main = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(_carried, "guest", "main.mjs"))));
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(main, new string('0', 64), StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<ProvisioningException>(ProvisionAsync);
        Assert.Contains("of another version than the program", refused.Message, StringComparison.Ordinal);
    }

    private Task<SandboxInstallation> ProvisionAsync() => Provisioner().ProvisionAsync(_progress, CancellationToken.None);

    private Provisioner Provisioner() => new(new ProvisionerSettings { Root = _temp.At("cache"), Carried = _carried, SearchPath = "" }, _commands.RunAsync);
}
