using System.Diagnostics;
using MipActors.Core.Model;

namespace MipActors.Tests.Solving;

/// <summary>What CBC does differently from the contract of the others.</summary>
public sealed class CbcTests
{
    private static readonly SolveOptions Options = new() { Solver = "cbc", TimeLimitSeconds = 30 };

    [Fact]
    public async Task A_cancelled_solve_answers_within_a_second_though_cbc_goes_on()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.Session.SolveAsync(new SolveCall(Options, Models.Knapsack()), worker.Cancellation);
        await Task.Delay(1500, worker.Cancellation);
        var clock = Stopwatch.StartNew();
        await worker.Session.CancelAsync(worker.Cancellation);
        var solution = Assert.IsType<MipActors.Solving.WorkerMessage.Solved>(await worker.AnswerAsync()).Solution;
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"{clock.Elapsed}");
        Assert.Equal((SolveStatus.NoSolution, StopReason.Interrupted), (solution.Status, solution.StopReason));
        Assert.Contains("incumbent", solution.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_incumbent_at_the_time_limit_is_kept_with_its_bound()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.Knapsack(), Options with { TimeLimitSeconds = 2 });
        Assert.Equal((SolveStatus.Feasible, StopReason.TimeLimit), (solution.Status, solution.StopReason));
        Assert.True(solution.DualBound > solution.Objective, $"{solution.DualBound} {solution.Objective}");
        Assert.True(worker.Looks.Count > 0);
        Assert.All(worker.Looks, look => Assert.True(look.DualBound is null || look.Incumbent is null || look.DualBound > look.Incumbent - 1e-6, $"{look}"));
    }

    [Fact]
    public async Task Its_parameters_are_checked_though_cbc_does_not()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var refusal = await worker.RefusalAsync(Models.HalfInteger(), Options with { Parameters = Of("gomoryCut", "on") });
        Assert.Equal("unknown-parameter", refusal.Code);
        Assert.Contains("did you mean 'gomoryCuts'?", refusal.Text, StringComparison.Ordinal);
        Assert.Equal("bad-parameter", (await worker.RefusalAsync(Models.HalfInteger(), Options with { Parameters = Of("gomoryCuts", "perhaps") })).Code);
        Assert.Equal(SolveStatus.Optimal, (await worker.SolveAsync(Models.HalfInteger(), Options with { Parameters = Of("gomoryCuts", "off") })).Status);
    }

    [Fact]
    public async Task Its_log_is_what_it_prints()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.SolveAsync(Models.Knapsack(4, 25), Options with { Log = SolverLog.Normal });
        Assert.Contains("Welcome to the CBC MILP Solver", worker.Log, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Of(string name, string value) => new(StringComparer.Ordinal) { [name] = value };
}
