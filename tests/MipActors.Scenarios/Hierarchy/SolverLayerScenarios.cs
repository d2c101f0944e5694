using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>What the solver layer gives beyond one answer, through the real hierarchy.</summary>
public sealed class SolverLayerScenarios(ITestOutputHelper output) : HierarchyScenario(output)
{
    [Fact]
    public async Task A_race_is_won_by_one_solver_and_the_other_is_gone()
    {
        var report = await SolveAsync("knapsack.py", request => request with { Options = new SolveOptions { Solver = "race" } });
        Assert.Equal((JobOutcome.Answered, SolveStatus.Optimal), (report.Outcome, report.Solution!.Status));
        Assert.StartsWith("race: ", report.Solution.Choice, StringComparison.Ordinal);
        Assert.Contains(report.Solution.Solver, (string[])["scip", "highs"]);
        Assert.True(report.Verification!.IsValid);
        await UntilAsync(() => ChildrenOf(Actors.Solvers).Count <= Settings.Solvers.Warm, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_race_at_its_limit_has_the_best_incumbent_and_bound_of_all()
    {
        var report = await SolveAsync("hard.py", request => request with { Options = new SolveOptions { Solver = "race", TimeLimitSeconds = 3 } });
        Assert.Equal((SolveStatus.Feasible, StopReason.TimeLimit), (report.Solution!.Status, report.Solution.StopReason));
        Assert.Contains("none of scip and highs came to an end", report.Solution.Choice.Replace("highs and scip", "scip and highs", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cbc")]
    [InlineData("cpsat")]
    [InlineData("highs")]
    public async Task A_program_is_solved_by_each_solver(string solver)
    {
        var report = await SolveAsync("knapsack.py", request => request with { Options = new SolveOptions { Solver = solver } });
        Assert.Equal((SolveStatus.Optimal, solver, ConfirmationLevel.Confirmed), (report.Solution!.Status, report.Solution.Solver, report.Solution.Confirmation.Level));
    }

    [Fact]
    public async Task An_infeasible_program_is_explained_by_its_names()
    {
        var report = await SolveAsync("infeasible.py", request => request with { Options = new SolveOptions { Explain = new ExplainWish() } });
        Assert.Equal(SolveStatus.Infeasible, report.Solution!.Status);
        Assert.True(report.Solution.Explanation!.IsIrreducible);
        Assert.True(report.Solution.Explanation.Relaxations!.Count > 0);
    }
}
