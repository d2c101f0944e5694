using MipActors.Core.Model;

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
            var solution = await worker.SolveAsync(Models.Knapsack(5, 30), new SolveOptions { Solver = "highs", Threads = threads });
            Assert.Equal(SolveStatus.Optimal, solution.Status);
            Assert.Equal(Math.Min(threads, Environment.ProcessorCount).ToString(), solution.Settings["threads"]);
        }
    }
}
