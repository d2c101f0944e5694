using MipActors.Actors.Runs;
using MipActors.Core.Model;

namespace MipActors.Scenarios.Decisions;

/// <summary>Who wins a race, and when two racers contradict each other.</summary>
public sealed class RaceDecisionSpec
{
    /// <summary>max x + y, x + y ≤ 3.5, whole, up to 2 each: 3.</summary>
    private static readonly LinearModel Model = new()
    {
        Name = "",
        Sense = ObjectiveSense.Maximize,
        Cost = [1, 1],
        ColumnLower = [0, 0],
        ColumnUpper = [2, 2],
        Kinds = [VariableKind.Integer, VariableKind.Integer],
        ColumnNames = ["x", "y"],
        RowLower = [double.NegativeInfinity],
        RowUpper = [3.5],
        RowNames = ["r"],
        Matrix = new SparseMatrix([0, 2], [0, 1], [1, 1]),
    };

    private static readonly Solution Optimum = Answer("scip", SolveStatus.Optimal, 3, [2, 1]) with { DualBound = 3 };

    [Fact]
    public void Two_optima_that_agree_are_no_contradiction() =>
        Assert.Null(RaceDecision.Contradiction(Model, [Optimum, Answer("highs", SolveStatus.Optimal, 3, [1, 2]) with { DualBound = 3 }]));

    [Fact]
    public void A_worse_optimum_is_contradicted_by_a_better_point() => Assert.Contains(
        "contradict each other",
        RaceDecision.Contradiction(Model, [Optimum, Answer("highs", SolveStatus.Optimal, 2, [1, 1]) with { DualBound = 2 }]),
        StringComparison.Ordinal);

    [Fact]
    public void An_incumbent_contradicts_infeasible() => Assert.NotNull(RaceDecision.Contradiction(
        Model, [Answer("highs", SolveStatus.Infeasible, null, null), Answer("scip", SolveStatus.Feasible, 2, [1, 1]) with { StopReason = StopReason.Interrupted }]));

    [Fact]
    public void A_point_that_is_none_contradicts_nothing() => Assert.Null(RaceDecision.Contradiction(
        Model, [Optimum, Answer("highs", SolveStatus.Feasible, 4, [2, 2]) with { StopReason = StopReason.Interrupted }]));

    [Fact]
    public void Without_a_winner_the_best_incumbent_comes_with_the_best_bound()
    {
        var one = Answer("scip", SolveStatus.Feasible, 2, [1, 1]) with { DualBound = 3.25, StopReason = StopReason.TimeLimit };
        var other = Answer("highs", SolveStatus.Feasible, 1, [1, 0]) with { DualBound = 3, StopReason = StopReason.TimeLimit };
        var best = RaceDecision.Best(ObjectiveSense.Maximize, [one, other], winner: null);
        Assert.Equal(("scip", 2, 3), (best.Solver, best.Objective, best.DualBound));
    }

    [Fact]
    public void Progress_is_the_best_of_both()
    {
        var merged = RaceDecision.Merge(ObjectiveSense.Minimize, [new SolveProgress(1, 9, 2, 10, 100), new SolveProgress(2, null, 4, 1, 5)]);
        Assert.Equal(new SolveProgress(2, 9, 4, 11, 105), merged);
    }

    private static Solution Answer(string solver, SolveStatus status, double? objective, double[]? values) =>
        new() { Solver = solver, Status = status, Objective = objective, Values = values };
}
