using System.Diagnostics;
using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>What no solver must ever see is answered before it, with the culprit's name.</summary>
public sealed class BadModelScenarios(ITestOutputHelper output) : HierarchyScenario(output)
{
    [Fact]
    public async Task A_product_of_variables_is_told_how_to_be_linear()
    {
        var report = await SolveAsync("multiplies_variables.py");
        Assert.Equal((JobOutcome.BadInput, "program-exception", 6), (report.Outcome, report.Fault!.Code, report.Fault.Line));
        Assert.Contains("linear", report.Fault.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("infinite_coefficient.py", "the coefficient of 'y' in constraint 'big_m'")]
    [InlineData("nan_objective.py", "the objective coefficient of 'x'")]
    [InlineData("nan_bound.py", "the upper bound of variable 'x'")]
    [InlineData("nan_side.py", "the right-hand side of constraint 'broken_side'")]
    public async Task A_number_that_is_none_is_named(string program, string culprit)
    {
        var report = await SolveAsync(program);
        Assert.Equal((JobOutcome.BadInput, "not-a-number"), (report.Outcome, report.Fault!.Code));
        Assert.Contains(culprit, report.Fault.Message, StringComparison.Ordinal);
        Assert.NotNull(report.Fault.Hint);
        Assert.Null(report.Solution);
    }

    [Theory]
    [InlineData("crossed_bounds.py", "variable 'x' has the lower bound 5 above its upper bound 3")]
    [InlineData("no_whole_number_between.py", "integer variable 'x' has no whole number between its bounds 0.2 and 0.8")]
    [InlineData("row_without_variables.py", "constraint 'nothing_meets_demand' has no variables, and 0 does not satisfy it")]
    public async Task Contradictory_bounds_are_infeasible_for_the_reason_that_is_said(string program, string reason)
    {
        var report = await SolveAsync(program);
        Assert.Equal((JobOutcome.NoAnswer, SolveStatus.Infeasible, "none"), (report.Outcome, report.Solution!.Status, report.Solution.Solver));
        Assert.Contains(reason, report.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Progress, progress => progress.Message.Contains("solver worker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_model_without_columns_has_its_constant_for_an_objective()
    {
        var report = await SolveAsync("no_columns.py");
        Assert.Equal((JobOutcome.Answered, SolveStatus.Optimal, 7.0), (report.Outcome, report.Solution!.Status, report.Solution.Objective));
        Assert.True(report.Verification!.IsValid);
    }

    // By hand: 2x - y + 10 over 1 <= x <= 4 and the whole numbers -2 <= y <= 6.
    [Theory]
    [InlineData("""{"maximise": false}""", 6)]
    [InlineData("""{"maximise": true}""", 20)]
    public async Task A_model_without_rows_takes_the_best_bounds(string data, double objective)
    {
        var report = await SolveAsync("no_rows.py", request => request with { DataJson = data });
        Assert.Equal((JobOutcome.Answered, SolveStatus.Optimal, objective), (report.Outcome, report.Solution!.Status, report.Solution.Objective));
        Assert.True(report.Verification!.IsValid);
    }

    [Fact]
    public async Task A_model_without_rows_or_bound_is_unbounded_in_the_variable_that_is_named()
    {
        var report = await SolveAsync("no_rows.py", request => request with { DataJson = """{"maximise": true, "most": null}""" });
        Assert.Equal((JobOutcome.NoAnswer, SolveStatus.Unbounded), (report.Outcome, report.Solution!.Status));
        Assert.Contains("'x'", report.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1000)]
    public async Task A_gigabyte_of_prints_is_capped_and_counted_long_before_the_deadline(int length)
    {
        var watch = Stopwatch.StartNew();
        var report = await SolveAsync("prints_a_gigabyte.py", request => request with { DataJson = $$"""{"length": {{length}}}""" });
        Output.WriteLine($"{report.Message} {watch.Elapsed} {report.Output.StdoutDroppedBytes:N0}");
        Assert.Equal(JobOutcome.Answered, report.Outcome);
        Assert.InRange(report.Output.Stdout.Length, 1, (int)Settings.Limits.OutputBytes);
        Assert.Equal(1_000_000_000L / (length + 1) * (length + 1), report.Output.Stdout.Length + report.Output.StdoutDroppedBytes);
    }

    [Fact]
    public async Task A_sum_of_thousands_of_written_out_terms_is_told_what_to_write_instead()
    {
        var code = $"from pulp import *\nx = {string.Join('+', Enumerable.Repeat("1", 100_000))}\n";
        var report = await SolveAsync("knapsack.py", request => request with { Code = code });
        Assert.Equal((JobOutcome.BadInput, "program-exception"), (report.Outcome, report.Fault!.Code));
        Assert.Contains("RecursionError", report.Fault.Message, StringComparison.Ordinal);
        Assert.Contains("lpSum over a list", report.Fault.Hint, StringComparison.Ordinal);
    }
}
