using MipActors.Actors.Runs;
using MipActors.Core.Model;

namespace MipActors.Scenarios.Decisions;

/// <summary>What a caller hears of the start that it gave.</summary>
public sealed class GivenStartSpec
{
    [Fact]
    public void A_start_that_fits_goes_to_the_solver_without_a_word()
    {
        var (call, note) = Begin(("a", 2), ("b", 3));
        Assert.Null(note);
        Assert.Equal([2, 3], call.MipStart!);
    }

    [Fact]
    public void What_is_not_known_is_the_solvers_to_complete()
    {
        var (call, note) = Begin(("b", 3));
        Assert.Null(note);
        Assert.Equal([double.NaN, 3], call.MipStart!);
    }

    [Fact]
    public void Names_that_the_model_does_not_have_are_told()
    {
        var (call, note) = Begin(("a", 2), ("x", 1), ("b", 3), ("y", 1), ("z", 1), ("zz", 1));
        Assert.Equal("Of the start was passed over what the model does not have: 'x', 'y', 'z', ….", note);
        Assert.Equal([2, 3], call.MipStart!);
    }

    [Fact]
    public void A_start_of_another_model_is_no_start()
    {
        var (call, note) = Begin(("x", 1));
        Assert.Equal("The start was not used: it has none of the model's variables, but 'x'.", note);
        Assert.Null(call.MipStart);
    }

    [Theory]
    [InlineData(9, 9, "'room' by 8")]
    [InlineData(-1, 0, "'a' by 1")]
    [InlineData(0.5, 0, "'a' by 0.5")]
    public void A_start_that_breaks_the_model_is_told_and_left_to_the_solver_to_mend(double a, double b, string where)
    {
        var (call, note) = Begin(("a", a), ("b", b));
        Assert.Equal($"The start does not satisfy the model ({where}): the solver may have mended or dropped it.", note);
        Assert.Equal([a, b], call.MipStart!);
    }

    /// <summary>max a + b, a + b ≤ 10, both whole, from 0 to 9.</summary>
    private static (SolveCall Call, string? Note) Begin(params (string Name, double Value)[] start) => GivenStart.Begin(
        new SolveCall(SolveOptions.Default, new LinearModel
        {
            Name = "problem",
            Sense = ObjectiveSense.Maximize,
            Cost = [1, 1],
            ColumnLower = [0, 0],
            ColumnUpper = [9, 9],
            Kinds = [VariableKind.Integer, VariableKind.Integer],
            ColumnNames = ["a", "b"],
            RowLower = [double.NegativeInfinity],
            RowUpper = [10],
            RowNames = ["room"],
            Matrix = new SparseMatrix([0, 2], [0, 1], [1, 1]),
        }),
        start.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal),
        1e-6);
}
