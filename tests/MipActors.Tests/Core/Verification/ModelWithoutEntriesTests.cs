using CsCheck;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Core.Verification;

/// <summary>Models whose rows have no coefficient are answered without a solver.</summary>
public sealed class ModelWithoutEntriesTests
{
    private const double Inf = double.PositiveInfinity;

    /// <summary>Up to four integer columns, few points, rows of any bounds.</summary>
    private static Gen<LinearModel> Small { get; } =
        from columns in Gen.Int[0, 4]
        from rows in Gen.Int[0, 2]
        from cost in Gen.Int[-2, 2].Array[columns]
        from bounds in Gen.Select(Gen.Int[-6, 6], Gen.Int[0, 6]).Array[columns]
        from limits in Gen.Select(Gen.Int[-3, 1], Gen.Int[0, 4]).Array[rows]
        from maximize in Gen.Bool
        select Models.Dense([.. cost.Select(item => (double)item)], [.. limits.Select(_ => new double[columns])]).Integers().With(
            sense: maximize ? ObjectiveSense.Maximize : ObjectiveSense.Minimize,
            offset: 0.5,
            lower: [.. bounds.Select(item => item.Item1 / 2.0)],
            upper: [.. bounds.Select(item => (item.Item1 + item.Item2) / 2.0)],
            rowLower: [.. limits.Select(item => (double)item.Item1)],
            rowUpper: [.. limits.Select(item => (double)(item.Item1 + item.Item2))]);

    [Theory]
    [InlineData(ObjectiveSense.Minimize, new[] { -1.0, 7, 0, 2, -3 }, -2 + 0 - 21 + 0.5 + 0)]
    [InlineData(ObjectiveSense.Maximize, new[] { 4.0, -2, 0, 2, -3 }, 8 + 6 + 0.5 + 0)]
    public void Each_variable_takes_its_best_bound(ObjectiveSense sense, double[] values, double objective)
    {
        var model = Models.Dense([2, -3, 0, 0, 0])
            .With(sense: sense, offset: 0.5, lower: [-1, -2, -5, 2, -Inf], upper: [4, 7, 5, Inf, -3]);
        var answer = Answer(model);
        Assert.Equal(SolveStatus.Optimal, answer.Status);
        Assert.Equal(values, answer.Values);
        Assert.Equal((objective, objective), (answer.Objective, answer.DualBound));
        Assert.Equal(model.Cost, answer.ReducedCosts);
        Assert.Equal([], answer.RowDuals!);
        Assert.True(SolutionCheck.Run(model, answer.Values!, tolerance: 0, answer.Objective).IsValid);
    }

    [Fact]
    public void Integer_variables_take_whole_numbers_and_have_duals_where_they_are_asked_for()
    {
        var model = Models.Dense([1, -1, 0]).With(lower: [0.5, 0, 0.5], upper: [3, 2.5, 9]).Integers();
        var priced = ModelScreen.Look(model, duals: true).Answer!;
        Assert.Equal(model.Cost, priced.ReducedCosts);
        Assert.Equal([], priced.RowDuals!);
        var answer = Answer(model);
        Assert.Equal([1, 2, 1], answer.Values!);
        Assert.Null(answer.RowDuals);
        Assert.Null(answer.ReducedCosts);
    }

    [Theory]
    [InlineData(ObjectiveSense.Minimize, -1)]
    [InlineData(ObjectiveSense.Maximize, 1)]
    public void A_variable_that_improves_without_end_is_unbounded_and_named(ObjectiveSense sense, double cost)
    {
        var answer = Answer(Models.Dense([0, cost]).With(sense: sense));
        Assert.Equal(SolveStatus.Unbounded, answer.Status);
        Assert.Contains("'x1'", answer.Message, StringComparison.Ordinal);
        Assert.Null(answer.Values);
        Assert.Equal(SolveStatus.Optimal, Answer(Models.Dense([0, -cost]).With(sense: sense)).Status);
    }

    [Theory]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -1)]
    [InlineData(2, 2)]
    public void A_constraint_without_variables_that_zero_does_not_satisfy_is_infeasible_and_named(double lower, double upper)
    {
        // The objective would improve without end: infeasible comes first.
        var model = Models.Dense([-1], [0], [0]).With(rowLower: [0, lower], rowUpper: [0, upper]);
        var answer = Answer(model);
        Assert.Equal(SolveStatus.Infeasible, answer.Status);
        Assert.Contains("'r1'", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constraint_without_variables_that_zero_satisfies_is_no_matter()
    {
        var answer = Answer(Models.Dense([1], [0]).With(lower: [3], rowLower: [-1], rowUpper: [0]));
        Assert.Equal((SolveStatus.Optimal, 3, 1), (answer.Status, answer.Objective, answer.RowDuals!.Length));
    }

    [Fact]
    public void A_model_of_nothing_is_optimal_at_its_constant()
    {
        var answer = Answer(Models.Dense([]).With(offset: -4));
        Assert.Equal((SolveStatus.Optimal, -4, 0), (answer.Status, answer.Objective, answer.Values!.Length));
    }

    [Fact]
    public void The_answer_is_that_of_trying_every_point() => Small.Sample(
        model =>
        {
            var points = Points(model).Where(_ => Enumerable.Range(0, model.RowCount).All(row => model.RowLower[row] <= 0 && model.RowUpper[row] >= 0));
            var objectives = points.Select(point => point.Zip(model.Cost, (value, cost) => value * cost).Sum() + 0.5).ToArray();
            var answer = Answer(model);
            if (objectives.Length == 0)
            {
                Assert.Equal(SolveStatus.Infeasible, answer.Status);
                return;
            }

            Assert.Equal(SolveStatus.Optimal, answer.Status);
            Assert.Equal(model.Sense == ObjectiveSense.Minimize ? objectives.Min() : objectives.Max(), answer.Objective);
            Assert.True(SolutionCheck.Run(model, answer.Values!, tolerance: 0, answer.Objective).IsValid);
        },
        iter: 3_000);

    /// <summary>Every whole point within the bounds of the columns.</summary>
    private static IEnumerable<double[]> Points(LinearModel model) => Enumerable.Range(0, model.ColumnCount).Aggregate(
        (IEnumerable<double[]>)[[]],
        (begun, column) => begun.SelectMany(point => Enumerable.Range(-10, 21)
            .Where(value => value >= model.ColumnLower[column] && value <= model.ColumnUpper[column])
            .Select(value => (double[])[.. point, value])));

    private static Solution Answer(LinearModel model)
    {
        var verdict = ModelScreen.Look(model);
        Assert.Null(verdict.Fault);
        Assert.Equal("none", verdict.Answer?.Solver);
        return verdict.Answer!;
    }
}
