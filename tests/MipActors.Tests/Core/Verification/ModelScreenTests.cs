using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Core.Verification;

public sealed class ModelScreenTests
{
    private const double Inf = double.PositiveInfinity;

    public static TheoryData<double> NoNumbers { get; } = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    [Fact]
    public void A_good_model_passes()
    {
        var free = Models.Dense([1, -1], [1, 2], [0, 0]).With(lower: [-Inf, 0], rowLower: [-Inf, 0], rowUpper: [3, Inf]);
        Assert.Equal(new ScreenVerdict(null, null), ModelScreen.Look(free));
        Assert.Equal(new ScreenVerdict(null, null), ModelScreen.Look(free.With(lower: [0, 2], upper: [1.5, 2]).Integers()));
    }

    [Theory]
    [MemberData(nameof(NoNumbers))]
    public void An_objective_coefficient_that_is_no_number_is_a_fault_that_names_the_variable(double value) =>
        Faults(Models.Dense([1, value], [1, 1]), "the objective coefficient of 'x1'", value);

    [Theory]
    [MemberData(nameof(NoNumbers))]
    public void An_objective_constant_that_is_no_number_is_a_fault(double value) =>
        Faults(Models.Dense([1], [1]).With(offset: value), "the constant of the objective", value);

    [Theory]
    [MemberData(nameof(NoNumbers))]
    public void A_coefficient_that_is_no_number_is_a_fault_that_names_variable_and_constraint(double value) =>
        Faults(Models.Dense([1, 1], [1, 1], [0, value]), "the coefficient of 'x1' in constraint 'r1'", value);

    [Theory]
    [InlineData(double.NaN, 1, "the lower bound of variable 'x1'")]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, "the lower bound of variable 'x1'")]
    [InlineData(0, double.NaN, "the upper bound of variable 'x1'")]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, "the upper bound of variable 'x1'")]
    public void A_bound_that_no_number_can_satisfy_is_a_fault_that_names_the_variable(double lower, double upper, string what) =>
        Faults(Models.Dense([1, 1], [1, 1]).With(lower: [0, lower], upper: [1, upper]), what, double.NaN);

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    public void A_right_hand_side_that_no_number_can_satisfy_is_a_fault_that_names_the_constraint(double lower, double upper) => Faults(
        Models.Dense([1], [1], [1]).With(rowLower: [0, lower], rowUpper: [1, upper]), "the right-hand side of constraint 'r1'", double.NaN);

    [Fact]
    public void A_fault_is_found_in_a_model_without_entries_too() =>
        Faults(Models.Dense([double.NaN]), "the objective coefficient of 'x0'", double.NaN);

    [Fact]
    public void Crossed_bounds_of_a_variable_are_infeasible_and_named() => Infeasible(
        Models.Dense([1, 1], [1, 1]).With(lower: [0, 2], upper: [1, 1.5]), "variable 'x1' has the lower bound 2 above its upper bound 1.5");

    [Fact]
    public void Crossed_bounds_of_a_constraint_are_infeasible_and_named() => Infeasible(
        Models.Dense([1], [1], [1]).With(rowLower: [0, 3], rowUpper: [1, 2]), "constraint 'r1' asks for at least 3 and at most 2");

    [Theory]
    [InlineData(0.25, 0.75, false)]
    [InlineData(-0.75, -0.25, false)]
    [InlineData(2.000001, 2.999999, false)]
    [InlineData(0.25, 1, true)]
    [InlineData(-1, -0.25, true)]
    [InlineData(-0.5, 0.5, true)]
    [InlineData(double.NegativeInfinity, 0.5, true)]
    [InlineData(0.5, double.PositiveInfinity, true)]
    public void An_integer_variable_without_a_whole_number_between_its_bounds_is_infeasible_and_named(double lower, double upper, bool passes)
    {
        var model = Models.Dense([1, 1], [1, 1]).With(lower: [0, lower], upper: [1, upper]);
        Assert.Null(ModelScreen.Look(model).Answer);
        if (passes)
        {
            Assert.Null(ModelScreen.Look(model.Integers()).Answer);
        }
        else
        {
            Infeasible(model.Integers(), $"integer variable 'x1' has no whole number between its bounds {lower:R} and {upper:R}");
        }
    }

    private static void Faults(LinearModel model, string culprit, double value)
    {
        var verdict = ModelScreen.Look(model);
        Assert.Null(verdict.Answer);
        Assert.Equal("not-a-number", verdict.Fault?.Code);
        Assert.StartsWith(culprit + (double.IsInfinity(value) ? " is infinite" : " is not a number"), verdict.Fault?.Message, StringComparison.Ordinal);
        Assert.NotEmpty(verdict.Fault?.Hint ?? "");
    }

    private static void Infeasible(LinearModel model, string why)
    {
        var verdict = ModelScreen.Look(model);
        Assert.Null(verdict.Fault);
        Assert.Equal((SolveStatus.Infeasible, "none", why), (verdict.Answer!.Status, verdict.Answer.Solver, verdict.Answer.Message));
        Assert.False(verdict.Answer.HasValues);
    }
}
