using Akka.Actor;
using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>A fault of our own, brought into a Run that is at work: the job is answered, its processes end.</summary>
public sealed class OwnFaultScenarios(ITestOutputHelper output) : HierarchyScenario(output)
{
    [Fact]
    public async Task Work_of_a_run_that_fails_is_told_as_internal_and_leaves_nothing()
    {
        var answer = SolveAsync("endless_loop.py", request => request with { Timeout = TimeSpan.FromSeconds(60) });
        await UntilAsync(() => Progress.Any(progress => progress.Stage == JobStage.Running), TimeSpan.FromSeconds(60));
        // What a check or a reading on the thread pool that throws pipes to its Run.
        Assert.Single(ChildrenOf(Actors.Runs)).Tell(new Status.Failure(new InvalidOperationException("a fault was asked for")));
        var report = await answer;
        Assert.Equal((JobOutcome.InternalFault, "internal"), (report.Outcome, report.Fault!.Code));
        Assert.Equal("The server failed: a fault was asked for", report.Message);
        Assert.Contains("log", report.Fault.Hint, StringComparison.Ordinal);
        await UntilAsync(() => ChildrenOf(Actors.Runs).Count == 0, TimeSpan.FromSeconds(10));
    }
}
