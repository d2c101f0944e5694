using CsCheck;
using MipActors.Core.Model;

namespace MipActors.Tests.Core.Model;

public sealed class MipGapTests
{
    [Theory]
    [InlineData(100, 99, 0.01)]
    [InlineData(100, 101, 0.01)]
    [InlineData(-4, -5, 0.25)]
    [InlineData(-4, 4, 2)]
    [InlineData(7, 7, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, -0.0, 0)]
    public void The_gap_is_the_distance_to_the_bound_relative_to_the_objective(double objective, double bound, double gap) =>
        Assert.Equal(gap, MipGap.Relative(objective, bound));

    [Theory]
    [InlineData(null, 1.0)]
    [InlineData(1.0, null)]
    [InlineData(null, null)]
    [InlineData(0.0, 1.0)]
    [InlineData(double.NaN, 1.0)]
    [InlineData(1.0, double.NaN)]
    [InlineData(1.0, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Without_two_numbers_or_a_quotient_there_is_no_gap(double? objective, double? bound) =>
        Assert.Null(MipGap.Relative(objective, bound));

    [Fact]
    public void A_gap_is_never_negative_infinite_or_nan() => Gen.Select(Generate.AnyDouble, Generate.AnyDouble).Sample(
        (objective, bound) => Assert.True(MipGap.Relative(objective, bound) is null or (>= 0 and <= double.MaxValue)), iter: 20_000);

    [Fact]
    public void Solution_and_progress_say_the_same_gap()
    {
        Assert.Equal(0.5, new Solution { Status = SolveStatus.Feasible, Solver = "scip", Objective = 2, DualBound = 1 }.RelativeGap);
        Assert.Equal(0.5, new SolveProgress(0, 2, 1, 0, 0).RelativeGap);
    }
}
