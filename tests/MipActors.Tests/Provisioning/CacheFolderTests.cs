using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text.Json;
using MipActors.Sandbox.Provisioning;

namespace MipActors.Tests.Provisioning;

/// <summary>Names, keys and manifests, which need no network.</summary>
[SupportedOSPlatform("linux")]
public sealed class CacheFolderTests : IDisposable
{
    private static readonly string Guest = Path.Combine(AppContext.BaseDirectory, "guest");

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("/var/cache/x", "/", "/var/cache/x/mipactors")]
    [InlineData("relative", "/", "/.cache/mipactors")]
    [InlineData(null, "/", "/.cache/mipactors")]
    [InlineData(null, "", "/tmp/mipactors-ann")]
    [InlineData(null, "/no/such/home", "/tmp/mipactors-ann")]
    public void The_cache_is_where_XDG_says_else_in_the_home_else_in_a_private_folder(string? xdg, string home, string expected) =>
        Assert.Equal(expected, CacheRoot.ForLinux(xdg, home, "/tmp", "ann"));

    [Fact]
    public void A_link_planted_in_the_temp_folder_is_not_taken_as_the_cache()
    {
        Directory.CreateDirectory(_temp.At("elsewhere"));
        File.CreateSymbolicLink(_temp.At("cache"), _temp.At("elsewhere"));

        Assert.Throws<IOException>(() => CacheRoot.Ensure(_temp.At("cache")));
    }

    [Fact]
    public void A_cache_is_for_its_owner_alone()
    {
        CacheRoot.Ensure(_temp.At("deep", "cache"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_temp.At("deep", "cache")));
    }

    [Fact]
    public void Any_change_of_a_guest_file_or_of_what_may_be_PuLP_is_another_folder()
    {
        GuestFiles.Read(Guest).CopyTo(_temp.Path, _temp.Path);
        var before = CacheFolder.For("/cache", GuestFiles.Read(_temp.Path), ["a"]).Path;
        Assert.Equal(before, CacheFolder.For("/cache", GuestFiles.Read(_temp.Path), ["a"]).Path);
        Assert.NotEqual(before, CacheFolder.For("/cache", GuestFiles.Read(_temp.Path), ["b"]).Path);

        File.AppendAllText(_temp.At("package-lock.json"), "\n");

        Assert.NotEqual(before, CacheFolder.For("/cache", GuestFiles.Read(_temp.Path), ["a"]).Path);
        Assert.StartsWith("/cache/314.0.7-", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Partial_folders_of_dead_owners_are_swept_zombies_included_and_those_of_living_ones_are_not()
    {
        // The shell leaves a child that ends soon to a program that never waits for it.
        var start = new ProcessStartInfo("sh", ["-c", "sleep 0.3 & echo $!; exec sleep 60"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var living = Process.Start(start)!;
        try
        {
            var zombie = await living.StandardOutput.ReadLineAsync();
            await WaitUntilZombieAsync(zombie!);
            foreach (var owner in (string[])[living.Id.ToString(), zombie!, zombie + "-damaged", int.MaxValue.ToString(), "nobody"])
            {
                Directory.CreateDirectory(_temp.At($"314.0.7-00.partial-{owner}", "inner"));
            }

            Directory.CreateDirectory(_temp.At("314.0.7-00"));

            var swept = CacheFolder.For(_temp.Path, GuestFiles.Read(Guest), []).SweepPartials();

            Assert.Equal(4, swept);
            Assert.Equal(
                [_temp.At("314.0.7-00"), _temp.At($"314.0.7-00.partial-{living.Id}")],
                Directory.GetDirectories(_temp.Path).Order(StringComparer.Ordinal));
        }
        finally
        {
            living.Kill();
            await living.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_folder_as_it_was_written_is_sound()
    {
        Assert.Null(await DamageAsync(() => { }));
    }

    [Fact]
    public async Task A_copied_cache_with_other_times_is_sound()
    {
        Assert.Null(await DamageAsync(() => File.SetLastWriteTimeUtc(_temp.At("inner", "b"), DateTime.UtcNow.AddDays(-1))));
    }

    [Fact]
    public async Task A_longer_a_changed_a_missing_a_foreign_and_a_linked_file_are_each_told()
    {
        Assert.Equal("a has 4 bytes instead of 1", await DamageAsync(() => File.WriteAllText(_temp.At("a"), "long")));
        Assert.Equal("inner/b has another content than was installed", await DamageAsync(() => File.WriteAllText(_temp.At("inner", "b"), "x")));
        Assert.Equal("inner/b is missing", await DamageAsync(() => File.Delete(_temp.At("inner", "b"))));
        Assert.Equal("inner/c does not belong there", await DamageAsync(() => File.WriteAllText(_temp.At("inner", "c"), "x")));
        Assert.Equal("etc is a link", await DamageAsync(() => File.CreateSymbolicLink(_temp.At("etc"), "/etc")));
        Assert.Equal("a is a link", await DamageAsync(() =>
        {
            File.Delete(_temp.At("a"));
            File.CreateSymbolicLink(_temp.At("a"), "/etc/passwd");
        }));
    }

    [Fact]
    public async Task A_manifest_is_not_written_for_a_folder_with_a_link()
    {
        File.CreateSymbolicLink(_temp.At("out"), "/etc");

        await Assert.ThrowsAsync<ProvisioningException>(() => Manifest.WriteAsync(_temp.Path, "2.6.0", "here", "0", CancellationToken.None));
    }

    [Fact]
    public void The_lock_file_pins_all_platforms_by_hash_and_names_no_host()
    {
        var text = File.ReadAllText(Path.Combine(Guest, "package-lock.json"));
        Assert.DoesNotContain("http", text, StringComparison.OrdinalIgnoreCase);

        using var json = JsonDocument.Parse(text);
        var packages = json.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0).ToList();
        Assert.All(packages, package => Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal));
        var platforms = (OSPlatform[])[OSPlatform.Linux, OSPlatform.OSX, OSPlatform.Windows];
        Assert.All(platforms, system => Assert.All((Architecture[])[Architecture.X64, Architecture.Arm64], processor =>
            Assert.Contains(packages, package => DenoPlatform.BinaryFor(system, processor).StartsWith(package.Name + "/", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_processor_that_Deno_is_not_made_for_is_said()
    {
        var failure = Assert.Throws<ProvisioningException>(() => DenoPlatform.BinaryFor(OSPlatform.Linux, Architecture.Arm));
        Assert.StartsWith("Deno is not made for Arm processors", failure.Message, StringComparison.Ordinal);
    }

    private static async Task WaitUntilZombieAsync(string pid)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private async Task<string?> DamageAsync(Action harm)
    {
        foreach (var entry in new DirectoryInfo(_temp.Path).GetFileSystemInfos())
        {
            if (entry is DirectoryInfo { LinkTarget: null } folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }

        Directory.CreateDirectory(_temp.At("inner"));
        File.WriteAllText(_temp.At("a"), "1");
        File.WriteAllText(_temp.At("inner", "b"), "2");
        await Manifest.WriteAsync(_temp.Path, "2.6.0", "here", "0", CancellationToken.None);
        harm();
        var manifest = await Manifest.ReadAsync(_temp.Path, CancellationToken.None);
        return await manifest!.FindDamageAsync(_temp.Path, everyHash: false, timesCount: true, CancellationToken.None);
    }
}
