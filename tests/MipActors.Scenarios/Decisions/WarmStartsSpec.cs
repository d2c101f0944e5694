using MipActors.Actors.Runs;
using MipActors.Core.Model;

namespace MipActors.Scenarios.Decisions;

/// <summary>What of an earlier answer a re-solve begins with.</summary>
public sealed class WarmStartsSpec
{
    private const double Inf = double.PositiveInfinity;
    private const double Tolerance = 1e-6;

    [Fact]
    public void New_rows_are_basic_new_columns_are_at_a_bound_and_what_is_gone_is_forgotten()
    {
        var earlier = Keep(
            Model(["a", "b", "c"], ["r", "s"], VariableKind.Continuous),
            Answer([1, 2, 3]) with { Basis = new Basis([BasisStatus.Basic, BasisStatus.AtUpper, BasisStatus.AtLower], [BasisStatus.AtUpper, BasisStatus.Basic]) });

        var basis = earlier.Begin(Call(Model(["b", "a", "new"], ["new", "r"], VariableKind.Continuous)), Tolerance).Basis!;

        Assert.Equal([BasisStatus.AtUpper, BasisStatus.Basic, BasisStatus.AtLower], basis.Columns);
        Assert.Equal([BasisStatus.Basic, BasisStatus.AtUpper], basis.Rows);
    }

    [Theory]
    [InlineData(BasisStatus.AtLower, -Inf, 5, BasisStatus.AtUpper)]
    [InlineData(BasisStatus.AtUpper, 0, Inf, BasisStatus.AtLower)]
    [InlineData(BasisStatus.AtUpper, -Inf, Inf, BasisStatus.Free)]
    [InlineData(BasisStatus.Free, 0, Inf, BasisStatus.AtLower)]
    [InlineData(BasisStatus.Basic, -Inf, Inf, BasisStatus.Basic)]
    public void A_column_is_at_a_bound_that_it_has_now(BasisStatus was, double lower, double upper, BasisStatus becomes)
    {
        var earlier = Keep(Model(["a"], ["r"], VariableKind.Continuous), Answer([1]) with { Basis = new Basis([was], [BasisStatus.Basic]) });

        var model = Model(["a"], ["r"], VariableKind.Continuous).WithColumns([lower], [upper]);

        Assert.Equal([becomes], earlier.Begin(Call(model), Tolerance).Basis!.Columns);
    }

    [Fact]
    public void Values_start_a_mip_where_they_still_satisfy_it()
    {
        var model = Model(["a", "b"], ["r"], VariableKind.Integer);
        var earlier = Keep(model, Answer([2.0000001, 3]));

        Assert.Equal([2, 3], earlier.Begin(Call(model), Tolerance).MipStart!);
        Assert.Equal([2, 3, 0], earlier.Begin(Call(Model(["a", "b", "new"], ["r"], VariableKind.Integer)), Tolerance).MipStart!);
        Assert.Null(earlier.Begin(Call(model.WithRow("cut", 6, [0, 1], [1, 1], Inf)), Tolerance).MipStart);
        Assert.Equal([0, 0], earlier.Begin(Call(model) with { MipStart = [0, 0] }, Tolerance).MipStart!);
    }

    [Fact]
    public void A_model_that_is_mostly_new_begins_from_nothing()
    {
        var earlier = Keep(Model(["a", "b", "c"], ["r"], VariableKind.Integer), Answer([0, 0, 0]));

        Assert.Null(earlier.Begin(Call(Model(["a", "x", "y"], ["r"], VariableKind.Integer)), Tolerance).MipStart);
    }

    [Fact]
    public void The_last_answer_to_the_problem_counts_and_one_without_values_is_none()
    {
        var starts = new WarmStarts();
        var model = Model(["a"], ["r"], VariableKind.Integer);
        starts.Keep(model, Answer([1]));
        starts.Keep(model, Answer([2]));
        starts.Keep(model, new Solution { Status = SolveStatus.Infeasible, Solver = "the test" });

        Assert.Equal([2], starts.Of("problem")!.Values);
        Assert.Null(starts.Of("another"));
    }

    private static WarmStarts.Earlier Keep(LinearModel model, Solution answer)
    {
        var starts = new WarmStarts();
        starts.Keep(model, answer);
        return starts.Of(model.Name)!;
    }

    private static Solution Answer(double[] values) => new() { Status = SolveStatus.Optimal, Values = values, Solver = "the test" };

    private static SolveCall Call(LinearModel model) => new(SolveOptions.Default, model);

    /// <summary>Every row says that all columns together are 100 at most.</summary>
    private static LinearModel Model(string[] columns, string[] rows, VariableKind kind) => new()
    {
        Name = "problem",
        Sense = ObjectiveSense.Maximize,
        Cost = [.. columns.Select(_ => 1.0)],
        ColumnLower = new double[columns.Length],
        ColumnUpper = [.. columns.Select(_ => 10.0)],
        Kinds = [.. columns.Select(_ => kind)],
        ColumnNames = columns,
        RowLower = [.. rows.Select(_ => -Inf)],
        RowUpper = [.. rows.Select(_ => 100.0)],
        RowNames = rows,
        Matrix = new SparseMatrix(
            [.. Enumerable.Range(0, rows.Length + 1).Select(row => row * columns.Length)],
            [.. rows.SelectMany(_ => Enumerable.Range(0, columns.Length))],
            [.. rows.SelectMany(_ => columns.Select(_ => 1.0))]),
    };
}
