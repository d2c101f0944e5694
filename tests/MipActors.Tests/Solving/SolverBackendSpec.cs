using System.Diagnostics;
using MipActors.Core.Model;

namespace MipActors.Tests.Solving;

/// <summary>What every solver backend promises, tried on a real worker process.</summary>
public abstract class SolverBackendSpec(string solver)
{
    private SolveOptions Options => new() { Solver = solver, TimeLimitSeconds = 30 };

    [Fact]
    public async Task An_lp_is_solved_to_its_optimum()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Wyndor(), Options);
        Assert.Equal(SolveStatus.Optimal, solution.Status);
        Assert.Equal(StopReason.Completed, solution.StopReason);
        Assert.Equal(36, solution.Objective!.Value, 9);
        Assert.Equal(solution.Objective, solution.DualBound);
        Assert.Equal([2, 6], solution.Values!.Select(value => Math.Round(value, 9)));
        Assert.Equal(solver, solution.Solver);
        Assert.Equal(ConfirmationLevel.Confirmed, solution.Confirmation.Level);
        Assert.Matches(@"^\d+\.\d+\.\d+$", solution.SolverVersion);
    }

    [Fact]
    public async Task A_mip_is_solved_to_its_optimum_with_the_constant_of_the_objective()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.HalfInteger(), Options);
        Assert.Equal(SolveStatus.Optimal, solution.Status);
        Assert.Equal(12, solution.Objective!.Value, 9);
        Assert.Equal(12, solution.DualBound!.Value, 6);
        Assert.Null(solution.RowDuals);
        Assert.Null(solution.ReducedCosts);
    }

    [Fact]
    public async Task Rows_with_two_bounds_and_negative_lower_bounds_are_respected()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Ranged(), Options);
        Assert.Equal(SolveStatus.Optimal, solution.Status);
        Assert.Equal(-3, solution.Objective!.Value, 9);
    }

    [Fact]
    public async Task An_infeasible_lp_is_infeasible_and_says_what_confirmed_it()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.InfeasibleLp(), Options);
        Assert.Equal(SolveStatus.Infeasible, solution.Status);
        Assert.Equal((ConfirmationLevel.Confirmed, "Farkas multipliers"), (solution.Confirmation.Level, solution.Confirmation.By));
        Assert.NotNull(solution.FarkasMultipliers);
        AssertNoNumbers(solution);
    }

    [Fact]
    public async Task An_integer_infeasible_mip_is_infeasible_and_the_other_engine_confirmed_it()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.IntegerInfeasible(), Options);
        Assert.Equal(SolveStatus.Infeasible, solution.Status);
        Assert.Equal((ConfirmationLevel.Confirmed, solver == "scip" ? "highs" : "scip"), (solution.Confirmation.Level, solution.Confirmation.By));
        AssertNoNumbers(solution);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_unbounded_model_is_unbounded_and_names_a_direction(bool integer)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(integer ? Models.UnboundedMip() : Models.UnboundedLp(), Options);
        Assert.Equal(SolveStatus.Unbounded, solution.Status);
        Assert.Equal((ConfirmationLevel.Confirmed, "a point and a ray"), (solution.Confirmation.Level, solution.Confirmation.By));
        Assert.True(solution.UnboundedRay![0] > 0);
        AssertNoNumbers(solution);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Infeasible_or_unbounded_is_resolved_to_infeasible(bool integer)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.InfeasibleThoughItsObjectiveIsFree(integer), Options);
        Assert.Equal(SolveStatus.Infeasible, solution.Status);
        Assert.Equal(ConfirmationLevel.Confirmed, solution.Confirmation.Level);
    }

    [Fact]
    public async Task The_incumbent_at_the_time_limit_is_kept()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var clock = Stopwatch.StartNew();
        var solution = await worker.SolveAsync(Models.Knapsack(), Options with { TimeLimitSeconds = 2 });
        Assert.InRange(clock.Elapsed.TotalSeconds, 1.5, 5);
        Assert.Equal(SolveStatus.Feasible, solution.Status);
        Assert.Equal(StopReason.TimeLimit, solution.StopReason);
        Assert.True(solution.DualBound > solution.Objective, $"{solution.DualBound} {solution.Objective}");
        Assert.True(solution.Iterations > 0);
        Assert.Equal(solution.Objective!.Value, Models.Knapsack().Cost.Zip(solution.Values!, (c, x) => c * x).Sum(), 3);
    }

    [Fact]
    public async Task A_time_limit_without_an_incumbent_leaves_no_solution()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.MarketSplit(), Options with { TimeLimitSeconds = 1 });
        Assert.Equal(SolveStatus.NoSolution, solution.Status);
        Assert.Equal(StopReason.TimeLimit, solution.StopReason);
        Assert.Null(solution.Values);
        Assert.Null(solution.Objective);
    }

    [Fact]
    public async Task A_cancelled_solve_answers_with_its_incumbent_within_a_second()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.Session.SolveAsync(new SolveCall(Options, Models.Knapsack()), worker.Cancellation);
        await Task.Delay(1500, worker.Cancellation);
        var clock = Stopwatch.StartNew();
        await worker.Session.CancelAsync(worker.Cancellation);
        var solution = Assert.IsType<MipActors.Solving.WorkerMessage.Solved>(await worker.AnswerAsync()).Solution;
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"{clock.Elapsed}");
        Assert.Equal(SolveStatus.Feasible, solution.Status);
        Assert.Equal(StopReason.Interrupted, solution.StopReason);
        Assert.NotNull(solution.Values);
    }

    [Fact]
    public async Task A_solve_cancelled_at_once_is_interrupted_too()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.Session.SolveAsync(new SolveCall(Options, Models.MarketSplit()), worker.Cancellation);
        await worker.Session.CancelAsync(worker.Cancellation);
        var solution = Assert.IsType<MipActors.Solving.WorkerMessage.Solved>(await worker.AnswerAsync()).Solution;
        Assert.Equal(SolveStatus.NoSolution, solution.Status);
        Assert.Equal(StopReason.Interrupted, solution.StopReason);
    }

    [Fact]
    public async Task A_cancel_with_no_solve_running_is_ignored_and_two_solves_fit_in_one_worker()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.Session.CancelAsync(worker.Cancellation);
        var first = await worker.SolveAsync(Models.HalfInteger(), Options);
        await worker.Session.CancelAsync(worker.Cancellation);
        var second = await worker.SolveAsync(Models.Wyndor(), Options);
        Assert.Equal(SolveStatus.Optimal, first.Status);
        Assert.Equal(36, second.Objective!.Value, 9);
    }

    [Fact]
    public async Task The_same_question_has_the_same_answer()
    {
        var model = Models.Knapsack(rows: 4, columns: 25);
        var answers = new List<Solution>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await using var worker = await WorkerProcess.StartAsync();
            answers.Add(await worker.SolveAsync(model, Options));
            answers.Add(await worker.SolveAsync(model, Options));
        }

        Assert.All(answers, answer => Assert.Equal(SolveStatus.Optimal, answer.Status));
        Assert.All(answers, answer => Assert.Equal(answers[0].Values, answer.Values));
        Assert.True(answers[0].Nodes > 0);
        Assert.All(answers, answer => Assert.Equal(answers[0].Nodes, answer.Nodes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mip_start_is_where_the_search_begins(bool partial)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var model = Models.Knapsack();
        var options = Options with { TimeLimitSeconds = 2 };
        var best = await worker.SolveAsync(model, options);
        var start = best.Values!.Select((value, j) => partial && j >= 140 ? double.NaN : Math.Round(value)).ToArray();
        var again = await worker.SolveAsync(model, options with { Parameters = StopAtOnce }, start);
        Assert.True(again.HasValues);
        Assert.True(again.Objective >= best.Objective - 1e-6, $"{again.Objective} < {best.Objective}");
    }

    [Fact]
    public async Task Progress_has_incumbent_bound_and_gap_and_comes_at_most_four_times_a_second()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.SolveAsync(Models.Knapsack(), Options with { TimeLimitSeconds = 2 });
        Assert.InRange(worker.Looks.Count, 3, 10);
        var last = worker.Looks[^1];
        Assert.True(last.DualBound > last.Incumbent, $"{last}");
        Assert.True(last.RelativeGap is > 0 and < 1);
        Assert.True(last.ElapsedSeconds is > 0 and < 3);
    }

    [Fact]
    public async Task The_log_comes_when_it_is_wanted_and_only_then()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.SolveAsync(Models.HalfInteger(), Options);
        Assert.Equal("", worker.Log);
        await worker.SolveAsync(Models.Knapsack(4, 25), Options with { Log = SolverLog.Normal });
        Assert.Contains(solver == "scip" ? "presolving" : "Presolving", worker.Log);
    }

    [Fact]
    public async Task The_settings_in_force_are_stated()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.HalfInteger(), Options with { Seed = 5, RelativeGap = 0.25, Parameters = Harmless });
        Assert.Equal("1", solution.Settings["threads"]);
        Assert.Equal("5", solution.Settings["seed"]);
        Assert.Equal("0.25", solution.Settings["relative_gap"]);
        Assert.Equal("1E-09", solution.Settings["absolute_gap"]);
        Assert.Equal("30", solution.Settings["time_limit"]);
        Assert.Equal(Harmless.Single().Value, solution.Settings[Harmless.Single().Key]);
    }

    [Fact]
    public async Task An_unknown_parameter_is_refused_and_the_nearest_named()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var refusal = await worker.RefusalAsync(Models.HalfInteger(), Options with { Parameters = Parameter(Misspelt.Name, "1") });
        Assert.Equal("unknown-parameter", refusal.Code);
        Assert.Contains($"did you mean '{Misspelt.Meant}'?", refusal.Text);
        Assert.Equal(SolveStatus.Optimal, (await worker.SolveAsync(Models.HalfInteger(), Options)).Status);
    }

    [Fact]
    public async Task A_parameter_out_of_range_is_refused_and_its_range_named()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var refusal = await worker.RefusalAsync(Models.HalfInteger(), Options with { Parameters = Parameter(OutOfRange.Name, OutOfRange.Value) });
        Assert.Equal("bad-parameter", refusal.Code);
        Assert.Contains("it goes from", refusal.Text);
        refusal = await worker.RefusalAsync(Models.HalfInteger(), Options with { Parameters = Parameter(OutOfRange.Name, "many") });
        Assert.Contains("number is expected", refusal.Text);
    }

    [Fact]
    public async Task A_parameter_that_names_a_file_is_refused()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var refusal = await worker.RefusalAsync(Models.HalfInteger(), Options with { Parameters = Parameter(WritesFile, "/tmp/never") });
        Assert.Equal("bad-parameter", refusal.Code);
        Assert.False(File.Exists("/tmp/never"));
    }

    /// <summary>A misspelt parameter of this solver, and the one that was meant.</summary>
    protected abstract (string Name, string Meant) Misspelt { get; }

    /// <summary>A number parameter and a value that it can not have.</summary>
    protected abstract (string Name, string Value) OutOfRange { get; }

    /// <summary>A parameter that would make the solver write a file.</summary>
    protected abstract string WritesFile { get; }

    /// <summary>Parameters that end the search with the first solution.</summary>
    protected abstract IReadOnlyDictionary<string, string> StopAtOnce { get; }

    /// <summary>A parameter with an allowed value.</summary>
    protected abstract IReadOnlyDictionary<string, string> Harmless { get; }

    protected static IReadOnlyDictionary<string, string> Parameter(string name, string value) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value };

    private static void AssertNoNumbers(Solution solution)
    {
        Assert.Null(solution.Values);
        Assert.Null(solution.Objective);
        Assert.Null(solution.DualBound);
    }
}
