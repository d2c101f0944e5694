using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>What is larger than the settings allow is refused, with both sizes and the setting's name.</summary>
public abstract class LimitScenarios(ITestOutputHelper output, string limit, string value) : HierarchyScenario(output, ($"mipactors.limits.{limit}", value))
{
    protected async Task RefusedAsync(string program, string code, string size, string limit, Func<SolveRequest, SolveRequest>? with = null)
    {
        var report = await SolveAsync(program, with);
        Assert.Equal((JobOutcome.BadInput, code), (report.Outcome, report.Fault!.Code));
        Assert.Contains(size, report.Fault.Message, StringComparison.Ordinal);
        Assert.Contains($"mipactors.limits.{limit}", report.Fault.Hint, StringComparison.Ordinal);
        Assert.Null(report.Solution);
    }
}

/// <summary>Columns.</summary>
public sealed class ColumnLimitScenarios(ITestOutputHelper output) : LimitScenarios(output, "columns", "2")
{
    [Fact]
    public Task A_model_with_too_many_columns_is_refused() => RefusedAsync("three_by_three.py", "model-too-large", "3 columns; this server takes at most 2", "columns");
}

/// <summary>Rows.</summary>
public sealed class RowLimitScenarios(ITestOutputHelper output) : LimitScenarios(output, "rows", "2")
{
    [Fact]
    public Task A_model_with_too_many_rows_is_refused() => RefusedAsync("three_by_three.py", "model-too-large", "3 rows; this server takes at most 2", "rows");
}

/// <summary>Non-zeros.</summary>
public sealed class NonZeroLimitScenarios(ITestOutputHelper output) : LimitScenarios(output, "non-zeros", "5")
{
    [Fact]
    public Task A_model_with_too_many_non_zeros_is_refused() =>
        RefusedAsync("three_by_three.py", "model-too-large", "6 non-zeros; this server takes at most 5", "non-zeros");
}

/// <summary>The program's text.</summary>
public sealed class CodeLimitScenarios(ITestOutputHelper output) : LimitScenarios(output, "code", "100b")
{
    [Fact]
    public Task A_program_over_the_limit_is_refused() => RefusedAsync("knapsack.py", "too-large", "this server takes at most 100", "code");

    [Fact]
    public Task A_program_over_the_limit_is_not_looked_at_either() =>
        RefusedAsync("knapsack.py", "too-large", "this server takes at most 100", "code", request => request with { ValidateOnly = true });
}

/// <summary>The data.</summary>
public sealed class DataLimitScenarios(ITestOutputHelper output) : LimitScenarios(output, "data", "30b")
{
    [Fact]
    public Task Data_over_the_limit_are_refused() => RefusedAsync(
        "knapsack.py", "too-large", "this server takes at most 30", "data", request => request with { DataJson = """{"capacity": 26, "because": "é"}""" });

    [Fact]
    public async Task Data_at_the_limit_are_taken()
    {
        var report = await SolveAsync("knapsack.py", request => request with { DataJson = """{"capacity": 26, "why": "abc"}""" });
        Assert.Equal(JobOutcome.Answered, report.Outcome);
    }
}

/// <summary>Memory of a solver worker. Less than any needs, so that the first look finds too much.</summary>
public sealed class SolverMemoryScenarios(ITestOutputHelper output) : HierarchyScenario(output, ("mipactors.limits.solver-memory", "20 MiB"))
{
    [Fact]
    public async Task A_solver_that_takes_too_much_memory_is_ended_and_not_begun_again()
    {
        var report = await SolveAsync("hard.py");

        Assert.Equal("solver-memory-limit", report.Fault?.Code);
        Assert.Contains("mipactors.limits.solver-memory", report.Fault!.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(report.Warnings, warning => warning.Contains("begun again", StringComparison.Ordinal));
    }
}
