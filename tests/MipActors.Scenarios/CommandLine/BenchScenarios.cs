using System.Text.Json;
using MipActors.Cli.Bench;
using MipActors.Core.Model;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.CommandLine;

/// <summary><c>mipactors bench</c>: solvers side by side on the user's own programs and models.</summary>
public sealed class BenchScenarios
{
    [Fact]
    public async Task Solvers_are_compared_on_programs_and_models_and_each_answer_is_verified()
    {
        var (code, output, errors) = await CommandLineRun.ToEndAsync(
            "bench", CommandLineRun.Path("knapsack.py"), CommandLineRun.Model("plan.lp"), "--solvers", "highs,scip", "--seeds", "2", "--time-limit", "30", "--json");
        Assert.True(code == 0, errors);
        var result = JsonElement.Parse(output);
        var runs = result.GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal(8, runs.Count);
        Assert.All(runs, run => Assert.Equal(("optimal", true, true), (run.GetProperty("status").GetString(), run.GetProperty("verified").GetBoolean(), run.GetProperty("solved").GetBoolean())));
        Assert.All(runs.GroupBy(run => run.GetProperty("file").GetString()), file => Assert.Single(file.Select(run => Math.Round(run.GetProperty("objective").GetDouble(), 6)).Distinct()));
        var summary = result.GetProperty("summary").EnumerateArray().ToList();
        Assert.Equal(["highs", "scip"], summary.Select(one => one.GetProperty("solver").GetString()).Order(StringComparer.Ordinal));
        Assert.All(summary, one => Assert.Equal((4, 4), (one.GetProperty("solved").GetInt32(), one.GetProperty("runs").GetInt32())));
        Assert.Equal(1, summary[0].GetProperty("ratio").GetDouble(), 9);
        Assert.Contains("… 8/8 plan.lp scip seed 1", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_pipe_the_table_has_a_line_a_run_and_no_colours()
    {
        var (code, output, errors) = await CommandLineRun.ToEndAsync("bench", CommandLineRun.Model("plan.lp"), "--solvers", "highs", "--solvers", "scip", "--quiet");
        Assert.Equal((0, ""), (code, errors));
        var lines = output.Split('\n');
        Assert.Single(lines, line => line.Contains("plan.lp", StringComparison.Ordinal) && line.Contains("highs", StringComparison.Ordinal) && line.Contains("optimal", StringComparison.Ordinal) && line.Contains("yes", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("geometric mean", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public async Task A_solver_that_can_not_take_the_model_has_its_reason_in_its_row()
    {
        var (code, report) = await CommandLineRun.ReportAsync("bench", CommandLineRun.Path("knapsack.py"), "--solvers", "glop,highs", "--quiet");
        Assert.Equal(2, code);
        var runs = report.GetProperty("runs").EnumerateArray().ToList();
        Assert.NotEqual("", runs[0].GetProperty("error").GetString());
        Assert.Equal("optimal", runs[1].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_solver_that_is_none_and_a_file_that_is_missing_are_bad_input()
    {
        var (unknown, _, named) = await CommandLineRun.ToEndAsync("bench", CommandLineRun.Model("plan.lp"), "--solvers", "hihgs");
        Assert.Equal(2, unknown);
        Assert.Contains("hihgs", named, StringComparison.Ordinal);
        var (missing, _, said) = await CommandLineRun.ToEndAsync("bench", "/no/such/model.lp");
        Assert.Equal(2, missing);
        Assert.Contains("/no/such/model.lp", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_prints_what_there_is_and_leaves_nothing()
    {
        await Provisioned.Once;
        await using var run = await CommandLineRun.StartAsync("bench", CommandLineRun.Path("hard.py"), "--solvers", "scip,highs", "--time-limit", "200", "--json");
        await run.SaysAsync("1/2 hard.py scip");
        await run.Program.SignalAsync(2);
        var (code, output, errors) = await run.EndAsync();
        Assert.True(code == 5, errors);
        Assert.True(JsonElement.Parse(output).GetProperty("runs").GetArrayLength() <= 1);
    }

    [Fact]
    public void A_bound_that_a_verified_solution_refutes_is_named_as_a_contradiction()
    {
        BenchRun Run(string solver, double? objective, double? bound, string status = "optimal") => new()
        {
            File = "a.lp", Solver = solver, Status = status, Objective = objective, BestBound = bound, Verified = objective is null ? null : true, Solved = true, Sense = ObjectiveSense.Minimize,
        };

        Assert.Empty(BenchResult.Of([Run("one", 10, 10), Run("two", 10.00001, 10)], 60).Contradictions);
        var wrong = Assert.Single(BenchResult.Of([Run("one", 10, 10), Run("two", 9, 9)], 60).Contradictions);
        Assert.Contains("one (seed 0) claims that nothing is better than 10, two (seed 0) has a verified solution of 9", wrong, StringComparison.Ordinal);
        Assert.Single(BenchResult.Of([Run("one", null, null, "infeasible"), Run("two", 9, 9)], 60).Contradictions);
    }

    [Fact]
    public void The_mean_is_the_shifted_geometric_one_and_what_was_not_solved_counts_as_the_limit()
    {
        BenchRun Run(string solver, double seconds, bool solved) => new() { File = "a.lp", Solver = solver, Status = "optimal", Seconds = seconds, Solved = solved };
        var result = BenchResult.Of([Run("fast", 0, true), Run("fast", 3, true), Run("slow", 2, false), Run("slow", 3, true)], 15);
        // sqrt(1 * 4) - 1, and sqrt(16 * 4) - 1
        Assert.Equal([("fast", 1.0, 1.0), ("slow", 7.0, 4.0)], result.Summary.Select(one => (one.Solver, Math.Round(one.MeanSeconds, 9), Math.Round(one.Ratio, 9))));
    }
}
