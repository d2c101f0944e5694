using Akka.Actor;
using MipActors.Actors.Executors;
using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>However a job ends, its processes end with it and the next job is served.</summary>
public sealed class EndingScenarios(ITestOutputHelper output)
    : HierarchyScenario(output, ("mipactors.sandboxes.refill", "off"), ("mipactors.solvers.refill", "off"))
{
    private const int SigStop = 19;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task After_a_job_neither_sandbox_nor_worker_is_left()
    {
        await SolveAsync("knapsack.py");
        await NoExecutorIsLeftAsync();
    }

    [Fact]
    public async Task A_job_cancelled_while_solving_returns_its_incumbent_and_bound()
    {
        using var cancel = new CancellationTokenSource();
        var job = SolveAsync("hard.py", cancellation: cancel.Token);
        await UntilAsync(() => Progress.Any(progress => progress.Solve?.Incumbent is not null), TimeSpan.FromSeconds(30));
        await cancel.CancelAsync();
        var report = await job;
        Assert.Equal(JobOutcome.Cancelled, report.Outcome);
        Assert.Equal(SolveStatus.Feasible, report.Solution!.Status);
        Assert.NotNull(report.Solution.DualBound);
        Assert.True(report.Verification!.IsValid);
        await NoExecutorIsLeftAsync();
    }

    [Fact]
    public async Task A_deadline_while_solving_returns_the_incumbent_in_time()
    {
        var report = await SolveAsync("hard.py", request => request with { Timeout = TimeSpan.FromSeconds(12) });
        Assert.Equal(JobOutcome.Answered, report.Outcome);
        Assert.Equal((SolveStatus.Feasible, StopReason.TimeLimit), (report.Solution!.Status, report.Solution.StopReason));
        Assert.InRange(report.Timings.Total, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(14));
    }

    [Fact]
    public async Task A_sandbox_killed_from_outside_fails_its_job_and_no_other()
    {
        var job = SolveAsync("endless_loop.py", request => request with { Timeout = TimeSpan.FromSeconds(30) });
        await UntilAsync(() => Progress.Any(progress => progress.Stage == JobStage.Running), Soon);
        foreach (var sandbox in ChildrenOf(Actors.Executors))
        {
            sandbox.Tell(new End(EscalationStep.Kill));
        }

        var report = await job;
        Assert.Equal((JobOutcome.InternalFault, "sandbox-lost"), (report.Outcome, report.Fault!.Code));
        Assert.Equal(JobOutcome.Answered, (await SolveAsync("knapsack.py")).Outcome);
        await NoExecutorIsLeftAsync();
    }

    [Fact]
    public async Task A_sandbox_that_is_stopped_and_says_nothing_is_lost_long_before_the_deadline()
    {
        var job = SolveAsync("endless_loop.py", request => request with { Timeout = TimeSpan.FromMinutes(3) });
        await UntilAsync(() => Progress.Any(progress => progress.Stage == JobStage.Running), Soon);
        foreach (var sandbox in ChildrenOf(Actors.Executors))
        {
            var state = await sandbox.Ask<ExecutorState>(new DescribeExecutor(), Soon);
            if (state.State == "held")
            {
                Processes.Signal(state.InnerProcessId ?? state.ProcessId!.Value, SigStop);
            }
        }

        var report = await job;
        Assert.Equal((JobOutcome.InternalFault, "sandbox-lost"), (report.Outcome, report.Fault!.Code));
        Assert.InRange(report.Timings.Total, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60));
        await NoSandboxIsLeftAsync();
    }

    [Fact]
    public async Task A_worker_lost_while_solving_is_replaced_once()
    {
        using var cancel = new CancellationTokenSource();
        var job = SolveAsync("hard.py", cancellation: cancel.Token);
        await UntilAsync(() => Progress.Any(progress => progress.Solve?.Incumbent is not null), TimeSpan.FromSeconds(30));
        foreach (var worker in ChildrenOf(Actors.Solvers))
        {
            worker.Tell(new End(EscalationStep.Kill));
        }

        await UntilAsync(() => ChildrenOf(Actors.Solvers).Count == 1 && ChildrenOf(Actors.Solvers)[0].Path.Name != "solver-1", Soon);
        var seen = Progress.Count;
        await UntilAsync(() => Progress.Skip(seen).Any(progress => progress.Solve?.Incumbent is not null), TimeSpan.FromSeconds(30));
        await cancel.CancelAsync();
        var report = await job;
        Assert.Equal((JobOutcome.Cancelled, true), (report.Outcome, report.Solution!.HasValues));
        Assert.Contains(report.Warnings, warning => warning.Contains("begun again", StringComparison.Ordinal));
        await NoExecutorIsLeftAsync();
    }

    [Fact]
    public async Task A_run_that_fails_takes_its_processes_along()
    {
        var job = SolveAsync("endless_loop.py", request => request with { Timeout = TimeSpan.FromSeconds(30) });
        await UntilAsync(() => Progress.Any(progress => progress.Stage == JobStage.Running), Soon);
        Sys.Stop(ChildrenOf(Actors.Runs).Single());
        var report = await job;
        Assert.Equal((JobOutcome.InternalFault, "run-lost"), (report.Outcome, report.Fault!.Code));
        await NoSandboxIsLeftAsync();
    }

    [Fact]
    public async Task A_job_that_is_stopped_takes_its_run_and_processes_along()
    {
        var job = SolveAsync("endless_loop.py", request => request with { Timeout = TimeSpan.FromSeconds(30) });
        await UntilAsync(() => Progress.Any(progress => progress.Stage == JobStage.Running), Soon);
        Sys.Stop(ChildrenOf(Actors.Jobs).Single());
        Assert.Equal("job-lost", (await job).Fault!.Code);
        await NoSandboxIsLeftAsync();
    }

    [Fact]
    public async Task A_library_that_fails_is_begun_again_and_costs_no_job()
    {
        Actors.Library.Tell(Kill.Instance);
        var report = await SolveAsync("knapsack.py");
        Assert.Equal(JobOutcome.Answered, report.Outcome);
        await AwaitAssertAsync(
            async () => Assert.Contains(await Service.Library.ReportsAsync(100, MipActors.Actors.Library.ReportFilter.All, CancellationToken.None), entry => entry.JobId == report.JobId), Soon);
    }

    [Fact]
    public async Task A_supervisor_that_fails_takes_the_whole_service_along()
    {
        var job = SolveAsync("endless_loop.py", request => request with { Timeout = TimeSpan.FromSeconds(30) });
        await UntilAsync(() => Progress.Any(progress => progress.Stage == JobStage.Running), Soon);
        var executors = ChildrenOf(Actors.Executors);
        foreach (var executor in executors)
        {
            Watch(executor);
        }

        Actors.Executors.Tell(Kill.Instance);
        foreach (var executor in executors)
        {
            await ExpectTerminatedAsync(executor, Soon);
        }

        Assert.Equal(JobOutcome.InternalFault, (await job).Outcome);
        await NoExecutorIsLeftAsync();
    }

    private Task NoSandboxIsLeftAsync() => UntilAsync(() => ChildrenOf(Actors.Executors).Count == 0, Soon);

    private Task NoExecutorIsLeftAsync() => UntilAsync(
        () => ChildrenOf(Actors.Executors).Count + ChildrenOf(Actors.Solvers).Count == 0, Soon);
}
