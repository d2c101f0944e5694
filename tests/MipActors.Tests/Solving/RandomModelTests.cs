using CsCheck;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Solving;

/// <summary>Random small models: MIPs against enumeration by every backend, LPs against their duals, pools against all points.</summary>
public sealed class RandomModelTests
{
    private const double Infinity = double.PositiveInfinity;
    private const int Top = 3;

    private static readonly SolveOptions Options = new() { TimeLimitSeconds = 20 };

    private static Gen<LinearModel> Model(bool integer) =>
        from columns in Gen.Int[1, 4]
        from rows in Gen.Int[1, 4]
        from maximize in Gen.Bool
        from cost in Gen.Int[-6, 6].Array[columns]
        from matrix in Gen.Int[-4, 5].Array[columns].Array[rows]
        from sides in Gen.Int[-6, 14].Array[rows]
        from types in Gen.Int[0, 4].Array[rows]
        select Models.Build(
            maximize ? ObjectiveSense.Maximize : ObjectiveSense.Minimize,
            Array.ConvertAll(cost, value => (double)value),
            [.. matrix.Select((row, i) => (types[i] is 0 or 1 ? -Infinity : sides[i], Array.ConvertAll(row, value => (double)value), types[i] is 2 or 3 ? Infinity : (double)sides[i]))],
            integer,
            upper: Top);

    [Theory]
    [InlineData("scip")]
    [InlineData("highs")]
    [InlineData("cbc")]
    [InlineData("cpsat")]
    public async Task A_small_mip_has_the_optimum_that_enumeration_finds(string solver)
    {
        await using var worker = await WorkerProcess.StartAsync();
        await Model(integer: true).SampleAsync(
            async model =>
            {
                if (model.Matrix.NonZeroCount == 0)
                {
                    return;
                }

                var solution = await worker.SolveAsync(model, Options with { Solver = solver });
                var best = Points(model).OrderBy(point => Key(model, point.Objective)).FirstOrDefault();
                Assert.Equal(best.Values is null ? SolveStatus.Infeasible : SolveStatus.Optimal, solution.Status);
                Assert.Equal(ConfirmationLevel.Confirmed, solution.Confirmation.Level);
                if (best.Values is not null)
                {
                    Assert.Equal(best.Objective, solution.Objective!.Value, 6);
                    Assert.True(SolutionCheck.Run(model, solution.Values!, 1e-6, solution.Objective).IsValid);
                }
            },
            iter: 60,
            threads: 1);
    }

