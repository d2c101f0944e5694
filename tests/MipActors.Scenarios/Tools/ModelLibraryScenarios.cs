using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Tools;

/// <summary>The model library through the real server: define, solve with other data, look back, compare, validate, delete.</summary>
public sealed class ModelLibraryScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    private static string Bakery => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Programs", "named_plan.py"));

    private static object Parameters => new
    {
        bread_price = new { description = "euros a piece", @default = 3 },
        cake_price = new { @default = 5 },
        oven_hours = new { description = "hours a day" },
    };

    [Fact]
    public async Task A_model_is_solved_with_other_data_and_the_answers_are_told_apart()
    {
        var model = await DefineAsync("whatif");
        // By hand: 12 hours are best spent on four cakes (20), or three breads and two cakes (19), or six breads (18).
        var few = await shared.AskAsync("solve_model", new { model, data = new { oven_hours = 12 } });
        Assert.Equal(20, Objective(few));
        // At 4 a bread, 13 hours are best spent on five breads and a cake (25); six breads leave an hour over (24), and four cakes too (20).
        var more = await shared.AskAsync("solve_model", new { model, data = new { oven_hours = 13, bread_price = 4 } });
        Assert.Equal(25, Objective(more));

        var listed = (await shared.AskAsync("list_solutions", new { model })).GetProperty("solutions").EnumerateArray().ToList();
        Assert.Equal([Id(more), Id(few)], listed.Select(entry => entry.GetProperty("solution_id").GetString()));
        Assert.Equal("""{"bread_price":4,"cake_price":5,"oven_hours":13}""", listed[0].GetProperty("data").GetRawText());

        var difference = await shared.AskAsync("compare_solutions", new { first = Id(few), second = Id(more) });
        Assert.Equal("second", difference.GetProperty("better").GetString());
        Assert.Equal(5, difference.GetProperty("objective_change").GetDouble());
        Assert.Equal(["bread_price", "oven_hours"], Names(difference, "data_changes"));
        Assert.Equal(["bread", "cake"], Names(difference, "changed_variables").Order(StringComparer.Ordinal));
        Assert.Equal(["cake_demand"], difference.GetProperty("binding_in_first").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task Somebody_elses_solution_is_checked_against_the_model_and_held_against_the_best()
    {
        var model = await DefineAsync("checked");
        var data = new { oven_hours = 12 };
        var good = await shared.AskAsync("validate_solution", new { model, data, variables = new { bread = 3, cake = 2 } });
        Assert.Equal("valid", good.GetProperty("status").GetString());
        Assert.Equal(19, good.GetProperty("objective_value").GetDouble());
        Assert.Equal(20, good.GetProperty("best_known_objective").GetDouble());
        Assert.Equal(0.05, good.GetProperty("gap_to_best_known").GetDouble(), 9);

        var bad = await shared.AskAsync("validate_solution", new { model, data, variables = new { bread = 0.5, cake = 5 } });
        Assert.Equal("invalid", bad.GetProperty("status").GetString());
        var check = bad.GetProperty("validation");
        Assert.Equal(["oven", "cake_demand"], Names(check, "constraint_violations").OrderByDescending(name => name, StringComparer.Ordinal));
        Assert.Equal(["bread"], Names(check, "integrality_violations"));
        // The second call found the model where the first had left it.
        Assert.Equal(good.GetProperty("best_known_solution_id").GetString(), bad.GetProperty("best_known_solution_id").GetString());

        var lie = await shared.AskAsync("validate_solution", new { model, data, variables = new { cake = 4 }, objective = 21 });
        Assert.False(lie.GetProperty("validation").GetProperty("objective_agrees").GetBoolean());
        Assert.Equal(1, lie.GetProperty("unnamed").GetInt32());
        Assert.Contains("Did you mean 'bread'?", await shared.RefusalAsync("validate_solution", new { model, data, variables = new { braed = 1 } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_is_kept_with_its_meaning_and_goes_with_its_solutions()
    {
        var model = await DefineAsync("kept");
        var kept = await shared.AskAsync("get_model", new { model });
        Assert.Equal(Bakery, kept.GetProperty("code").GetString());
        var hours = kept.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "oven_hours");
        Assert.True(hours.GetProperty("required").GetBoolean());
        Assert.Equal("hours a day", hours.GetProperty("description").GetString());
        Assert.Equal(1, kept.GetProperty("version").GetInt32());
        Assert.Equal(1, (await shared.AskAsync("define_model", Definition(model, Bakery))).GetProperty("version").GetInt32());
        Assert.Equal(2, (await shared.AskAsync("define_model", Definition(model, Bakery + "\n"))).GetProperty("version").GetInt32());

        var solved = await shared.AskAsync("solve_model", new { model, data = new { oven_hours = 2 } });
        var gone = await shared.AskAsync("delete_model", new { model });
        Assert.Equal(1, gone.GetProperty("solutions").GetInt32());
        Assert.Contains("No solution", await shared.RefusalAsync("get_solution", new { solution_id = Id(solved) }), StringComparison.Ordinal);
        Assert.DoesNotContain(model, (await shared.AskAsync("list_models", new { })).GetProperty("models").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_large_solution_is_read_page_by_page()
    {
        var code = "from pulp import *\np = LpProblem('many', LpMinimize)\nxs = [LpVariable(f'x{i}', i + 1) for i in range(450)]\np += lpSum(xs)\n";
        var answer = await shared.AskAsync("execute_mip_code", new { code });
        var seen = new Dictionary<string, double>(StringComparer.Ordinal);
        for (int? offset = 0; offset is { } from;)
        {
            var page = await shared.AskAsync("get_solution", new { solution_id = Id(answer), offset = from, most = 200 });
            Assert.Equal(450, page.GetProperty("total").GetInt32());
            foreach (var variable in page.GetProperty("variables").EnumerateObject())
            {
                seen.Add(variable.Name, variable.Value.GetDouble());
            }

            offset = page.TryGetProperty("next_offset", out var next) ? next.GetInt32() : null;
        }

        Assert.Equal(450, seen.Count);
        Assert.Equal(450, seen["x449"]);
    }

    [Fact]
    public async Task A_model_text_is_kept_and_solved_too()
    {
        await shared.AskAsync("define_model", new { name = "lp-text", code = "Maximize\n obj: x + y\nSubject To\n c: x + 2 y <= 4\nBounds\n x <= 3\nEnd\n", format = "lp" });
        Assert.Equal(3.5, Objective(await shared.AskAsync("solve_model", new { model = "lp-text" })));
    }

    [Theory]
    [InlineData("""{"data": {"oven_hour": 3}}""", "Did you mean 'oven_hours'?")]
    [InlineData("""{}""", "data.oven_hours")]
    public async Task Data_that_do_not_fit_the_parameters_are_told_so(string arguments, string says)
    {
        var call = System.Text.Json.Nodes.JsonNode.Parse(arguments)!.AsObject();
        call["model"] = await DefineAsync("strict");
        var error = shared.StructureOf((await shared.Process.CallAsync(call, "solve_model")).GetProperty("result")).GetProperty("error");
        Assert.Equal("bad-argument", error.GetProperty("code").GetString());
        Assert.Contains(says, $"{error.GetProperty("message").GetString()} {error.GetProperty("hint").GetString()}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_can_not_work_is_not_kept()
    {
        var refusal = await shared.RefusalAsync("define_model", new { name = "broken", code = "from pulp import *\nprob = LpProblem('p'\n" });
        Assert.Contains("line 2", refusal, StringComparison.Ordinal);
        Assert.Contains("There is no model 'broken'", await shared.RefusalAsync("get_model", new { model = "broken" }), StringComparison.Ordinal);
        Assert.Contains("letters", await shared.RefusalAsync("define_model", new { name = "../etc", code = Bakery }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_solve_is_started_without_holding_a_call()
    {
        var started = await shared.AskAsync("start_job", ServerProcess.ArgumentsOf("hard.py"));
        Assert.Equal("running", started.GetProperty("status").GetString());
        Assert.NotEqual("", Id(started));
        var ended = await shared.AskAsync("cancel_job", new { job_id = Id(started) });
        Assert.Equal("cancelled", ended.GetProperty("status").GetString());

        var model = await DefineAsync("begun");
        var begun = await shared.AskAsync("start_job", new { model, data = new { oven_hours = 12 } });
        Assert.Equal(20, Objective(await shared.AskAsync("get_job", new { job_id = Id(begun) })));
    }

    [Fact]
    public async Task Every_tool_says_whether_it_reads_or_destroys_and_what_it_returns()
    {
        var answer = await shared.Process.Conversation.RequestAsync("tools/list");
        foreach (var tool in answer.GetProperty("result").GetProperty("tools").EnumerateArray())
        {
            Assert.NotEqual("", tool.GetProperty("description").GetString());
            Assert.Equal("object", tool.GetProperty("outputSchema").GetProperty("type").GetString());
            var hints = tool.GetProperty("annotations");
            Assert.NotEqual("", hints.GetProperty("title").GetString());
            Assert.False(hints.GetProperty("openWorldHint").GetBoolean());
            Assert.True(hints.GetProperty("idempotentHint").ValueKind is JsonValueKind.True or JsonValueKind.False);
            var reads = hints.TryGetProperty("readOnlyHint", out var readOnly) && readOnly.GetBoolean();
            Assert.True(reads || hints.GetProperty("destructiveHint").ValueKind is JsonValueKind.True or JsonValueKind.False);
        }
    }

    private static object Definition(string name, string code) => new { name, code, description = "a bakery", parameters = Parameters };

    private static string Id(JsonElement report) => report.GetProperty("job_id").GetString()!;

    private static double Objective(JsonElement report) => report.GetProperty("solution").GetProperty("objective_value").GetDouble();

    private static IEnumerable<string?> Names(JsonElement view, string list) => view.GetProperty(list).EnumerateArray().Select(one => one.GetProperty("name").GetString());

    private async Task<string> DefineAsync(string name)
    {
        await shared.AskAsync("define_model", Definition(name, Bakery));
        return name;
    }
}
