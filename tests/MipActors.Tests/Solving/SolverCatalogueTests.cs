using MipActors.Core.Formats;
using MipActors.Solving;

namespace MipActors.Tests.Solving;

public sealed class SolverCatalogueTests
{
    [Theory]
    [InlineData("auto")]
    [InlineData("highs")]
    [InlineData("scip")]
    public void A_known_solver_gives_no_complaint(string id) => Assert.Null(SolverCatalogue.Complaint(id));

    [Fact]
    public void An_unknown_solver_is_complained_of_with_the_nearest_named() => Assert.Equal(
        "unknown solver 'higs'; known: auto, highs, scip; did you mean 'highs'?", SolverCatalogue.Complaint("higs"));

    [Fact]
    public void A_name_like_no_other_is_not_guessed_at() => Assert.Equal(
        "unknown solver 'cplex'; known: auto, highs, scip", SolverCatalogue.Complaint("cplex"));

    [Theory]
    [InlineData("MIP_REL_GAP", "mip_rel_gap")]
    [InlineData("mip_gap", "mip_rel_gap")]
    [InlineData("qqqqqq", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_the_one_of_least_edit_distance(string asked, string? nearest) =>
        Assert.Equal(nearest, NearestName.Of(asked, ["time_limit", "mip_rel_gap", "threads"]));
}
