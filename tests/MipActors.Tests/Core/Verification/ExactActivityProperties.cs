using System.Numerics;
using CsCheck;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Core.Verification;

/// <summary>The check against arithmetic that can not be wrong: whole numbers of any size.</summary>
public sealed class ExactActivityProperties
{
    /// <summary>Small integer models with bounded columns and a point that may or may not satisfy them.</summary>
    private static Gen<(LinearModel Model, double[] Point)> Small { get; } =
        from columns in Gen.Int[0, 6]
        from rows in Gen.Int[0, 6]
        from dense in Whole(9).Array[columns].Array[rows]
        from cost in Whole(9).Array[columns]
        from limits in Gen.Select(Whole(20).Array[rows], Gen.Int[0, 30].Array[rows], Gen.Int[0, 3].Array[rows])
        from bounds in Gen.Select(Whole(3).Array[columns], Gen.Int[0, 4].Array[columns])
        from point in Whole(4).Array[columns]
        select (
            Models.Dense(cost, dense).Integers().With(
                offset: 7,
                lower: bounds.Item1,
                upper: [.. bounds.Item1.Zip(bounds.Item2, (lower, width) => lower + width)],
                rowLower: [.. limits.Item1.Select((lower, row) => limits.Item3[row] == 0 ? double.NegativeInfinity : lower)],
                rowUpper: [.. limits.Item1.Select((lower, row) => limits.Item3[row] == 1 ? double.PositiveInfinity : lower + limits.Item2[row])]),
            point);

    /// <summary>One row of whole numbers of very different sizes, then the same with signs turned and slightly changed, so that it cancels.</summary>
    private static Gen<(double[] Coefficients, double[] Values)> Cancelling { get; } =
        from half in Gen.Select(Wide, Wide, Gen.Int[-3, 3]).Array[1, 8]
        from order in Gen.Shuffle(Enumerable.Range(0, 2 * half.Length).ToArray())
        let all = half.Select(item => (item.Item1, item.Item2)).Concat(half.Select(item => (-item.Item1, item.Item2 + item.Item3))).ToArray()
        select (order.Select(index => all[index].Item1).ToArray(), order.Select(index => all[index].Item2).ToArray());

    private static Gen<double> Wide => Gen.Select(Whole(1 << 20), Gen.Int[0, 30], (number, exponent) => Math.ScaleB(number, exponent));

    [Fact]
    public void On_small_integer_models_activities_violations_and_verdict_are_those_of_exact_arithmetic()
    {
        int valid = 0, invalid = 0;
        Small.Sample(
            sample =>
            {
                var (model, point) = sample;
                var report = SolutionCheck.Run(model, point, tolerance: 0, claimedObjective: null);
                var activities = Enumerable.Range(0, model.RowCount).Select(row => Exact(model, row, point)).ToArray();
                Assert.Equal(activities, report.RowActivities.Select(activity => new BigInteger(activity)));
                Assert.Equal(7 + Sum(model.Cost, point), new BigInteger(report.Objective));
                var rows = Broken(activities.Select(activity => (double)activity), model.RowLower, model.RowUpper);
                var columns = Broken(point, model.ColumnLower, model.ColumnUpper);
                Assert.Equal((rows, columns, 0), (report.Constraints.Count, report.Bounds.Count, report.Integrality.Count));
                Assert.Equal(rows + columns == 0, report.IsValid);
                Interlocked.Increment(ref report.IsValid ? ref valid : ref invalid);
            },
            iter: 5_000);
        Assert.True(valid > 50 && invalid > 50, $"{valid} valid, {invalid} invalid: the models test only one side");
    }

    [Fact]
    public void Sums_that_cancel_are_as_good_as_of_twice_the_working_precision() => Cancelling.Sample(
        sample =>
        {
            var (coefficients, values) = sample;
            var computed = SolutionCheck.Activities(Models.Dense(new double[values.Length], coefficients), values).Single();
            var exact = Sum(coefficients, values);
            var magnitude = Sum([.. coefficients.Select(Math.Abs)], [.. values.Select(Math.Abs)]);

            // Ogita, Rump, Oishi 2005, proposition 5.5: |result − exact| ≤ u|exact| + γ(n)² Σ|ab|, u = 2⁻⁵³.
            var n = values.Length;
            var bound = ((double)BigInteger.Abs(exact) * Math.ScaleB(1, -53)) + (4.0 * n * n * Math.ScaleB(1, -106) * (double)magnitude);
            Assert.True((double)BigInteger.Abs(new BigInteger(computed) - exact) <= bound, $"{computed:R} instead of {exact}");
        },
        iter: 20_000);

    private static BigInteger Exact(LinearModel model, int row, double[] point)
    {
        var columns = model.Matrix.RowIndices(row).ToArray();
        return Sum(model.Matrix.RowValues(row).ToArray(), [.. columns.Select(column => point[column])]);
    }

    private static BigInteger Sum(double[] a, double[] b) =>
        a.Zip(b, (left, right) => new BigInteger(left) * new BigInteger(right)).Aggregate(BigInteger.Zero, BigInteger.Add);

    private static int Broken(IEnumerable<double> values, double[] lower, double[] upper) =>
        values.Where((value, index) => value < lower[index] || value > upper[index]).Count();

    private static Gen<double> Whole(int most) => Gen.Int[-most, most].Select(number => (double)number);
}
