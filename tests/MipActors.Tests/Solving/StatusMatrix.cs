using MipActors.Core.Model;

namespace MipActors.Tests.Solving;

/// <summary>Fifteen kinds of model, each by every backend: what may be said of it, and nothing else. Real workers.</summary>
public sealed class StatusMatrix
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly string[] Backends = ["scip", "highs", "cbc", "cpsat", "glop", "pdlp"];

    private static readonly (string Name, LinearModel Model, SolveStatus Status, double? Objective)[] Kinds =
    [
        ("an LP with an optimum", Models.Wyndor(), SolveStatus.Optimal, 36),
        ("a minimum with a constant and two-sided rows", Models.Ranged(), SolveStatus.Optimal, -3),
        ("an equality LP with free columns", Free(), SolveStatus.Optimal, 1),
        ("a degenerate LP", Degenerate(), SolveStatus.Optimal, 2),
        ("a 0/1 program", Models.Build(ObjectiveSense.Maximize, [5, 4, 3], [(-Infinity, [2, 3, 1], 5)], integer: true, upper: 1), SolveStatus.Optimal, 9),
        ("integers and a constant", WithUpper(Models.HalfInteger(), 9), SolveStatus.Optimal, 12),
        ("integers with decimals", Models.Build(ObjectiveSense.Minimize, [0.5, 1.25], [(1.75, [0.25, 0.5], Infinity)], integer: true, upper: 9), SolveStatus.Optimal, 3.5),
        ("integers and continuous columns", Mixed(), SolveStatus.Optimal, 7.5),
        ("an infeasible LP", Models.InfeasibleLp(), SolveStatus.Infeasible, null),
        ("an integer-infeasible MIP", Models.IntegerInfeasible(), SolveStatus.Infeasible, null),
        ("the same with large numbers", Models.Build(ObjectiveSense.Minimize, [1, 1, 1], [(10001, [6, 10, 14], 10001)], integer: true, upper: 1000), SolveStatus.Infeasible, null),
        ("an unbounded LP", Models.UnboundedLp(), SolveStatus.Unbounded, null),
        ("an unbounded MIP", Models.UnboundedMip(), SolveStatus.Unbounded, null),
        ("infeasible, with a free objective", Models.InfeasibleThoughItsObjectiveIsFree(integer: false), SolveStatus.Infeasible, null),
        ("infeasible integers, with a free objective", Models.InfeasibleThoughItsObjectiveIsFree(integer: true), SolveStatus.Infeasible, null),
    ];

    public static TheoryData<string, string> Cells()
    {
        var cells = new TheoryData<string, string>();
        foreach (var (name, _, _, _) in Kinds)
        {
            foreach (var backend in Backends)
            {
                cells.Add(name, backend);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Each_backend_says_what_is_true_or_that_the_model_is_not_for_it(string kind, string backend)
    {
        var (_, model, status, objective) = Kinds.Single(entry => entry.Name == kind);
        await using var worker = await WorkerProcess.StartAsync();
        var options = new SolveOptions { Solver = backend, TimeLimitSeconds = 20 };
        if (!Takes(backend, model))
        {
            var refusal = await worker.RefusalAsync(model, options);
            Assert.Equal("bad-model", refusal.Code);
            Assert.Contains("take solver 'auto'", refusal.Text, StringComparison.Ordinal);
            return;
        }

        var solution = await worker.SolveAsync(model, options);
        if (backend == "cbc" && kind == "the same with large numbers" && solution.StopReason == StopReason.TimeLimit)
        {
            // Two million nodes: true within a quarter of a minute on a machine of its own, and no other word here.
            Assert.Equal(SolveStatus.NoSolution, solution.Status);
            return;
        }

        Assert.True(status == solution.Status, $"{solution.Status}: {solution.Message}, {solution.Confirmation}");
        Assert.Equal(StopReason.Completed, solution.StopReason);
        Assert.Equal(ConfirmationLevel.Confirmed, solution.Confirmation.Level);
        Assert.Equal(objective is null, solution.Values is null);
        if (objective is { } value)
        {
            Assert.Equal(value, solution.Objective!.Value, 6);
            Assert.Equal(value, solution.DualBound!.Value, 6);
        }
    }

    private static bool Takes(string backend, LinearModel model) => backend switch
    {
        "glop" or "pdlp" => !model.IsMip,
        "cpsat" => model.IntegerCount == model.ColumnCount && model.ColumnUpper.All(double.IsFinite) && model.ColumnLower.All(double.IsFinite),
        _ => true,
    };

    /// <summary>min x + 2y with x + y = 1, y ≥ 0 and x free: 1 at (1, 0).</summary>
    private static LinearModel Free() =>
        Models.Build(ObjectiveSense.Minimize, [1, 2], [(1, [1, 1], 1), (0, [0, 1], Infinity)], lower: -Infinity);

    /// <summary>Three rows through the optimum of two columns.</summary>
    private static LinearModel Degenerate() => Models.Build(
        ObjectiveSense.Maximize, [1, 1], [(-Infinity, [1, 0], 1), (-Infinity, [0, 1], 1), (-Infinity, [1, 1], 2), (-Infinity, [2, 1], 3)]);

    /// <summary>max 2x + y with x + y ≤ 4.5, x ≤ 3 whole, y continuous: 7.5 at (3, 1.5).</summary>
    private static LinearModel Mixed()
    {
        var model = Models.Build(ObjectiveSense.Maximize, [2, 1], [(-Infinity, [1, 1], 4.5), (-Infinity, [1, 0], 3)]);
        model.Kinds[0] = VariableKind.Integer;
        return model;
    }

    private static LinearModel WithUpper(LinearModel model, double upper) =>
        model.WithColumns(model.ColumnLower, [.. model.ColumnUpper.Select(_ => upper)]);
}
