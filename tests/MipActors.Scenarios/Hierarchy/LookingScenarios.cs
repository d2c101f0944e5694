using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>A program that is only to be looked at is not run, not even a little.</summary>
public sealed class LookingScenarios(ITestOutputHelper output) : HierarchyScenario(output)
{
    [Fact]
    public async Task A_program_that_is_looked_at_does_none_of_what_it_would_do()
    {
        var report = await SolveAsync("does_harm_when_run.py", request => request with { ValidateOnly = true, Timeout = TimeSpan.FromSeconds(20) });
        Assert.Equal(JobOutcome.Answered, report.Outcome);
        Assert.NotNull(report.Findings);
        Assert.Equal(("", "", 0L, 0L), (report.Output.Stdout, report.Output.Stderr, report.Output.StdoutDroppedBytes, report.Output.StderrDroppedBytes));
        Assert.Equal(0, report.Solves);
        Assert.Null(report.Solution);
        Assert.DoesNotContain(Progress, progress => progress.Stage == JobStage.Solving);
    }

    [Fact]
    public async Task The_same_program_does_all_of_it_when_it_is_run()
    {
        var report = await SolveAsync("does_harm_when_run.py", request => request with { Timeout = TimeSpan.FromSeconds(8) });
        foreach (var what in new[] { "a statement", "a default argument", "a decorator", "the body of a class", "a comprehension", "exec", "for ever" })
        {
            Assert.Contains($"ran: {what}\n", report.Output.Stdout, StringComparison.Ordinal);
        }

        Assert.Contains("Beautiful is better than ugly.", report.Output.Stdout, StringComparison.Ordinal); // import this
        Assert.Equal(1, report.Solves);
    }

    [Fact]
    public async Task A_program_that_was_looked_at_needs_no_solver_and_its_sandbox_is_gone()
    {
        var before = ChildrenOf(Actors.Executors);
        await SolveAsync("knapsack.py", request => request with { ValidateOnly = true });
        Assert.DoesNotContain(Progress, progress => progress.Stage is JobStage.Solving or JobStage.Verifying);
        await UntilAsync(() => !ChildrenOf(Actors.Executors).Intersect(before).Any(), TimeSpan.FromSeconds(10));
    }
}
