using Akka.Actor;
using MipActors.Actors.Executors;
using MipActors.Containment;
using MipActors.Core.Model;
using MipActors.Sandbox.Provisioning;
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

        var report = await SolveAsync("knapsack.py");

        Assert.Equal(SolveStatus.Optimal, report.Solution?.Status);
        // It was used, and none was started in its stead.
        await UntilAsync(() => _early.Process.Exited.IsCompleted, Soon);
        Assert.Empty(ChildrenOf(Actors.Executors));
    }

    [Fact]
    public async Task It_is_gone_with_a_supervisor_that_ends_before_it_knew_of_it()
    {
        var launcher = await Launchers.Strongest;
        var provisioner = new Provisioner(
            new ProvisionerSettings(), (spec, timeout, onLine, cancellation) => ContainedCommand.RunAsync(launcher, spec, timeout, onLine, cancellation));
        var late = new TaskCompletionSource<EarlySandbox?>();
        var supervisor = Sys.ActorOf(ExecutorSupervisor.Props(launcher, provisioner, Settings, late.Task));
        Watch(supervisor);
        Sys.Stop(supervisor);
        ExpectTerminated(supervisor, Soon);

        var early = await EarlySandbox.StartAsync(Task.FromResult(launcher), provisioner, Settings, CancellationToken.None);
        Assert.NotNull(early);
        late.SetResult(early);

        await early.Process.Exited.WaitAsync(Soon);
    }

    protected override async Task<EarlySandbox?> BeginAsync(Launcher launcher, Provisioner provisioner) =>
        _early = await EarlySandbox.StartAsync(Task.FromResult(launcher), provisioner, Settings, CancellationToken.None);
}