    [Theory]
    [InlineData("highs")]
    [InlineData("glop")]
    public async Task A_random_lp_has_strong_duality_and_complementary_slackness(string solver)
    {
        await using var worker = await WorkerProcess.StartAsync();
        await Model(integer: false).SampleAsync(
            async model =>
            {
                if (model.Matrix.NonZeroCount == 0)
                {
                    return;
                }

                var solution = await worker.SolveAsync(model, Options with { Solver = solver });
                Assert.True(solution.Status is SolveStatus.Optimal or SolveStatus.Infeasible, $"{solution.Status}");
                if (solution.Status == SolveStatus.Optimal)
                {
                    var quality = DualCheck.Run(model, solution.Values!, solution.RowDuals!);
                    Assert.InRange(quality.LargestDualInfeasibility, 0, 1e-6);
                    Assert.InRange(quality.LargestComplementarityGap, 0, 1e-6);
                    Assert.Equal(solution.Objective!.Value, DualObjective(model, solution), 6);
                }
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public async Task A_pool_is_the_k_best_of_all_points()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await Model(integer: true).SampleAsync(
            async model =>
            {
                if (model.Matrix.NonZeroCount == 0)
                {
                    return;
                }

                var all = Points(model).Select(point => point.Objective).OrderBy(objective => Key(model, objective)).ToArray();
                var solution = await worker.SolveAsync(model, Options with { Pool = new PoolWish { Count = 6 } });
                Assert.Equal(all.Take(6).Select(value => Math.Round(value, 6) + 0.0), solution.Alternatives.Select(one => Math.Round(one.Objective, 6) + 0.0));
                Assert.Equal(solution.Alternatives.Count, solution.Alternatives.Select(one => string.Join(' ', one.Values.Select(value => Math.Round(value)))).Distinct().Count());
                Assert.All(solution.Alternatives, one => Assert.True(SolutionCheck.Run(model, one.Values, 1e-6, one.Objective).IsValid));
                Assert.Equal(all.Length > 0 ? AlternativeScope.Complete : AlternativeScope.None, solution.AlternativeScope);
            },
            iter: 15,
            threads: 1);
    }

    [Fact]
    public async Task A_pareto_front_is_that_of_all_points()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await Gen.Select(Model(integer: true), Gen.Int[-5, 5].Array[4]).SampleAsync(
            async (model, numbers) =>
            {
                var second = numbers.Take(model.ColumnCount).ToArray();
                if (model.Matrix.NonZeroCount == 0 || !Points(model).Any())
                {
                    return;
                }

                var points = Points(model).Select(point => (First: Key(model, point.Objective), Second: point.Values.Select((value, j) => value * second[j]).Sum())).Distinct().ToList();
                var front = points.Where(one => !points.Exists(other => other != one && other.First <= one.First && other.Second <= one.Second)).OrderBy(one => one.First).ToArray();
                var wish = new SecondObjective
                {
                    Coefficients = second.Select((value, j) => ($"x{j}", (double)value)).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal),
                    FrontPoints = 200,
                };
                var solution = await worker.SolveAsync(model, Options with { Second = wish });
                Assert.Equal(front.Select(one => (one.First, one.Second)), solution.Alternatives.Select(one => (Math.Round(Key(model, one.Objective), 5) + 0.0, Math.Round(one.Second!.Value, 5) + 0.0)));
                var lexicographic = await worker.SolveAsync(model, Options with { Second = wish with { FrontPoints = 0 } });
                Assert.Equal(front[0].Second, Math.Round(lexicographic.Alternatives[0].Second!.Value, 5) + 0.0);
            },
            iter: 10,
            threads: 1);
    }

    private static double Key(LinearModel model, double objective) => (model.Sense == ObjectiveSense.Maximize ? -objective : objective) + 0.0;

    private static IEnumerable<(double Objective, double[] Values)> Points(LinearModel model)
    {
        var count = (int)Math.Pow(Top + 1, model.ColumnCount);
        for (var code = 0; code < count; code++)
        {
            var values = new double[model.ColumnCount];
            for (int j = 0, rest = code; j < values.Length; j++, rest /= Top + 1)
            {
                values[j] = rest % (Top + 1);
            }

            var isPoint = Enumerable.Range(0, model.RowCount).All(row =>
            {
                var activity = Enumerable.Range(model.Matrix.Starts[row], model.Matrix.Starts[row + 1] - model.Matrix.Starts[row])
                    .Sum(entry => model.Matrix.Values[entry] * values[model.Matrix.Indices[entry]]);
                return activity >= model.RowLower[row] && activity <= model.RowUpper[row];
            });
            if (isPoint)
            {
                yield return (model.ObjectiveOffset + model.Cost.Select((cost, j) => cost * values[j]).Sum(), values);
            }
        }
    }

    /// <summary>Σ dual × active side + Σ reduced cost × active bound.</summary>
    private static double DualObjective(LinearModel model, Solution solution)
    {
        var sign = model.Sense == ObjectiveSense.Maximize ? -1 : 1;
        double Term(double multiplier, double lower, double upper) =>
            Math.Abs(multiplier) < 1e-9 ? 0 : multiplier * (sign * multiplier > 0 ? lower : upper);
        return model.ObjectiveOffset
            + Enumerable.Range(0, model.RowCount).Sum(i => Term(solution.RowDuals![i], model.RowLower[i], model.RowUpper[i]))
            + Enumerable.Range(0, model.ColumnCount).Sum(j => Term(solution.ReducedCosts![j], model.ColumnLower[j], model.ColumnUpper[j]));
    }
}
