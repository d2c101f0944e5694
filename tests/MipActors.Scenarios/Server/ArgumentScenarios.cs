using System.Text.Json;
using System.Text.Json.Nodes;

namespace MipActors.Scenarios.Server;

/// <summary>A wrong call is told what is wrong and what to do, in the shape of every other answer.</summary>
public sealed class ArgumentScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("""{"slover": "highs"}""", "slover", "Did you mean 'solver'?")]
    [InlineData("""{"answer": 42}""", "answer", "It takes: code, data, files")]
    [InlineData("""{"timeout": "1.5"}""", "timeout", "a number")]
    [InlineData("""{"timeout": -1}""", "timeout", "above 0")]
    [InlineData("""{"timeout": 0}""", "timeout", "above 0")]
    [InlineData("""{"timeout": 1e300}""", "timeout", "up to")]
    [InlineData("""{"data": [1, 2]}""", "data", "an object")]
    [InlineData("""{"data": "{}"}""", "data", "an object")]
    [InlineData("""{"code": 7}""", "code", "a text")]
    [InlineData("""{"code": null}""", "code", "a text")]
    [InlineData("""{"validate_solution": 1}""", "validate_solution", "true or false")]
    [InlineData("""{"validation_tolerance": 0}""", "validation_tolerance", "above 0")]
    [InlineData("""{"solver_params": ["threads"]}""", "solver_params", "an object")]
    [InlineData("""{"solver_params": {"threads": "two"}}""", "solver_params.threads", "a whole number of at least 1")]
    [InlineData("""{"solver_params": {"time_limit": -2}}""", "solver_params.time_limit", "a number of at least")]
    [InlineData("""{"solver_params": {"limits/nodes": {}}}""", "solver_params.limits/nodes", "a text, a number, true or false")]
    public async Task A_wrong_argument_is_named_and_what_it_takes_is_said(string arguments, string named, string takes)
    {
        var call = ServerProcess.ArgumentsOf("knapsack.py");
        foreach (var (name, value) in JsonNode.Parse(arguments)!.AsObject())
        {
            call[name] = value?.DeepClone();
        }

        var error = await ErrorAsync(call);
        Assert.Equal("bad-argument", error.GetProperty("code").GetString());
        Assert.Contains(named, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains(takes, error.GetProperty("hint").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_code_is_told_so()
    {
        var error = await ErrorAsync([]);
        Assert.Equal("The argument 'code' is missing.", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task An_unknown_solver_is_refused_with_the_known_ones()
    {
        var error = await ErrorAsync(ServerProcess.ArgumentsOf("knapsack.py", new { solver = "hihgs" }));
        Assert.Equal("unknown-solver", error.GetProperty("code").GetString());
        Assert.Contains("highs", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_character_in_an_arguments_name_does_not_come_back_raw()
    {
        var error = await ErrorAsync(ServerProcess.ArgumentsOf("knapsack.py", new Dictionary<string, int> { ["\u001b[31mred"] = 1 }));
        Assert.DoesNotContain('\u001b', error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task An_unknown_tool_is_an_error_of_the_protocol()
    {
        var answer = await shared.Process.Conversation.RequestAsync("tools/call", new { name = "excute_mip_code", arguments = new { } });
        Assert.Equal(-32602, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.Contains("excute_mip_code", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_method_is_an_error_of_the_protocol()
    {
        var answer = await shared.Process.Conversation.RequestAsync("tools/destroy");
        Assert.Equal(-32601, answer.GetProperty("error").GetProperty("code").GetInt32());
    }

    private async Task<JsonElement> ErrorAsync(JsonObject arguments)
    {
        var result = (await shared.Process.CallAsync(arguments)).GetProperty("result");
        Assert.True(result.GetProperty("isError").GetBoolean());
        var structure = shared.StructureOf(result);
        Assert.Equal("bad_input", structure.GetProperty("status").GetString());
        return structure.GetProperty("error");
    }
}
