using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using MipActors.Actors.Executors;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Core.Model;
using MipActors.Sandbox.Provisioning;
using MipActors.Scenarios.Ghosts;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>The sandbox that begins before the hierarchy belongs to its first executor, and to nobody else.</summary>
public sealed class EarlySandboxScenarios(ITestOutputHelper output)
    : HierarchyScenario(output, ("mipactors.sandboxes.warm", "1"), ("mipactors.sandboxes.refill", "off"))
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private EarlySandbox? _early;

    [Fact]
    public async Task The_first_executor_owns_it_and_the_first_job_runs_in_it()
    {
        await UntilAsync(() => ChildrenOf(Actors.Executors).Count == 1, Soon);
        var state = await ChildrenOf(Actors.Executors).Single().Ask<ExecutorState>(new DescribeExecutor(), Soon);
        Assert.Equal(_early!.Process.ProcessId, state.ProcessId);
        await AwaitAssertAsync(async () => Assert.Equal("ready", (await ChildrenOf(Actors.Executors).Single().Ask<ExecutorState>(new DescribeExecutor(), Soon)).State), Soon);
        Assert.All(NicenessOf(_early.Process.InnerProcessId), niceness => Assert.Equal(Ours + 5, niceness));

        var report = await SolveAsync("knapsack.py");

        Assert.Equal(SolveStatus.Optimal, report.Solution?.Status);
        // It was used, and none was started in its stead.
        await UntilAsync(() => _early.Process.Exited.IsCompleted, Soon);
        Assert.Empty(ChildrenOf(Actors.Executors));
    }

    [LinuxFact]
    public async Task It_comes_up_at_our_own_priority_and_is_put_below_it_with_all_its_threads()
    {
        var launcher = await Launchers.Strongest;
        using var early = await EarlySandbox.StartAsync(presumed: null, Task.FromResult(launcher), ProvisionerOf(launcher), Settings, CancellationToken.None);
        await UntilAsync(() => NicenessOf(early!.Process.InnerProcessId).Count > 3, Soon);
        Assert.All(NicenessOf(early!.Process.InnerProcessId), niceness => Assert.Equal(Ours, niceness));

        early.Process.Calm();

        Assert.All(NicenessOf(early.Process.InnerProcessId), niceness => Assert.Equal(Ours + 5, niceness));
        await UntilAsync(() => File.ReadAllText($"/proc/{early.Process.InnerProcessId}/autogroup").EndsWith("nice 5\n", StringComparison.Ordinal), Soon);
    }

    [Fact]
    public async Task It_is_gone_with_a_supervisor_that_ends_before_it_knew_of_it()
    {
        var launcher = await Launchers.Strongest;
        var provisioner = ProvisionerOf(launcher);
        var late = new TaskCompletionSource<EarlySandbox?>();
        var supervisor = Sys.ActorOf(ExecutorSupervisor.Props(launcher, provisioner, Settings, late.Task));
        Watch(supervisor);
        Sys.Stop(supervisor);
        ExpectTerminated(supervisor, Soon);

        var early = await EarlySandbox.StartAsync(presumed: null, Task.FromResult(launcher), provisioner, Settings, CancellationToken.None);
        Assert.NotNull(early);
        late.SetResult(early);

        await early.Process.Exited.WaitAsync(Soon);
    }

    [LinuxFact]
    public async Task One_that_began_in_another_layer_than_is_chosen_is_ended_and_not_handed_on()
    {
        var strongest = await Launchers.Strongest;
        var presumed = Launcher.Presume(new LauncherOptions { Exactly = ContainmentLevel.Portable });
        Assert.NotNull(presumed);
        const int heapMebibytes = 271;
        var settings = With(heapMebibytes);
        var chosen = new TaskCompletionSource<Launcher>();
        var starting = EarlySandbox.StartAsync(presumed, chosen.Task, ProvisionerOf(strongest), settings, CancellationToken.None);
        await UntilAsync(() => SandboxesWith(heapMebibytes).Count > 0, Soon);
        Assert.False(starting.IsCompleted);
        var first = SandboxesWith(heapMebibytes);
        chosen.SetResult(strongest);

        using var early = await starting.WaitAsync(Soon);
        Assert.NotNull(early);
        if (strongest.Level == ContainmentLevel.Portable)
        {
            return; // The presumption was right.
        }

        await UntilAsync(() => !SandboxesWith(heapMebibytes).Intersect(first).Any(), Soon);
        Assert.DoesNotContain(early.Process.ProcessId, first);
    }

    [LinuxFact]
    public async Task One_that_began_from_a_damaged_snapshot_is_ended_and_not_handed_on()
    {
        const int heapMebibytes = 272;
        var launcher = await Launchers.Strongest;
        var installation = await ProvisionerOf(launcher).ProvisionAsync(new Progress<string>(), CancellationToken.None);
        var root = Directory.CreateTempSubdirectory("mipactors-damaged-");
        try
        {
            await Process.Start("cp", ["-a", Path.GetDirectoryName(installation.SnapshotPath)!, root.FullName]).WaitForExitAsync();
            var snapshot = Directory.GetFiles(root.FullName, "snapshot.bin", SearchOption.AllDirectories).Single();
            await using (var file = File.OpenWrite(snapshot))
            {
                file.Position = file.Length - 1;
                file.WriteByte(0xA5);
            }

            var chosen = new TaskCompletionSource<Launcher>();
            var starting = EarlySandbox.StartAsync(launcher, chosen.Task, ProvisionerOf(launcher, root.FullName), With(heapMebibytes), CancellationToken.None);
            await UntilAsync(() => SandboxesWith(heapMebibytes).Count > 0, Soon);
            chosen.SetResult(launcher);

            Assert.Null(await starting.WaitAsync(Soon));
            await UntilAsync(() => SandboxesWith(heapMebibytes).Count == 0, Soon);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Fact]
    public void Nothing_is_presumed_below_the_level_that_is_demanded() =>
        Assert.Null(Launcher.Presume(new LauncherOptions { Exactly = ContainmentLevel.Portable, Minimum = ContainmentLevel.Full }));

    protected override async Task<EarlySandbox?> BeginAsync(Launcher launcher, Provisioner provisioner) =>
        _early = await EarlySandbox.StartAsync(presumed: null, Task.FromResult(launcher), provisioner, Settings, CancellationToken.None);

    private static int Ours => NicenessOf(Environment.ProcessId)[0];

    /// <summary>Of each of its threads; none when it is not known yet. The 17th number behind the name in proc(5), stat.</summary>
    private static List<int> NicenessOf(int? pid) => pid is null || !OperatingSystem.IsLinux() ? [] : [.. Directory.GetDirectories($"/proc/{pid}/task")
        .Select(thread => File.ReadAllText($"{thread}/stat"))
        .Select(stat => int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[16], CultureInfo.InvariantCulture))];

    /// <summary>The settings with a size of heap by which the processes of one test are known among those of the others.</summary>
    private MipSettings With(int heapMebibytes) => Settings with { Limits = Settings.Limits with { JavaScriptHeapBytes = heapMebibytes << 20 } };

    private static List<int> SandboxesWith(int heapMebibytes) => [.. Processes.Below(Environment.ProcessId)
        .Where(entry => entry.CommandLine.Contains($"--max-old-space-size={heapMebibytes},", StringComparison.Ordinal))
        .Select(entry => entry.Pid)];

    private static Provisioner ProvisionerOf(Launcher launcher, string? root = null) => new(
        new ProvisionerSettings { Root = root }, (spec, timeout, onLine, cancellation) => ContainedCommand.RunAsync(launcher, spec, timeout, onLine, cancellation));
}
