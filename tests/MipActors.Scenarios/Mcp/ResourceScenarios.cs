using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Mcp;

/// <summary>Resources, their templates with completion, and prompts, as a client finds and reads them.</summary>
public sealed class ResourceScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task The_guide_the_errors_and_the_examples_are_read()
    {
        Assert.Contains("Big M", await ReadAsync("mipactors://guide"), StringComparison.Ordinal);
        Assert.Contains("### over-quota", await ReadAsync("mipactors://errors"), StringComparison.Ordinal);
        Assert.StartsWith("# unknown-solver\n", await ReadAsync("mipactors://errors/unknown-solver"), StringComparison.Ordinal);
        Assert.Contains("LpProblem", await ReadAsync("mipactors://examples/knapsack"), StringComparison.Ordinal);
        Assert.Contains("There are: assignment", await RefusalAsync("mipactors://examples/knapsak"), StringComparison.Ordinal);
        Assert.Contains("bad-argument", await RefusalAsync("mipactors://errors/none"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_is_read_as_report_text_model_and_pages()
    {
        var job = (await shared.AskAsync("execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"))).GetProperty("job_id").GetString()!;
        await shared.AskAsync("list_jobs", new { }); // The library has written by then.
        Assert.Equal("optimal", JsonElement.Parse(await ReadAsync($"mipactors://jobs/{job}")).GetProperty("status").GetString());
        Assert.StartsWith("Status:     optimal", await ReadAsync($"mipactors://jobs/{job}/report"), StringComparison.Ordinal);
        var page = JsonElement.Parse(await ReadAsync($"mipactors://jobs/{job}/solution/1"));
        Assert.NotEmpty(page.GetProperty("variables").EnumerateObject());
        Assert.Empty(JsonElement.Parse(await ReadAsync($"mipactors://jobs/{job}/solution/2")).GetProperty("variables").EnumerateObject());
        Assert.Contains("numbered from 1", await RefusalAsync($"mipactors://jobs/{job}/solution/0"), StringComparison.Ordinal);
        Assert.Contains("No job 'nobody'", await RefusalAsync("mipactors://jobs/nobody"), StringComparison.Ordinal);

        // The model as text is the model: it solves to the same.
        var text = await ReadAsync($"mipactors://jobs/{job}/model.lp");
        var again = await shared.AskAsync("solve_model_text", new { format = "lp", text });
        var first = await shared.AskAsync("get_job", new { job_id = job });
        Assert.Equal(
            first.GetProperty("solution").GetProperty("objective_value").GetDouble(), again.GetProperty("solution").GetProperty("objective_value").GetDouble(), 9);
    }

    [Fact]
    public async Task What_there_is_is_listed_and_arguments_are_completed()
    {
        var code = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Programs", "named_plan.py"));
        await shared.AskAsync("define_model", new { name = "listed", code });
        var job = (await shared.AskAsync("execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"))).GetProperty("job_id").GetString()!;
        var listed = await RequestAsync("resources/list", new { });
        var uris = listed.GetProperty("resources").EnumerateArray().Select(resource => resource.GetProperty("uri").GetString()!).ToList();
        Assert.Superset(
            new HashSet<string>(["mipactors://guide", "mipactors://errors", "mipactors://examples/knapsack", "mipactors://models/listed", $"mipactors://jobs/{job}"]), uris.ToHashSet());
        Assert.Equal(uris.Count, uris.Distinct(StringComparer.Ordinal).Count());
        foreach (var uri in uris)
        {
            await ReadAsync(uri);
        }

        var templates = (await RequestAsync("resources/templates/list", new { })).GetProperty("resourceTemplates").EnumerateArray()
            .Select(template => template.GetProperty("uriTemplate").GetString()!).ToList();
        Assert.Contains("mipactors://jobs/{job_id}/model.lp", templates);

        Assert.Equal(["knapsack"], await CompleteAsync("mipactors://examples/{name}", "name", "kn"));
        Assert.Equal(["listed"], await CompleteAsync("mipactors://models/{model}", "model", "LIST"));
        Assert.Contains(job, await CompleteAsync("mipactors://jobs/{job_id}", "job_id", job[..8]));
        Assert.Equal(["unknown-solver", "unknown-parameter", "unknown-name"], await CompleteAsync("mipactors://errors/{code}", "code", "unknown-"));
        Assert.Empty(await CompleteAsync("mipactors://jobs/{job_id}/solution/{page}", "page", "1"));
    }

    [Fact]
    public async Task Each_prompt_carries_what_it_is_about()
    {
        var listed = (await RequestAsync("prompts/list", new { })).GetProperty("prompts").EnumerateArray().Select(prompt => prompt.GetProperty("name").GetString()!).Order(StringComparer.Ordinal);
        Assert.Equal(["debug_infeasible_model", "explain_solution", "formulate_problem"], listed);

        var formulate = await PromptAsync("formulate_problem", new { problem = "Forty chairs and an oven." });
        Assert.Contains("Forty chairs and an oven.", formulate, StringComparison.Ordinal);
        Assert.Contains("From words to a model", formulate, StringComparison.Ordinal);

        var job = (await shared.AskAsync("execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"))).GetProperty("job_id").GetString()!;
        Assert.Contains("Status:     optimal", await PromptAsync("explain_solution", new { job_id = job }), StringComparison.Ordinal);
        Assert.Contains("the board", await PromptAsync("explain_solution", new { job_id = job, audience = "the board" }), StringComparison.Ordinal);
        Assert.Contains("explain_infeasibility", await PromptAsync("debug_infeasible_model", new { job_id = job, hard_rules = "rest time" }), StringComparison.Ordinal);
        var refused = await shared.Process.Conversation.RequestAsync("prompts/get", new { name = "explain_solution", arguments = new { job_id = "nobody" } });
        Assert.Contains("No job 'nobody'", refused.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_without_what_it_needs_names_it()
    {
        var refused = (await shared.Process.Conversation.RequestAsync("prompts/get", new { name = "formulate_problem" })).GetProperty("error");
        Assert.Equal(-32602, refused.GetProperty("code").GetInt32());
        Assert.Contains("needs the argument 'problem'", refused.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_level_of_the_log_is_minded()
    {
        await using var server = await ServerProcess.ConnectAsync();
        const string code = "from pulp import *\nimport sys\nprint('to stdout')\nprint('to stderr', file=sys.stderr)\np = LpProblem('p')\np += LpVariable('x', 1)\n";
        await server.Conversation.RequestAsync("logging/setLevel", new { level = "warning" });
        await server.CallAsync(new { code });
        Assert.Equal(["to stderr"], server.Conversation.Logged.Select(line => line.Text));
        await server.Conversation.RequestAsync("logging/setLevel", new { level = "info" });
        await server.CallAsync(new { code });
        Assert.Contains(server.Conversation.Logged, line => line.Text == "to stdout");
    }

    private async Task<JsonElement> RequestAsync(string method, object parameters)
    {
        var answer = await shared.Process.Conversation.RequestAsync(method, parameters);
        return answer.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException(answer.ToString());
    }

    private async Task<string> ReadAsync(string uri) =>
        (await RequestAsync("resources/read", new { uri })).GetProperty("contents")[0].GetProperty("text").GetString()!;

    private async Task<string> RefusalAsync(string uri) =>
        (await shared.Process.Conversation.RequestAsync("resources/read", new { uri })).GetProperty("error").GetProperty("message").GetString()!;

    private async Task<IReadOnlyList<string?>> CompleteAsync(string template, string name, string value) =>
    [
        .. (await RequestAsync("completion/complete", new { @ref = new { type = "ref/resource", uri = template }, argument = new { name, value } }))
            .GetProperty("completion").GetProperty("values").EnumerateArray().Select(one => one.GetString()),
    ];

    private async Task<string> PromptAsync(string name, object arguments) =>
        string.Concat((await RequestAsync("prompts/get", new { name, arguments })).GetProperty("messages").EnumerateArray().Select(message =>
        {
            var content = message.GetProperty("content");
            return content.GetProperty("type").GetString() == "text" ? content.GetProperty("text").GetString() : content.GetProperty("resource").GetProperty("text").GetString();
        }));
}
