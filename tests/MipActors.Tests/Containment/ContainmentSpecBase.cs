using System.Diagnostics;
using System.Globalization;
using MipActors.Containment;

namespace MipActors.Tests.Containment;

/// <summary>
/// What every layer promises. A layer that this machine does not offer fails with the sentence that says how to get it; leave it out
/// by its trait (<c>--filter layer!=bubblewrap</c>).
/// </summary>
public abstract class ContainmentSpecBase(ContainmentLevel level)
{
    protected Task<Launcher> LauncherAsync()
    {
        return Launcher.CreateAsync(new LauncherOptions { Exactly = level }, CancellationToken.None);
    }

    private protected async Task<Victim> StartAsync(string script, bool guardsItself = true)
    {
        return await Victim.StartAsync(await LauncherAsync(), Victim.Spec(script) with { GuardsItself = guardsItself });
    }

    [Fact]
    public async Task The_layer_that_was_demanded_is_in_force()
    {
        Assert.Equal(level, (await LauncherAsync()).Level);
    }

    [Fact]
    public async Task What_goes_in_comes_out_byte_for_byte_and_the_end_of_input_ends_it()
    {
        await using var victim = await StartAsync("echoes.sh");
        var sent = new byte[300_000];
        Random.Shared.NextBytes(sent);
        var writing = Task.Run(async () =>
        {
            await victim.Process.Input.WriteAsync(sent);
            await victim.Process.Input.DisposeAsync();
        });
        using var got = new MemoryStream();
        await victim.Process.Output.CopyToAsync(got).WaitAsync(Victim.Patience);
        await writing;
        Assert.Equal(sent, got.ToArray());
        Assert.Equal(0, await victim.ExitAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exit_code_passes_through(bool guardsItself)
    {
        await using var victim = await StartAsync("exits_with_42.sh", guardsItself);
        Assert.Equal(42, await victim.ExitAsync());
        Assert.Null(victim.Process.InnerProcessId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_handler_of_SIGTERM_runs_and_its_exit_code_passes_through(bool guardsItself)
    {
        await using var victim = await (await StartAsync("handles_sigterm.sh", guardsItself)).ReadyAsync();
        await victim.InnerAsync();
        victim.Process.Terminate();
        Assert.Equal(7, await victim.ExitAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SIGTERM_ends_a_command_without_a_handler(bool guardsItself)
    {
        await using var victim = await (await StartAsync("sleeps.sh", guardsItself)).ReadyAsync();
        await victim.InnerAsync();
        victim.Process.Terminate();
        Assert.Equal(143, await victim.ExitAsync());
        Assert.Equal("", await new StreamReader(victim.Process.Error).ReadToEndAsync().WaitAsync(Victim.Patience));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_ignores_SIGTERM_lives_on_and_is_killed(bool guardsItself)
    {
        await using var victim = await (await StartAsync("ignores_sigterm.sh", guardsItself)).ReadyAsync();
        await victim.InnerAsync();
        victim.Process.Terminate();
        await Assert.ThrowsAsync<TimeoutException>(() => victim.Process.Exited.WaitAsync(TimeSpan.FromMilliseconds(300)));
        victim.Process.Kill();
        // 137 as a rule; unshare says 1 when the kill reaches it between its child's end and its own.
        Assert.NotEqual(0, await victim.ExitAsync());
        Assert.Empty(Victim.Survivors(victim.Digits));
    }

    [Fact]
    public async Task Signals_after_the_end_and_second_kills_do_nothing()
    {
        await using var victim = await StartAsync("sleeps.sh");
        victim.Process.Kill();
        victim.Process.Kill();
        await victim.ExitAsync();
        victim.Process.Kill();
        victim.Process.Terminate();
        Assert.Null(victim.Process.ReadUsage());
        victim.Process.Dispose();
    }

    [Fact]
    public async Task Terminated_before_it_is_set_up_it_ends_by_the_next_step_at_the_latest()
    {
        await using var victim = await StartAsync("sleeps.sh");
        victim.Process.Terminate();
        // A SIGTERM may fall into the instant in which the namespace stands and the command does not: that is what the kill is for.
        if (await Task.WhenAny(victim.Process.Exited, Task.Delay(TimeSpan.FromSeconds(1))) != victim.Process.Exited)
        {
            victim.Process.Kill();
        }

        Assert.Contains(await victim.ExitAsync(), (int[])[137, 143]);
    }

    [Fact]
    public async Task A_job_left_behind_is_gone_when_the_exit_is_announced()
    {
        await using var victim = await StartAsync("leaves_a_job_behind.sh");
        Assert.Equal(5, await victim.ExitAsync());
        Assert.Empty(Victim.Survivors(victim.Digits));
    }

    [Fact]
    public async Task Fifty_children_are_gone_when_the_kill_is_announced()
    {
        await using var victim = await (await StartAsync("forks_a_lot.sh")).ReadyAsync();
        await victim.SleepersAsync(51);
        victim.Process.Kill();
        await victim.ExitAsync();
        Assert.Empty(Victim.Survivors(victim.Digits));
    }

    [Fact]
    public async Task The_end_of_input_ends_a_command_that_does_not_read_it()
    {
        await using var victim = await (await StartAsync("ignores_sigterm.sh", guardsItself: false)).ReadyAsync();
        await victim.Process.Input.DisposeAsync();
        Assert.Equal(137, await victim.ExitAsync());
        Assert.Empty(Victim.Survivors(victim.Digits));
    }

    [Fact]
    public async Task Input_that_ends_before_the_command_begins_ends_it_too()
    {
        await using var victim = await StartAsync("ignores_sigterm.sh", guardsItself: false);
        await victim.Process.Input.DisposeAsync();
        Assert.Equal(137, await victim.ExitAsync());
    }

    [Fact]
    public async Task A_guarded_command_finds_its_own_input_empty()
    {
        await using var victim = await StartAsync("reads_stdin.sh", guardsItself: false);
        Assert.Equal("end of input", await victim.ReadLineAsync());
        Assert.Equal(0, await victim.ExitAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_inner_process_is_the_command_and_runs_niced_in_a_session_of_its_own(bool guardsItself)
    {
        await using var victim = await (await StartAsync("sleeps.sh", guardsItself)).ReadyAsync();
        await victim.SleepersAsync(1);
        var inner = await victim.InnerAsync();
        Assert.Equal($"sleep 300.{victim.Digits}", Victim.CommandLine(inner));
        var mine = Stat("self");
        var its = Stat($"{inner}");
        Assert.Equal(Math.Min(19, int.Parse(mine[16], CultureInfo.InvariantCulture) + 5), int.Parse(its[16], CultureInfo.InvariantCulture));
        Assert.NotEqual(mine[3], its[3]);

        // An ordinary user has to ask more than once, so this comes when it comes.
        var since = Stopwatch.StartNew();
        while (!(await File.ReadAllTextAsync($"/proc/{inner}/autogroup")).EndsWith("nice 5\n", StringComparison.Ordinal))
        {
            Assert.True(since.Elapsed < Victim.Patience, "the session did not become nice");
            await Task.Delay(10);
        }
    }

    [Fact]
    public async Task Usage_is_that_of_the_command()
    {
        await using var victim = await (await StartAsync("computes.sh")).ReadyAsync();
        await victim.InnerAsync();
        for (var tries = 0; victim.Process.ReadUsage()?.ProcessorTime < TimeSpan.FromMilliseconds(100) && tries < 500; tries++)
        {
            await Task.Delay(20);
        }

        var usage = victim.Process.ReadUsage();
        Assert.True(usage?.ProcessorTime >= TimeSpan.FromMilliseconds(100));
        Assert.InRange(usage!.Value.ResidentBytes, 100_000, 100_000_000);
    }

    [Fact]
    public async Task Untrusted_code_gets_the_environment_of_its_spec_and_nothing_else()
    {
        var spec = Victim.Spec("") with
        {
            File = "/usr/bin/env",
            Arguments = [],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIVEN"] = "yes" },
        };
        await using var victim = await Victim.StartAsync(await LauncherAsync(), spec);
        var lines = (await victim.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("GIVEN=yes", lines);

        // The shells in between may say where they are.
        Assert.All(lines, l => Assert.True(l == "GIVEN=yes" || l.Split('=')[0] is "PWD" or "OLDPWD" or "SHLVL" or "_", l));
        await victim.ExitAsync();
    }

    [Fact]
    public async Task A_tool_of_our_own_choosing_gets_our_environment_and_additions()
    {
        var spec = Victim.Spec("") with
        {
            File = "/usr/bin/env",
            Arguments = [],
            View = FileSystemView.Host,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["GIVEN"] = "yes" },
        };
        await using var victim = await Victim.StartAsync(await LauncherAsync(), spec);
        var lines = (await victim.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("GIVEN=yes", lines);
        Assert.Contains($"PATH={Environment.GetEnvironmentVariable("PATH")}", lines);
        await victim.ExitAsync();
    }

    [Fact]
    public async Task A_tool_of_our_own_choosing_sees_our_network_and_writes_our_files()
    {
        var file = Path.Combine(Path.GetTempPath(), Victim.NewDigits());
        var spec = Victim.Spec("lists_network_devices.sh") with { View = FileSystemView.Host, GuardsItself = false };
        await using var victim = await Victim.StartAsync(await LauncherAsync(), spec);
        Assert.Equal(DeviceNames(await File.ReadAllTextAsync("/proc/net/dev")), DeviceNames(await victim.ReadToEndAsync()));
        await victim.ExitAsync();

        await using var touch = await Victim.StartAsync(await LauncherAsync(), spec with { File = "/usr/bin/touch", Arguments = [file] });
        Assert.Equal(0, await touch.ExitAsync());
        Assert.True(File.Exists(file));
        File.Delete(file);
    }

    [Fact]
    public async Task No_descriptor_of_ours_but_the_three_reaches_a_child()
    {
        using var inherited = new Inheritable();
        await using var victim = await StartAsync("lists_descriptors.sh");
        var seen = (await victim.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // 3 is the listing itself.
        Assert.Equal(["0", "1", "2", "3"], seen);
        await victim.ExitAsync();
    }

    [Fact]
    public async Task Untrusted_code_has_no_capability_and_gains_no_privilege()
    {
        await using var victim = await StartAsync("shows_its_status.sh");
        var lines = (await victim.ReadToEndAsync()).Split('\n');
        Assert.Contains("CapEff:\t0000000000000000", lines);
        Assert.Contains("NoNewPrivs:\t1", lines);
        await victim.ExitAsync();
    }

    [Fact]
    public async Task A_start_that_is_cancelled_leaves_nothing()
    {
        var launcher = await LauncherAsync();
        for (var i = 0; i < 20; i++)
        {
            var digits = Victim.NewDigits();
            using var cancellation = new CancellationTokenSource();
            var start = launcher.StartAsync(Victim.Spec("sleeps.sh", digits) with { GuardsItself = false }, cancellation.Token);
            await Task.Delay(i % 4);
            await cancellation.CancelAsync();
            try
            {
                await (await start.WaitAsync(Victim.Patience)).DisposeAsync();
            }
            catch (OperationCanceledException)
            {
                // As asked.
            }

            Assert.Empty(Victim.Survivors(digits));
        }
    }

    [Fact]
    public async Task Killed_at_any_moment_of_its_start_nothing_is_left_at_its_announced_end()
    {
        var launcher = await LauncherAsync();
        for (var i = 0; i < 30; i++)
        {
            await using var victim = await Victim.StartAsync(launcher, Victim.Spec("sleeps.sh") with { GuardsItself = i % 2 == 0 });
            SpinWait.SpinUntil(() => false, TimeSpan.FromMilliseconds(i * 0.4));
        }
    }

    [Theory]
    [InlineData("unguarded", "sleeps.sh")]
    [InlineData("guarded", "sleeps.sh")]
    [InlineData("guarded", "ignores_sigterm.sh")]
    public async Task Kill_minus_9_of_the_server_leaves_nothing(string guard, string victim)
    {
        await using var server = await KillableServer.StartAsync(level, guard, "once", victim);
        Assert.Equal("ready", await server.ReadLineAsync());
        await server.KillAsync();
    }

    [Theory]
    [InlineData("ignores_sigterm.sh")]
    [InlineData("runs_away.sh")]
    public async Task Kill_of_the_servers_whole_tree_leaves_nothing(string victim)
    {
        for (var i = 0; i < 5; i++)
        {
            await using var server = await KillableServer.StartAsync(level, "unguarded", "once", victim);
            Assert.Equal("ready", await server.ReadLineAsync());
            await server.KillAsync(withTree: true);
        }
    }

    [Fact]
    public async Task Kill_minus_9_of_an_ordinary_users_server_leaves_nothing()
    {
        await using var server = await KillableServer.StartAsync(level, "guarded", "once", "sleeps.sh", KillableServer.OrdinaryUser);
        Assert.Equal("ready", await server.ReadLineAsync());
        await server.KillAsync();
    }

    [Fact]
    public async Task A_server_that_was_started_deaf_to_the_end_of_children_hears_it()
    {
        await using var server = await KillableServer.StartAsync(level, "guarded", "endlessly", "sleeps.sh", ["env", "--ignore-signal=CHLD"]);

        // From the tenth on each start waits for the end of an earlier child.
        for (var started = 0; started < 15; started++)
        {
            Assert.Equal("started", await server.ReadLineAsync());
        }

        await server.KillAsync();
    }

    [Fact]
    public async Task Kill_minus_9_of_a_server_in_the_midst_of_starts_leaves_nothing()
    {
        for (var i = 0; i < 4; i++)
        {
            await using var server = await KillableServer.StartAsync(level, "guarded", "endlessly", "sleeps.sh");
            for (var started = 0; started < 10 + i; started++)
            {
                Assert.Equal("started", await server.ReadLineAsync());
            }

            await server.KillAsync();
        }
    }

    private protected static IEnumerable<string> DeviceNames(string table)
    {
        return table.Split('\n').Skip(2).Select(line => line.Split(':')[0].Trim()).Where(name => name.Length > 0);
    }

    private static string[] Stat(string pid)
    {
        var line = File.ReadAllText($"/proc/{pid}/stat");
        return line[(line.LastIndexOf(')') + 2)..].Split(' ');
    }
}
