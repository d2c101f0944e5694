using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>What a program brings home.</summary>
public sealed class ProgramScenarios(ITestOutputHelper output) : HierarchyScenario(output)
{
    [Fact]
    public async Task A_program_that_solves_and_prints_sees_its_values_and_the_report_is_verified()
    {
        var report = await SolveAsync("knapsack.py");
        Assert.Equal(JobOutcome.Answered, report.Outcome);
        Assert.Equal("Optimal 52.0\ntaken: [0, 2, 7]\nslack 0.0\n", report.Output.Stdout);
        Assert.Equal(52, report.Solution!.Objective);
        Assert.Equal("scip", report.Solution.Solver);
        Assert.True(report.Verification!.IsValid);
        Assert.Equal(52, report.Verification.Objective);
        Assert.Equal(1, report.Solves);
    }

    [Fact]
    public async Task A_program_that_only_defines_a_problem_has_it_solved_at_its_end()
    {
        var report = await Service.SolveAsync(
            new SolveRequest { Code = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "examples", "production_plan.py")) }, _ => { }, default);
        Assert.Equal(JobOutcome.Answered, report.Outcome);
        Assert.Equal(SolveStatus.Optimal, report.Solution!.Status);
        Assert.True(report.Verification!.IsValid);
        Assert.Equal(24, report.Model!.ColumnCount);
    }

    [Fact]
    public async Task Data_is_the_dict_data_of_the_program()
    {
        var report = await SolveAsync("knapsack.py", request => request with { DataJson = """{"weights": [1, 2], "values": [5, 7], "capacity": 2}""" });
        Assert.Equal(7, report.Solution!.Objective);
    }

    [Fact]
    public async Task A_model_that_is_changed_and_solved_again_gives_both_answers()
    {
        var report = await SolveAsync("solves_again_with_a_cut.py");
        Assert.Equal("34.0 28.0\n", report.Output.Stdout);
        Assert.Equal(2, report.Solves);
        Assert.Equal(28, report.Solution!.Objective);
    }

    [Theory]
    [InlineData("highs")]
    [InlineData("scip")]
    public async Task Infeasible_and_unbounded_are_told_apart(string solver)
    {
        var infeasible = await SolveAsync("infeasible.py", request => request with { Options = new SolveOptions { Solver = solver } });
        Assert.Equal((JobOutcome.NoAnswer, SolveStatus.Infeasible), (infeasible.Outcome, infeasible.Solution!.Status));
        var unbounded = await SolveAsync("unbounded.py", request => request with { Options = new SolveOptions { Solver = solver } });
        Assert.Equal((JobOutcome.NoAnswer, SolveStatus.Unbounded), (unbounded.Outcome, unbounded.Solution!.Status));
    }

    [Fact]
    public async Task The_stages_of_a_job_are_reported_on_its_way()
    {
        await SolveAsync("knapsack.py");
        Assert.Contains(Progress, progress => progress.Stage == JobStage.Running);
        Assert.Contains(Progress, progress => progress.Stage == JobStage.Solving);
    }
}
