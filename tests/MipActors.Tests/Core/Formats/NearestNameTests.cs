using MipActors.Core.Formats;

namespace MipActors.Tests.Core.Formats;

public sealed class NearestNameTests
{
    private static readonly string[] Solvers = ["highs", "scip", "cp-sat", "glop", "pdlp", "cbc"];

    [Theory]
    [InlineData("highs", "highs")]
    [InlineData("HIGHS", "highs")]
    [InlineData("higs", "highs")]
    [InlineData("hihgs", "highs")]
    [InlineData("cpsat", "cp-sat")]
    [InlineData("cb", "cbc")]
    [InlineData("scipp", "scip")]
    [InlineData("gurobi", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void What_is_within_two_fifths_of_the_longer_name_is_meant(string typed, string? meant) =>
        Assert.Equal(meant, NearestName.Of(typed, Solvers));

    [Fact]
    public void The_nearest_is_taken_and_the_first_of_equals()
    {
        Assert.Equal("time_limit", NearestName.Of("timelimit", ["time_limits", "time_limit", "timer_limit"]));
        Assert.Equal("aXc", NearestName.Of("abc", ["aXc", "aYc"]));
    }

    [Fact]
    public void A_nearer_name_that_is_too_far_does_not_hide_a_longer_one_that_is_not() =>
        Assert.Equal("abcdefghi", NearestName.Of("abcdef", ["xyzdef", "abcdefghi"]));

    [Fact]
    public void Of_nothing_nothing_is_nearest() => Assert.Null(NearestName.Of("abc", []));
}
