using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Tools;

/// <summary>The tool <c>explain_infeasibility</c>, and what else a caller asks for through <c>solver_params</c>.</summary>
public sealed class ExplainScenarios
{
    [Fact]
    public async Task A_conflict_and_its_cheapest_relaxation_speak_the_users_names()
    {
        await using var server = await ServerProcess.ConnectAsync();
        var report = await server.StructureAsync("explain_infeasibility", ServerProcess.ArgumentsOf("too_little_time.py", new { hard = new[] { "demand*" } }));
        var explanation = report.GetProperty("solution").GetProperty("explanation");
        Assert.True(explanation.GetProperty("is_irreducible").GetBoolean());
        Assert.Equal(
            ["capacity", "demand_chairs", "demand_tables"],
            explanation.GetProperty("conflict").EnumerateArray().Select(one => one.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
        var relaxation = Assert.Single(explanation.GetProperty("relaxations").EnumerateArray());
        Assert.Equal("capacity", relaxation.GetProperty("demand").GetProperty("name").GetString());
        Assert.Equal(15, relaxation.GetProperty("amount").GetDouble(), 6);
        Assert.Equal("confirmed", report.GetProperty("solution").GetProperty("confirmation").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task An_unbounded_model_names_the_ray_and_who_carries_it()
    {
        await using var server = await ServerProcess.ConnectAsync();
        var ray = (await server.SolveAsync("unbounded.py")).GetProperty("structuredContent").GetProperty("solution").GetProperty("unbounded_ray");
        Assert.NotEmpty(ray.GetProperty("direction").EnumerateObject());
        Assert.NotEmpty(ray.GetProperty("unbounded").EnumerateObject());
    }

    [Fact]
    public async Task A_pool_and_ranges_come_when_they_are_asked_for()
    {
        await using var server = await ServerProcess.ConnectAsync();
        var solution = (await server.SolveAsync("knapsack.py", new { solver_params = new { pool = new { count = 3 }, sensitivity = true } }))
            .GetProperty("structuredContent").GetProperty("solution");
        var objectives = solution.GetProperty("alternatives").EnumerateArray().Select(one => one.GetProperty("objective_value").GetDouble()).ToArray();
        Assert.Equal(3, objectives.Length);
        Assert.Equal(objectives.OrderDescending(), objectives);
        Assert.Equal("complete", solution.GetProperty("alternatives_scope").GetString());
        Assert.True(solution.GetProperty("insight").GetProperty("integers_fixed").GetBoolean());
    }
}
