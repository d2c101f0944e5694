using MipActors.Core.Model;
using MipActors.Solving;

namespace MipActors.Tests.Solving;

public sealed class HighsSpec() : SolverBackendSpec("highs")
{
    protected override (string Name, string Meant) Misspelt => ("mip_rel_gpa", "mip_rel_gap");

    protected override (string Name, string Value) OutOfRange => ("mip_heuristic_effort", "7");

    protected override string WritesFile => "solution_file";

    protected override IReadOnlyDictionary<string, string> StopAtOnce => Parameter("mip_max_nodes", "0");

    protected override IReadOnlyDictionary<string, string> Harmless => Parameter("mip_detect_symmetry", "off");

    [Theory]
    [InlineData(ObjectiveSense.Maximize, 1)]
    [InlineData(ObjectiveSense.Minimize, -1)]
    public async Task Duals_are_the_change_of_the_objective_per_unit_of_the_right_hand_side(ObjectiveSense sense, double sign)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Wyndor(sense), new SolveOptions { Solver = "highs" });
        Assert.Equal([0, 1.5 * sign, 1 * sign], solution.RowDuals!.Select(dual => Math.Round(dual, 9) + 0.0));
        Assert.Equal([0, 0], solution.ReducedCosts!.Select(cost => Math.Round(cost, 9) + 0.0));
    }

    [Fact]
    public async Task A_reduced_cost_is_the_change_of_the_objective_per_unit_of_the_column()
    {
        // max 3x + y, x + y ≤ 4: x = 4, and each unit of y costs 2.
        await using var worker = await WorkerProcess.StartAsync();
        var model = Models.Build(ObjectiveSense.Maximize, [3, 1], [(double.NegativeInfinity, [1, 1], 4)]);
        var solution = await worker.SolveAsync(model, new SolveOptions { Solver = "highs" });
        Assert.Equal([3], solution.RowDuals!.Select(dual => Math.Round(dual, 9)));
        Assert.Equal([0, -2], solution.ReducedCosts!.Select(cost => Math.Round(cost, 9) + 0.0));
    }

    [Fact]
    public async Task The_final_basis_of_an_lp_comes_along()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Wyndor(ObjectiveSense.Maximize), new SolveOptions { Solver = "highs" });
        Assert.Equal([BasisStatus.Basic, BasisStatus.Basic], solution.Basis!.Columns);
        Assert.Equal([BasisStatus.Basic, BasisStatus.AtUpper, BasisStatus.AtUpper], solution.Basis.Rows);
    }

    [Fact]
    public async Task A_re_solve_begins_at_the_basis_that_it_is_given_whatever_has_changed_since()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var options = new SolveOptions { Solver = "highs" };
        var model = Transport(suppliers: 12, towns: 30, extra: 0);
        var cold = await worker.SolveAsync(model, options);

        var again = await SolveAsync(model, cold.Basis!);
        Assert.True(cold.Iterations > 20, $"{cold.Iterations} iterations");
        Assert.Equal(0, again.Iterations);
        Assert.Equal(cold.Objective!.Value, again.Objective!.Value, 1e-9 * cold.Objective.Value);

        // Dearer by one: the old basis is a good beginning. One of another model's statuses, even none at all, is a bad one, and no more.
        var changed = Transport(suppliers: 12, towns: 30, extra: 1);
        var expected = await worker.SolveAsync(changed, options);
        var warm = await SolveAsync(changed, cold.Basis!);
        Assert.True(warm.Iterations < expected.Iterations / 2, $"{warm.Iterations} iterations, {expected.Iterations} from nothing");
        foreach (var status in Enum.GetValues<BasisStatus>())
        {
            var odd = await SolveAsync(changed, new Basis(
                [.. Enumerable.Repeat(status, model.ColumnCount)], [.. Enumerable.Repeat(status, model.RowCount)]));
            Assert.Equal((SolveStatus.Optimal, ConfirmationLevel.Confirmed), (odd.Status, odd.Confirmation.Level));
            Assert.Equal(expected.Objective!.Value, odd.Objective!.Value, 1e-9 * expected.Objective.Value);
        }

        async Task<Solution> SolveAsync(LinearModel given, Basis basis) =>
            Assert.IsType<WorkerMessage.Solved>(await worker.AnswerAsync(new SolveCall(options, given, Basis: basis))).Solution;
    }

    [Fact]
    public async Task An_infeasible_lp_comes_with_its_farkas_multipliers_and_their_basis()
    {
        // x + y ≥ 3 and x + y ≤ 2.
        await using var worker = await WorkerProcess.StartAsync();
        var model = Models.Build(ObjectiveSense.Minimize, [1, 1], [(3, [1, 1], double.PositiveInfinity), (double.NegativeInfinity, [1, 1], 2)]);
        var solution = await worker.SolveAsync(model, new SolveOptions { Solver = "highs" });
        Assert.Equal(SolveStatus.Infeasible, solution.Status);
        Assert.Equal(0, solution.FarkasMultipliers!.Sum());
        Assert.Equal(2, solution.Basis!.Columns.Concat(solution.Basis.Rows).Count(status => status == BasisStatus.Basic));
    }

    [Fact]
    public async Task A_long_lp_is_interrupted()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var parameters = Parameter("presolve", "off");
        await worker.Session.SolveAsync(new SolveCall(new SolveOptions { Solver = "highs", Parameters = parameters }, Models.Transport(500)), worker.Cancellation);
        Assert.IsType<MipActors.Solving.WorkerMessage.Progress>(await worker.NextAsync());
        await worker.Session.CancelAsync(worker.Cancellation);
        var solution = Assert.IsType<MipActors.Solving.WorkerMessage.Solved>(await worker.AnswerAsync()).Solution;
        Assert.Equal(StopReason.Interrupted, solution.StopReason);
    }

    [Fact]
    public async Task The_optimum_of_a_mip_is_confirmed_by_the_other_engine()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.HalfInteger(), new SolveOptions { Solver = "highs" });
        Assert.Equal((ConfirmationLevel.Confirmed, "scip"), (solution.Confirmation.Level, solution.Confirmation.By));
    }

    [Fact]
    public async Task The_number_of_threads_may_change_from_solve_to_solve()
    {
        await using var worker = await WorkerProcess.StartAsync();
        foreach (var threads in (int[])[1, 2, 1])
        {
            var solution = await worker.SolveAsync(Models.Knapsack(4, 25), new SolveOptions { Solver = "highs", Threads = threads });
            Assert.Equal(SolveStatus.Optimal, solution.Status);
            Assert.Equal(Math.Min(threads, Environment.ProcessorCount).ToString(), solution.Settings["threads"]);
        }
    }

    /// <summary>Least cost from suppliers with capacities to towns with demands; `extra` is added to one town's demand.</summary>
    private static LinearModel Transport(int suppliers, int towns, double extra)
    {
        var random = new Random(11);
        var cost = Enumerable.Range(0, suppliers * towns).Select(_ => 1.0 + random.Next(50)).ToArray();
        var rows = new List<(double, double[], double)>();
        for (var supplier = 0; supplier < suppliers; supplier++)
        {
            rows.Add((double.NegativeInfinity, Row(j => j / towns == supplier), 60 + random.Next(20)));
        }

        for (var town = 0; town < towns; town++)
        {
            rows.Add((10 + random.Next(8) + (town == 3 ? extra : 0), Row(j => j % towns == town), double.PositiveInfinity));
        }

        return Models.Build(ObjectiveSense.Minimize, cost, [.. rows]);

        double[] Row(Func<int, bool> isIn) => [.. Enumerable.Range(0, cost.Length).Select(j => isIn(j) ? 1.0 : 0)];
    }
}
