using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Core.Verification;

public sealed class SolutionCheckTests
{
    private const double Inf = double.PositiveInfinity;
    private const double Tolerance = 1e-6;

    // minimise x0 + 2 x1 + 5 subject to 1 ≤ x0 + x1 ≤ 4, x0 − x1 = 0; 0 ≤ x0 ≤ 10, −1 ≤ x1 ≤ 10.
    private static LinearModel TwoByTwo { get; } = Models.Dense([1, 2], [1, 1], [1, -1])
        .With(offset: 5, lower: [0, -1], upper: [10, 10], rowLower: [1, 0], rowUpper: [4, 0]);

    [Fact]
    public void A_good_solution_is_valid_with_activities_and_objective_recomputed()
    {
        var report = Check(TwoByTwo, [2, 2], claimed: 11);
        Assert.True(report.IsValid);
        Assert.True(report.ObjectiveAgrees);
        Assert.Equal([4, 0], report.RowActivities);
        Assert.Equal((11, Tolerance), (report.Objective, report.Tolerance));
        Assert.Equal((0, 0, 0), (report.Constraints.Count, report.Bounds.Count, report.Integrality.Count));
    }

    [Theory]
    [InlineData(0.25, 0.25, "r0", 0.5, 1, 0.5, 0.5)]
    [InlineData(4, 4, "r0", 8, 4, 4, 1)]
    [InlineData(2, 1.5, "r1", 0.5, 0, 0.5, 0.5)]
    [InlineData(1.5, 2, "r1", -0.5, 0, 0.5, 0.5)]
    public void A_row_below_above_or_off_its_equality_is_named(
        double x0, double x1, string name, double activity, double limit, double absolute, double relative)
    {
        var report = Check(TwoByTwo, [x0, x1]);
        Assert.False(report.IsValid);
        Assert.Equal(new Violation(name, activity, limit, absolute, relative), Assert.Single(report.Constraints.Largest));
        Assert.Equal((1, 0), (report.Constraints.Count, report.Bounds.Count));
    }

    [Theory]
    [InlineData(-0.5, "x0", 0, 0.5, 0.5)]
    [InlineData(12.5, "x0", 10, 2.5, 0.25)]
    public void A_value_outside_its_bounds_is_named(double x0, string name, double limit, double absolute, double relative)
    {
        var free = TwoByTwo.With(rowLower: [-Inf, -Inf], rowUpper: [Inf, Inf]);
        var report = Check(free, [x0, 0]);
        Assert.False(report.IsValid);
        Assert.Equal(new Violation(name, x0, limit, absolute, relative), Assert.Single(report.Bounds.Largest));
    }

