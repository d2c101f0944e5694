using MipActors.Containment;

namespace MipActors.Tests.Containment;

public abstract class NamespaceSpecBase(ContainmentLevel level) : ContainmentSpecBase(level)
{
    private readonly ContainmentLevel _level = level;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hidden_grandchild_is_gone_when_the_kill_is_announced(bool guardsItself)
    {
        await using var victim = await (await StartAsync("hides_a_grandchild.sh", guardsItself)).ReadyAsync();
        await victim.SleepersAsync(2);
        victim.Process.Kill();
        await victim.ExitAsync();
        Assert.Empty(Victim.Survivors(victim.Digits));
    }

    [Fact]
    public async Task A_hidden_grandchild_is_gone_when_the_end_of_input_has_ended_the_command()
    {
        await using var victim = await (await StartAsync("hides_a_grandchild.sh", guardsItself: false)).ReadyAsync();
        await victim.SleepersAsync(2);
        await victim.Process.Input.DisposeAsync();
        await victim.ExitAsync();
        Assert.Empty(Victim.Survivors(victim.Digits));
    }

    [Theory]
    [InlineData("unguarded", "hides_a_grandchild.sh")]
    [InlineData("guarded", "hides_a_grandchild.sh")]
    [InlineData("unguarded", "ignores_sigterm.sh")]
    [InlineData("unguarded", "forks_a_lot.sh")]
    public async Task Kill_minus_9_of_the_server_leaves_no_hidden_descendant(string guard, string victim)
    {
        await using var server = await KillableServer.StartAsync(_level, guard, "once", victim);
        Assert.Equal("ready", await server.ReadLineAsync());
        await server.KillAsync();
    }

    /// <summary>The layers' own parent-death signals come too late for a parent that is already dead.</summary>
    [Theory]
    [InlineData("ignores_sigterm.sh")]
    [InlineData("forks_a_lot.sh")]
    public async Task Kill_minus_9_of_a_server_in_the_midst_of_starts_leaves_nothing_that_does_not_guard_itself(string victim)
    {
        for (var i = 0; i < 4; i++)
        {
            await using var server = await KillableServer.StartAsync(_level, "unguarded", "endlessly", victim);
            for (var started = 0; started < 10 + i; started++)
            {
                Assert.Equal("started", await server.ReadLineAsync());
            }

            await server.KillAsync();
        }
    }

    [Fact]
    public async Task Untrusted_code_sees_no_network()
    {
        await using var victim = await StartAsync("lists_network_devices.sh");
        Assert.Equal(["lo"], DeviceNames(await victim.ReadToEndAsync()));
        await victim.ExitAsync();
    }
}

[Trait("layer", "bubblewrap")]
public sealed class BubblewrapSpec() : NamespaceSpecBase(ContainmentLevel.Full)
{
    [Fact]
    public async Task Untrusted_code_sees_only_its_folders_and_writes_only_to_its_own_tmp()
    {
        var spec = Victim.Spec("") with { File = "/usr/bin/ls", Arguments = ["/"], WorkingDirectory = "/tmp" };
        await using var root = await Victim.StartAsync(await LauncherAsync(), spec);
        var seen = (await root.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.DoesNotContain("etc", seen);
        Assert.DoesNotContain("home", seen);
        Assert.DoesNotContain("root", seen);

        await using var outside = await Victim.StartAsync(await LauncherAsync(), spec with { File = "/usr/bin/touch", Arguments = ["/x"] });
        Assert.NotEqual(0, await outside.ExitAsync());
        await using var folder = await Victim.StartAsync(
            await LauncherAsync(), spec with { File = "/usr/bin/touch", Arguments = [Path.Combine(Victim.Folder, "x")] });
        Assert.NotEqual(0, await folder.ExitAsync());
        var digits = Victim.NewDigits();
        await using var tmp = await Victim.StartAsync(await LauncherAsync(), spec with { File = "/usr/bin/touch", Arguments = ["/tmp/" + digits] });
        Assert.Equal(0, await tmp.ExitAsync());
        Assert.False(File.Exists("/tmp/" + digits));
    }

    [Fact]
    public async Task A_folder_below_tmp_is_seen_where_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("containment-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "seen"), "");
        var spec = Victim.Spec("") with
        {
            File = "/usr/bin/ls",
            Arguments = [],
            ReadOnlyFolders = ["/usr/bin", folder],
            WorkingDirectory = folder,
        };
        await using var victim = await Victim.StartAsync(await LauncherAsync(), spec);
        Assert.Equal("seen\n", await victim.ReadToEndAsync());
        await victim.ExitAsync();
        Directory.Delete(folder, recursive: true);
    }
}

[Trait("layer", "unshare")]
public sealed class UnshareSpec() : NamespaceSpecBase(ContainmentLevel.Namespaces);

[Trait("layer", "portable")]
public sealed class PortableSpec() : ContainmentSpecBase(ContainmentLevel.Portable)
{
    [Fact]
    public async Task A_hidden_grandchild_escapes_as_its_diagnosis_says()
    {
        var launcher = await LauncherAsync();
        Assert.Contains("unless it hides", launcher.Layer.ProtectsFrom, StringComparison.Ordinal);
        await using var victim = await (await StartAsync("hides_a_grandchild.sh")).ReadyAsync();
        await victim.SleepersAsync(2);
        victim.Process.Kill();
        await victim.ExitAsync();
        var escaped = Assert.Single(Victim.Survivors(victim.Digits));
        using var process = System.Diagnostics.Process.GetProcessById(escaped);
        process.Kill();
        await Victim.AssertGoneAsync(victim.Digits, Victim.Patience);
    }
}
