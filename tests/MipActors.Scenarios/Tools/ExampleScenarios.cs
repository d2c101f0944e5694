using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Tools;

/// <summary>The tool <c>get_mip_examples</c>, and each example's way through the server as a user goes it.</summary>
public sealed class ExampleScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Tool = "get_mip_examples";

    /// <summary>Name, objective, and who says that it is the best: CBC 2.10.8 solved the same files under the same PuLP, gap 0.</summary>
    public static TheoryData<string, double, string> Known => new()
    {
        { "assignment", 17, "CBC" },
        { "cutting_stock", 453, "CBC; V. Chvátal, Linear Programming (1983), chapter 13" },
        { "diet", 9.25, "CBC" },
        { "facility_location", 464, "CBC" },
        { "graph_colouring", 4, "by hand: a wheel with a rim of five needs four; CBC" },
        { "inventory", 6710, "CBC" },
        { "knapsack", 35, "by hand: tent, rope, lamp; CBC" },
        { "production_plan", 33284, "CBC" },
        { "shift_scheduling", 23, "CBC; W. Winston, Operations Research, the post office problem" },
        { "sudoku", 0, "no objective" },
        { "transportation", 153.675, "CBC; R. Rosenthal's tutorial of GAMS, after G. Dantzig" },
        { "travelling_salesman", 31.847663759742982, "a dynamic program (Held and Karp 1962); CBC" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public async Task An_example_solves_to_its_known_objective(string name, double objective, string source)
    {
        var example = await OneAsync(name);

        var report = shared.StructureOf((await shared.Process.CallAsync(new { code = example.GetProperty("code").GetString() })).GetProperty("result"));

        Assert.Equal("optimal", report.GetProperty("status").GetString());
        Assert.True(report.GetProperty("validation").GetProperty("is_valid").GetBoolean());
        var found = report.GetProperty("solution").GetProperty("objective_value").GetDouble();
        Assert.True(Math.Abs(objective - found) <= 1e-6 * Math.Max(1, Math.Abs(objective)), $"{found:R}, but {source} says {objective:R}");
        Assert.Empty(report.GetProperty("warnings").EnumerateArray());
        Assert.Equal(example.GetProperty("problem_class").GetString() == "MIP", report.GetProperty("model").GetProperty("integer_variables").GetInt32() > 0);
    }

    [Fact]
    public async Task The_list_has_every_example_once_and_says_what_each_is_for()
    {
        var listed = (await shared.AskAsync(Tool, new { })).GetProperty("examples").EnumerateArray().ToList();

        Assert.Equal(Known.Select(row => (string)row[0]), listed.Select(example => example.GetProperty("name").GetString()));
        foreach (var example in listed)
        {
            Assert.NotEqual("", example.GetProperty("title").GetString());
            Assert.NotEqual("", example.GetProperty("description").GetString());
            Assert.NotEqual("", example.GetProperty("teaches").GetString());
            Assert.NotEmpty(example.GetProperty("data_keys").EnumerateArray());
            Assert.False(example.TryGetProperty("code", out _));
        }
    }

    [Fact]
    public async Task Its_own_numbers_can_be_put_into_an_example()
    {
        var example = await OneAsync("knapsack");
        Assert.Equal(["items", "capacity"], example.GetProperty("data_keys").EnumerateArray().Select(key => key.GetString()));

        var answer = await shared.Process.CallAsync(new { code = example.GetProperty("code").GetString(), data = new { capacity = 9 } });

        // By hand: the rope and the lamp weigh 9 and are worth 15.
        Assert.Equal(15, answer.GetProperty("result").GetProperty("structuredContent").GetProperty("solution").GetProperty("objective_value").GetDouble());
    }

    [Fact]
    public async Task Column_generation_and_cutting_of_subtours_say_what_they_did()
    {
        Assert.Contains("453 rolls with 6 patterns; no plan has fewer than 452.25", await PrintedByAsync("cutting_stock"), StringComparison.Ordinal);
        Assert.Matches(@"after [1-9]\d* cuts", await PrintedByAsync("travelling_salesman"));
        Assert.StartsWith("534678912\n672195348\n", await PrintedByAsync("sudoku"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_name_is_told_the_nearest_and_all_others()
    {
        var text = await shared.RefusalAsync(Tool, new { name = "knapsak" });

        Assert.Contains("Did you mean 'knapsack'?", text, StringComparison.Ordinal);
        Assert.Contains("travelling_salesman", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_argument_is_told_in_words_that_fit_the_schema()
    {
        Assert.Contains("Did you mean 'name'?", await shared.RefusalAsync(Tool, new { nam = "knapsack" }), StringComparison.Ordinal);
        Assert.Contains("a text", await shared.RefusalAsync(Tool, new { name = 7 }), StringComparison.Ordinal);
    }

    private async Task<JsonElement> OneAsync(string name) =>
        Assert.Single((await shared.AskAsync(Tool, new { name })).GetProperty("examples").EnumerateArray());

    private async Task<string> PrintedByAsync(string name)
    {
        var code = (await OneAsync(name)).GetProperty("code").GetString();
        return (await shared.Process.CallAsync(new { code })).GetProperty("result").GetProperty("structuredContent").GetProperty("stdout").GetString()!;
    }
}
