using MipActors.Core.Model;

namespace MipActors.Tests.Solving;

/// <summary>Why a model has no point: the conflict is irreducible, which is checked here once more by dropping each of its demands.</summary>
public sealed class ExplainTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly ExplainWish Plain = new();

    private static SolveOptions Options(ExplainWish wish) => new() { TimeLimitSeconds = 30, Explain = wish };

    /// <summary>x + y ≥ 10 and x + y ≤ 6 contradict each other; x ≤ 5 and y ≤ 9 have no part in it.</summary>
    private static LinearModel Contradiction() => Models.Build(
        ObjectiveSense.Minimize, [1, 1], [(-Infinity, [1, 0], 5), (10, [1, 1], Infinity), (-Infinity, [0, 1], 9), (-Infinity, [1, 1], 6)]);

    [Fact]
    public async Task The_conflict_of_an_lp_is_the_two_rows_and_the_cheapest_relaxation_is_their_distance()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var explanation = (await worker.SolveAsync(Contradiction(), Options(Plain))).Explanation!;
        Assert.Equal([new Demand(DemandKind.RowLower, 1), new Demand(DemandKind.RowUpper, 3)], explanation.Conflict);
        Assert.True(explanation.IsIrreducible);
        Assert.True(explanation.IsCheapest);
        Assert.Equal(4, explanation.Relaxations!.Sum(one => one.Cost), 6);
        Assert.Empty(explanation.Gaps);
    }

    [Fact]
    public async Task What_is_hard_is_never_relaxed_and_weights_decide()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var hard = (await worker.SolveAsync(Contradiction(), Options(Plain with { Hard = ["r1"] }))).Explanation!;
        var only = Assert.Single(hard.Relaxations!);
        Assert.Equal((new Demand(DemandKind.RowUpper, 3), 4), (only.Demand, Math.Round(only.Amount, 6)));
        var weighted = (await worker.SolveAsync(
            Contradiction(), Options(Plain with { Weights = new Dictionary<string, double>(StringComparer.Ordinal) { ["r3"] = 5, ["r1"] = 2 } }))).Explanation!;
        only = Assert.Single(weighted.Relaxations!);
        Assert.Equal((new Demand(DemandKind.RowLower, 1), 8), (only.Demand, Math.Round(only.Cost, 6)));
        var policy = (await worker.SolveAsync(Contradiction(), Options(Plain with { Policy = ["r0"] }))).Explanation!;
        Assert.Null(policy.Relaxations);
        Assert.Contains("contradicts itself", Assert.Single(policy.Gaps), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_conflict_of_a_mip_has_its_integralities()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var model = Models.IntegerInfeasible();
        var explanation = (await worker.SolveAsync(model, Options(Plain))).Explanation!;
        Assert.True(explanation.IsIrreducible, string.Join("; ", explanation.Gaps));
        Assert.Contains(explanation.Conflict, demand => demand.Kind == DemandKind.Integrality);
        Assert.Equal(1, explanation.Relaxations!.Sum(one => one.Cost), 6);
        await AssertIrreducibleAsync(worker, model, explanation.Conflict);
    }

    [Fact]
    public async Task A_name_that_the_model_lacks_is_refused_with_the_nearest()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var refusal = await worker.RefusalAsync(Contradiction(), Options(Plain with { Hard = ["r_1"] }));
        Assert.Equal("bad-parameter", refusal.Code);
        Assert.Contains("did you mean 'r1'?", refusal.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("itest6.mps.gz", 10)]
    [InlineData("galenet.mps.gz", 10)]
    [InlineData("mondou2.mps.gz", 60)]
    [InlineData("bgprtr.mps.gz", 40)]
    public async Task Netlibs_infeasible_lps_are_explained(string file, int most)
    {
        if (FalseVerdictTests.Instance(file) is not { } path)
        {
            return;
        }

        await using var worker = await WorkerProcess.StartAsync();
        var model = MpsFile.Read(path);
        var explanation = (await worker.SolveAsync(model, Options(Plain))).Explanation!;
        Assert.True(explanation.IsIrreducible, string.Join("; ", explanation.Gaps));
        Assert.InRange(explanation.Conflict.Count, 2, most);
        await AssertIrreducibleAsync(worker, model, explanation.Conflict);
    }

    private static async Task AssertIrreducibleAsync(WorkerProcess worker, LinearModel model, IReadOnlyList<Demand> conflict)
    {
        var plain = new SolveOptions { TimeLimitSeconds = 20 };
        Assert.Equal(SolveStatus.Infeasible, (await worker.SolveAsync(Only(model, conflict), plain)).Status);
        foreach (var dropped in conflict)
        {
            var rest = await worker.SolveAsync(Only(model, [.. conflict.Where(demand => demand != dropped)]), plain);
            Assert.True(rest.HasValues, $"without {dropped}: {rest.Status}, {rest.Message}");
        }
    }

    private static LinearModel Only(LinearModel model, IReadOnlyList<Demand> demands)
    {
        double[] Sides(int count, DemandKind kind, double[] from, double none) =>
            [.. Enumerable.Range(0, count).Select(i => demands.Contains(new Demand(kind, i)) ? from[i] : none)];
        return new LinearModel
        {
            Name = "",
            Sense = ObjectiveSense.Minimize,
            Cost = new double[model.ColumnCount],
            ColumnLower = Sides(model.ColumnCount, DemandKind.ColumnLower, model.ColumnLower, -Infinity),
            ColumnUpper = Sides(model.ColumnCount, DemandKind.ColumnUpper, model.ColumnUpper, Infinity),
            Kinds = [.. Enumerable.Range(0, model.ColumnCount).Select(i =>
                demands.Contains(new Demand(DemandKind.Integrality, i)) ? VariableKind.Integer : VariableKind.Continuous)],
            ColumnNames = model.ColumnNames,
            RowLower = Sides(model.RowCount, DemandKind.RowLower, model.RowLower, -Infinity),
            RowUpper = Sides(model.RowCount, DemandKind.RowUpper, model.RowUpper, Infinity),
            RowNames = model.RowNames,
            Matrix = model.Matrix,
        };
    }
}
