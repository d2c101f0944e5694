using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Solving;

/// <summary>What is known beyond the values: ranges, timeline, limits. Worked by hand on the Wyndor Glass model, in both senses.</summary>
public sealed class InsightTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly SolveOptions Options = new() { TimeLimitSeconds = 30 };

    [Theory]
    [InlineData("auto", ObjectiveSense.Maximize, 1)]
    [InlineData("auto", ObjectiveSense.Minimize, -1)]
    [InlineData("scip", ObjectiveSense.Maximize, 1)]
    public async Task Ranges_are_those_of_the_textbook(string solver, ObjectiveSense sense, double sign)
    {
        // max 3x+5y, x ≤ 4, 2y ≤ 12, 3x+2y ≤ 18: cost of x in 0…7.5, of y from 2; right-hand sides from 2, 6…18, 12…24.
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Wyndor(sense), Options with { Solver = solver, Sensitivity = true });
        var ranges = solution.Sensitivity!;
        Assert.False(ranges.IntegersFixed);
        Assert.Equal([0, 1.5 * sign, 1 * sign], Rounded(ranges.RowDuals));
        Assert.Equal([0, 0], Rounded(ranges.ReducedCosts));
        Assert.Equal([2, 6, 12], Rounded(ranges.SideLower));
        Assert.Equal([Infinity, 18, 24], Rounded(ranges.SideUpper));
        Assert.Equal(sign > 0 ? [0, 2] : [-7.5, -Infinity], Rounded(ranges.CostLower));
        Assert.Equal(sign > 0 ? [7.5, Infinity] : [0, -2], Rounded(ranges.CostUpper));
        Assert.Equal(new DualQuality(0, 0), DualCheck.Run(Models.Wyndor(sense), [.. Rounded(solution.Values!)], [.. Rounded(solution.RowDuals!)]));
    }

    [Fact]
    public async Task The_ranges_of_a_mip_are_those_of_the_lp_with_its_integers_fixed_and_say_so()
    {
        // max 2x + y, x + y ≤ 4.5, x ≤ 3 whole: x is fixed at 3, a unit of the first side is worth 1.
        await using var worker = await WorkerProcess.StartAsync();
        var model = Models.Build(ObjectiveSense.Maximize, [2, 1], [(-Infinity, [1, 1], 4.5), (-Infinity, [1, 0], 3)]);
        model.Kinds[0] = VariableKind.Integer;
        var solution = await worker.SolveAsync(model, Options with { Sensitivity = true });
        Assert.True(solution.Sensitivity!.IntegersFixed);
        Assert.Equal([1, 0], Rounded(solution.Sensitivity.RowDuals));
        Assert.Null(solution.RowDuals);
    }

    [Theory]
    [InlineData(ObjectiveSense.Maximize, 1, 1)]
    [InlineData(ObjectiveSense.Minimize, -1, -1)]
    public async Task A_mip_is_priced_with_its_integers_fixed_when_its_duals_are_wanted(ObjectiveSense sense, double sign, double price)
    {
        // As above, and its mirror image; x is fixed at 3, where a unit of it is worth 2 less the 1 that it takes from y.
        await using var worker = await WorkerProcess.StartAsync();
        var model = Models.Build(sense, [2 * sign, sign], [(-Infinity, [1, 1], 4.5), (-Infinity, [1, 0], 3)]);
        model.Kinds[0] = VariableKind.Integer;
        var solution = await worker.SolveAsync(model, Options with { Duals = true });
        Assert.Equal([price, 0], Rounded(solution.RowDuals!));
        Assert.Equal([price, 0], Rounded(solution.ReducedCosts!));
        Assert.Null(solution.Sensitivity);
    }

    [Fact]
    public async Task Scips_lps_borrow_their_duals()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Wyndor(), Options with { Solver = "scip" });
        Assert.Equal([0, 1.5, 1], Rounded(solution.RowDuals!));
        Assert.Equal("dual values of highs", solution.Confirmation.By);
    }

    [Theory]
    [InlineData("scip")]
    [InlineData("highs")]
    public async Task The_timeline_ends_with_the_answer_and_has_its_integral(string solver)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Knapsack(), Options with { Solver = solver, TimeLimitSeconds = 2 });
        Assert.True(solution.Timeline.Count > 3);
        Assert.Equal((solution.Objective, solution.DualBound), (solution.Timeline[^1].Incumbent, solution.Timeline[^1].DualBound));
        Assert.Equal(solution.Timeline.Select(look => look.ElapsedSeconds).Order(), solution.Timeline.Select(look => look.ElapsedSeconds));
        Assert.InRange(solution.PrimalIntegral!.Value, 1e-6, solution.SolveSeconds);
    }

    [Theory]
    [InlineData("scip")]
    [InlineData("highs")]
    [InlineData("cbc")]
    public async Task A_node_limit_stops_and_says_so(string solver)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Knapsack(), Options with { Solver = solver, NodeLimit = 3 });
        Assert.Equal((SolveStatus.Feasible, StopReason.NodeLimit), (solution.Status, solution.StopReason));
    }

    [Theory]
    [InlineData("scip")]
    [InlineData("highs")]
    [InlineData("cpsat")]
    public async Task A_solution_that_is_good_enough_stops_the_search(string solver)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var model = Models.Knapsack();
        // The room is for half of all things: half of what they are worth is soon found, on however busy a machine.
        var enough = model.Cost.Sum() / 2;
        var solution = await worker.SolveAsync(model, Options with { Solver = solver, ObjectiveStop = enough, TimeLimitSeconds = 90 });
        Assert.Equal((SolveStatus.Feasible, StopReason.ObjectiveStop), (solution.Status, solution.StopReason));
        Assert.True(solution.Objective >= enough - 1e-6, $"{solution.Objective} {enough}");
    }

    [Theory]
    [InlineData("scip")]
    [InlineData("highs")]
    [InlineData("cpsat")]
    public async Task A_bound_that_is_good_enough_stops_the_search(string solver)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var first = await worker.SolveAsync(Models.Knapsack(), Options with { Solver = solver, TimeLimitSeconds = 2 });
        var solution = await worker.SolveAsync(Models.Knapsack(), Options with { Solver = solver, BoundStop = first.DualBound * 1.001, TimeLimitSeconds = 90 });
        Assert.Equal(StopReason.ObjectiveStop, solution.StopReason);
        Assert.True(solution.DualBound <= first.DualBound * 1.001 + 1e-6, $"{solution.DualBound} {first.DualBound}");
    }

    [Fact]
    public async Task A_pool_and_a_second_objective_in_one_solve_are_refused_rather_than_one_of_them_passed_over()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var second = new SecondObjective { Coefficients = new Dictionary<string, double>(StringComparer.Ordinal) };
        var refusal = await worker.RefusalAsync(Models.HalfInteger(), Options with { Pool = new PoolWish { Count = 2 }, Second = second });
        Assert.Contains("ask for one of them", refusal.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scip", "timelimit", "did you mean 'time_limit'?")]
    [InlineData("highs", "relativegap", "did you mean 'relative_gap'?")]
    public async Task A_name_that_misses_one_that_all_solvers_know_is_told_that_one(string solver, string name, string words)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var options = Options with { Solver = solver, Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "1" } };
        var refusal = await worker.RefusalAsync(Models.HalfInteger(), options);
        Assert.Contains(words, refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cross_check_that_is_not_wanted_leaves_a_claim()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.HalfInteger(), Options with { Solver = "scip", CrossCheck = false });
        Assert.Equal(new Confirmation(ConfirmationLevel.Claimed, "scip"), solution.Confirmation);
        solution = await worker.SolveAsync(Models.HalfInteger(), Options with { Solver = "scip" });
        Assert.Equal(new Confirmation(ConfirmationLevel.Confirmed, "highs"), solution.Confirmation);
    }

    [Fact]
    public async Task Auto_says_why_it_took_a_solver()
    {
        await using var worker = await WorkerProcess.StartAsync();
        Assert.Equal("auto: highs is the default for linear models", (await worker.SolveAsync(Models.Wyndor(), Options)).Choice);
        Assert.Equal("auto: scip is the default for models with integer variables", (await worker.SolveAsync(Models.HalfInteger(), Options)).Choice);
        Assert.Equal("", (await worker.SolveAsync(Models.Wyndor(), Options with { Solver = "glop" })).Choice);
    }

    private static IEnumerable<double> Rounded(double[] values) => values.Select(value => Math.Round(value, 6) + 0.0);
}
