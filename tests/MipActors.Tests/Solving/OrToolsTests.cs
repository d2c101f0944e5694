using System.Diagnostics;
using MipActors.Core.Model;

namespace MipActors.Tests.Solving;

/// <summary>CP-SAT, GLOP and PDLP: parameters, limits, interruption, duals.</summary>
public sealed class OrToolsTests
{
    private static SolveOptions Options(string solver) => new() { Solver = solver, TimeLimitSeconds = 30 };

    [Fact]
    public async Task Cp_sat_keeps_incumbent_and_bound_at_its_limit_and_tells_its_progress()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Knapsack(8, 110), Options("cpsat") with { TimeLimitSeconds = 5, Log = SolverLog.Normal });
        Assert.Equal((SolveStatus.Feasible, StopReason.TimeLimit), (solution.Status, solution.StopReason));
        Assert.True(solution.DualBound > solution.Objective, $"{solution.DualBound} {solution.Objective}");
        Assert.True(worker.Looks[^1].DualBound > worker.Looks[^1].Incumbent);
        Assert.Contains("CP-SAT", worker.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cp_sat_is_interrupted_with_its_incumbent()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.Session.SolveAsync(new SolveCall(Options("cpsat"), Models.Knapsack(8, 110)), worker.Cancellation);
        await HasIncumbentAsync(worker);
        var clock = Stopwatch.StartNew();
        await worker.Session.CancelAsync(worker.Cancellation);
        var solution = Assert.IsType<MipActors.Solving.WorkerMessage.Solved>(await worker.AnswerAsync()).Solution;
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"{clock.Elapsed}");
        Assert.Equal((SolveStatus.Feasible, StopReason.Interrupted), (solution.Status, solution.StopReason));
    }

    [Theory]
    [InlineData("glop")]
    [InlineData("pdlp")]
    public async Task A_long_lp_is_interrupted(string solver)
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.Session.SolveAsync(new SolveCall(Options(solver), Models.Transport(500)), worker.Cancellation);
        await Task.Delay(2000, worker.Cancellation);
        var clock = Stopwatch.StartNew();
        await worker.Session.CancelAsync(worker.Cancellation);
        var solution = Assert.IsType<MipActors.Solving.WorkerMessage.Solved>(await worker.AnswerAsync()).Solution;
        // GLOP's preprocessing looks up rarely: on a machine that others use too it takes more than its usual tenths of a second.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(4), $"{clock.Elapsed}");
        Assert.Equal((SolveStatus.NoSolution, StopReason.Interrupted), (solution.Status, solution.StopReason));
    }

    [Theory]
    [InlineData("glop", ObjectiveSense.Maximize, 1)]
    [InlineData("glop", ObjectiveSense.Minimize, -1)]
    [InlineData("pdlp", ObjectiveSense.Maximize, 1)]
    [InlineData("pdlp", ObjectiveSense.Minimize, -1)]
    public async Task Duals_are_the_change_of_the_objective_per_unit_of_the_right_hand_side(string solver, ObjectiveSense sense, double sign)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Wyndor(sense), Options(solver));
        Assert.Equal([0, 1.5 * sign, 1 * sign], solution.RowDuals!.Select(dual => Math.Round(dual, 5) + 0.0));
        Assert.Equal(solver == "glop", solution.Basis is not null);
    }

    [Theory]
    [InlineData("cpsat", "linearization_leve", "linearization_level")]
    [InlineData("glop", "use_dual_simple", "use_dual_simplex")]
    [InlineData("pdlp", "termination_criteria.iteration_limt", "termination_criteria.iteration_limit")]
    public async Task Parameters_are_fields_of_the_solvers_own_message(string solver, string misspelt, string meant)
    {
        await using var worker = await WorkerProcess.StartAsync();
        var model = solver == "cpsat" ? Models.IntegerInfeasible() : Models.Wyndor();
        var refusal = await worker.RefusalAsync(model, Options(solver) with { Parameters = Of(misspelt, "1") });
        Assert.Equal("unknown-parameter", refusal.Code);
        Assert.Contains($"did you mean '{meant}'?", refusal.Text, StringComparison.Ordinal);
        Assert.Equal("bad-parameter", (await worker.RefusalAsync(model, Options(solver) with { Parameters = Of(meant, "many") })).Code);
        var solution = await worker.SolveAsync(model, Options(solver) with { Parameters = Of(meant, solver == "pdlp" ? "100000" : "1") });
        Assert.Equal(solver == "pdlp" ? "100000" : "1", solution.Settings[meant]);
    }

    [Fact]
    public async Task Cp_sat_refuses_what_it_could_only_round()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var thirds = Models.Build(ObjectiveSense.Minimize, [1, 1], [(1, [1.0 / 3, 1], 5)], integer: true, upper: 9);
        Assert.Contains("whole numbers", (await worker.RefusalAsync(thirds, Options("cpsat"))).Text, StringComparison.Ordinal);
    }

    private static async Task HasIncumbentAsync(WorkerProcess worker)
    {
        while (await worker.NextAsync() is not MipActors.Solving.WorkerMessage.Progress { Look.Incumbent: not null })
        {
        }
    }

    private static Dictionary<string, string> Of(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