    [Theory]
    [InlineData(0, 9.9e-7, true)]
    [InlineData(0, 1.1e-6, false)]
    [InlineData(1, 9.9e-7, true)]
    [InlineData(1, 1.1e-6, false)]
    [InlineData(1000, 9.9e-4, true)]
    [InlineData(1000, 1.1e-3, false)]
    [InlineData(-1e6, 0.99, true)]
    [InlineData(-1e6, 1.1, false)]
    public void The_tolerance_is_relative_to_the_larger_of_one_and_the_limit(double limit, double distance, bool valid)
    {
        var row = Models.Dense([0], [1]).With(lower: [-Inf], rowLower: [limit], rowUpper: [limit]);
        Assert.Equal(valid, Check(row, [limit + distance]).IsValid);
        Assert.Equal(valid, Check(row, [limit - distance]).IsValid);
        var column = Models.Dense([0]).With(lower: [limit], upper: [limit]);
        Assert.Equal(valid, Check(column, [limit + distance]).IsValid);
        Assert.Equal(valid, Check(column, [limit - distance]).IsValid);
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(3.0000009, true)]
    [InlineData(2.9999991, true)]
    [InlineData(3.000002, false)]
    [InlineData(3.5, false)]
    [InlineData(1e6 + 0.001, false)]
    [InlineData(1e300, true)]
    [InlineData(-2.4, false)]
    public void An_integer_column_is_whole_within_an_absolute_tolerance(double value, bool valid)
    {
        var model = Models.Dense([0]).With(lower: [-Inf]).Integers();
        var report = Check(model, [value]);
        Assert.Equal(valid, report.IsValid);
        Assert.Equal(valid ? [] : [("x0", value, Math.Round(value))], report.Integrality.Largest.Select(item => (item.Name, item.Value, item.Limit)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_no_number_is_never_valid(double value)
    {
        LinearModel[] models =
        [
            Models.Dense([0]).With(lower: [-Inf]),
            Models.Dense([0], [1]).With(lower: [-Inf]),
            Models.Dense([0], [1]).With(lower: [-Inf], rowLower: [1]),
            Models.Dense([1]).With(lower: [-Inf], upper: [5]),
            Models.Dense([0]).With(lower: [-Inf]).Integers(),
        ];
        Assert.All(models, model =>
        {
            var report = Check(model, [value], claimed: null);
            Assert.False(report.IsValid);
            Assert.Equal(("x0", Inf), (report.Bounds.Largest[0].Name, report.Bounds.Largest[0].Absolute));
        });
    }

    [Fact]
    public void An_activity_that_overflows_is_never_valid() =>
        Assert.False(Check(Models.Dense([0, 0], [1e308, 1e308]).With(rowLower: [1]), [10, 10]).IsValid);

    [Fact]
    public void A_limit_that_is_no_number_is_never_satisfied()
    {
        Assert.False(Check(Models.Dense([0], [1]).With(rowLower: [double.NaN]), [1]).IsValid);
        Assert.False(Check(Models.Dense([0], [1]).With(rowUpper: [double.NaN]), [1]).IsValid);
        Assert.False(Check(Models.Dense([0]).With(upper: [double.NaN]), [1]).IsValid);
    }

    [Theory]
    [InlineData(11, true)]
    [InlineData(11.00001, true)]
    [InlineData(11.0001, false)]
    [InlineData(-11, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void A_claimed_objective_that_is_not_the_recomputed_one_is_a_disagreement(double claimed, bool agrees)
    {
        var report = Check(TwoByTwo, [2, 2], claimed);
        Assert.Equal((agrees, agrees), (report.ObjectiveAgrees, report.IsValid));
        Assert.Equal(11, report.Objective);
    }

    [Fact]
    public void An_objective_that_overflows_agrees_with_no_claim()
    {
        var report = Check(Models.Dense([1e308, 1e308]), [10, 10], claimed: 0);
        Assert.False(report.ObjectiveAgrees);
        Assert.False(report.IsValid);
    }

    [Fact]
    public void Violations_come_largest_first_by_relative_size()
    {
        // Absolute 50 of a limit of 1000 is less than absolute 1 of a limit of 1.
        var model = Models.Dense([0, 0, 0]).With(lower: [1000, 1, 0]);
        var report = Check(model, [950, 0, -0.5]);
        Assert.Equal([("x1", 1), ("x2", 0.5), ("x0", 0.05)], report.Bounds.Largest.Select(item => (item.Name, item.Relative)));
    }

    [Fact]
    public void Of_more_violations_than_are_listed_the_largest_are_and_all_are_counted()
    {
        var columns = 5 * SolutionCheck.MostListed;
        // Every 37th of 100 is a permutation: sizes come in no order.
        var values = Enumerable.Range(0, columns).Select(column => -1.0 - (column * 37 % columns)).ToArray();
        var report = Check(Models.Dense(new double[columns]), values);
        Assert.Equal(columns, report.Bounds.Count);
        Assert.Equal(
            Enumerable.Range(0, SolutionCheck.MostListed).Select(rank => (double)(columns - rank)), report.Bounds.Largest.Select(item => item.Absolute));
    }

    [Theory]
    [InlineData(1e16, 1, -1e16, 1)]
    [InlineData(1, 1e16, -1e16, 1)]
    [InlineData(-1e16, 1e16, 1, 1)]
    [InlineData(1e100, 1e84, -1e100, 1e84)]
    [InlineData(9007199254740993, -9007199254740992, 3, 3)]
    public void Sums_that_cancel_are_right_where_naive_ones_are_not(double a, double b, double c, double sum)
    {
        var model = Models.Dense([a, b, c], [a, b, c]).With(rowLower: [sum], rowUpper: [sum]);
        var report = SolutionCheck.Run(model, [1, 1, 1], tolerance: 0, claimedObjective: sum);
        Assert.True(report.IsValid);
        Assert.Equal([sum], report.RowActivities);
        Assert.Equal(sum, report.Objective);
    }

    [Fact]
    public void Products_are_not_rounded_before_they_are_summed()
    {
        // (1 + 2⁻³⁰)² = 1 + 2⁻²⁹ + 2⁻⁶⁰: the last term is lost by a product in double.
        var near = 1 + Math.ScaleB(1, -30);
        var model = Models.Dense([0, 0], [near, -1]);
        Assert.Equal([Math.ScaleB(1, -60)], SolutionCheck.Activities(model, [near, 1 + Math.ScaleB(1, -29)]));
    }

    [Fact]
    public void Values_of_another_model_are_refused() =>
        Assert.Throws<ArgumentException>(() => SolutionCheck.Run(TwoByTwo, [1], Tolerance, claimedObjective: null));

    private static VerificationReport Check(LinearModel model, double[] values, double? claimed = null) =>
        SolutionCheck.Run(model, values, Tolerance, claimed);
}
