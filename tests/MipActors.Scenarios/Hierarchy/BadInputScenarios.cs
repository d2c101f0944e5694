using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>Each wrong input is told what was wrong, where, and what to do.</summary>
public sealed class BadInputScenarios(ITestOutputHelper output) : HierarchyScenario(output)
{
    [Fact]
    public async Task A_syntax_error_names_line_and_column()
    {
        var fault = await FaultAsync("syntax_error.py");
        Assert.Equal("syntax-error", fault.Code);
        Assert.Equal(4, fault.Line);
        Assert.NotNull(fault.Column);
        Assert.NotNull(fault.Hint);
    }

    [Fact]
    public async Task An_exception_has_a_traceback_of_the_users_lines_alone()
    {
        var fault = await FaultAsync("raises.py");
        Assert.Equal("program-exception", fault.Code);
        Assert.Contains("KeyError", fault.Message, StringComparison.Ordinal);
        Assert.Equal(5, fault.Line);
        Assert.Contains("line 9", fault.Traceback, StringComparison.Ordinal);
        Assert.Contains("demand_of", fault.Traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("mipactors_guest", fault.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_a_problem_is_told_how_to_make_one()
    {
        var fault = await FaultAsync("no_problem.py");
        Assert.Equal("no-problem", fault.Code);
        Assert.Contains("LpProblem", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_problems_without_a_solve_are_listed()
    {
        var fault = await FaultAsync("two_problems.py");
        Assert.Equal("several-problems", fault.Code);
        Assert.Contains("small", fault.Message, StringComparison.Ordinal);
        Assert.Contains("large", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_coefficient_that_is_no_number_is_named()
    {
        var fault = await FaultAsync("nan_coefficient.py");
        Assert.Equal("not-a-number", fault.Code);
        Assert.Contains("broken_row", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_solver_is_refused_with_the_known_ones()
    {
        var report = await SolveAsync("knapsack.py", request => request with { Options = new SolveOptions { Solver = "hihgs" } });
        Assert.Equal(JobOutcome.BadInput, report.Outcome);
        Assert.Equal("unknown-solver", report.Fault!.Code);
        Assert.Contains("highs", report.Fault.Message + report.Fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_solver_parameter_is_refused_with_the_nearest()
    {
        var options = new SolveOptions { Solver = "scip", Parameters = new Dictionary<string, string> { ["limits/nodez"] = "5" } };
        var report = await SolveAsync("knapsack.py", request => request with { Options = options });
        Assert.Equal(JobOutcome.BadInput, report.Outcome);
        Assert.Equal("unknown-parameter", report.Fault!.Code);
        Assert.Contains("limits/nodes", report.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1, 2]", "data-not-object")]
    [InlineData("{", "data-not-json")]
    public async Task Data_that_is_no_object_is_refused(string data, string code)
    {
        var report = await SolveAsync("knapsack.py", request => request with { DataJson = data });
        Assert.Equal((JobOutcome.BadInput, code), (report.Outcome, report.Fault!.Code));
    }

    [Fact]
    public async Task An_endless_loop_ends_at_the_deadline_with_the_line_where_it_was()
    {
        var report = await SolveAsync("endless_loop.py", request => request with { Timeout = TimeSpan.FromSeconds(8) });
        Assert.Equal(JobOutcome.LimitReached, report.Outcome);
        Assert.Equal("deadline", report.Fault!.Code);
        Assert.Matches("line [45]", report.Fault.Traceback);
        await UntilAsync(() => ChildrenOf(Actors.Executors).Count <= 1, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_flood_of_prints_is_capped_and_counted()
    {
        var report = await SolveAsync("floods_stdout.py");
        Assert.Equal(JobOutcome.Answered, report.Outcome);
        Assert.InRange(report.Output.Stdout.Length, 1, (int)Settings.Limits.OutputBytes);
        Assert.Equal(20_000L * 1001, report.Output.Stdout.Length + report.Output.StdoutDroppedBytes);
    }

    [Fact]
    public async Task An_empty_program_is_refused()
    {
        var report = await Service.SolveAsync(new SolveRequest { Code = "  \n" }, _ => { }, default);
        Assert.Equal((JobOutcome.BadInput, "no-code"), (report.Outcome, report.Fault!.Code));
    }

    private async Task<JobFault> FaultAsync(string program)
    {
        var report = await SolveAsync(program);
        Assert.Equal(JobOutcome.BadInput, report.Outcome);
        return report.Fault!;
    }
}
