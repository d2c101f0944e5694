using System.Text.Json;
using MipActors.Containment;
using MipActors.Scenarios.Hierarchy;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Tools;

/// <summary>The tool <c>get_solver_info</c>.</summary>
public sealed class SolverInfoScenarios
{
    private const string Tool = "get_solver_info";

    [Fact]
    public async Task Solvers_and_sandbox_are_what_the_reports_of_jobs_say_too()
    {
        await using var server = await ServerProcess.ConnectAsync();
        var info = await InfoAsync(server);

        Assert.Empty(info.GetProperty("problems").EnumerateArray());
        Assert.Contains(info.GetProperty("solver_worker").GetString(), (string[])["native", "managed"]);
        Assert.Equal(["LP"], DefaultsOf(info, "highs"));
        Assert.Equal(["MIP"], DefaultsOf(info, "scip"));
        foreach (var solver in info.GetProperty("solvers").EnumerateArray())
        {
            var id = solver.GetProperty("id").GetString();
            if (solver.GetProperty("problem_classes").EnumerateArray().All(one => one.GetString() == "LP"))
            {
                continue; // The program has integers.
            }

            var report = (await server.SolveAsync("knapsack.py", new { solver = id })).GetProperty("structuredContent").GetProperty("solver_info");
            Assert.Equal(id, report.GetProperty("name").GetString());
            Assert.Equal(solver.GetProperty("version").GetString(), report.GetProperty("version").GetString());
            var inForce = report.GetProperty("settings");
            var defaults = info.GetProperty("defaults");
            Assert.Equal(defaults.GetProperty("threads").ToString(), inForce.GetProperty("threads").GetString());
            Assert.Equal(defaults.GetProperty("seed").ToString(), inForce.GetProperty("seed").GetString());
            Assert.Equal(defaults.GetProperty("gap").GetDouble(), double.Parse(inForce.GetProperty("relative_gap").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        }

        var printed = (await server.SolveAsync("prints_its_versions.py")).GetProperty("structuredContent").GetProperty("stdout").GetString();
        var sandbox = info.GetProperty("sandbox");
        Assert.Equal($"{sandbox.GetProperty("python").GetString()} {sandbox.GetProperty("pulp").GetString()}\n", printed);
        Assert.True(sandbox.GetProperty("from_snapshot").GetBoolean());
    }

    [Fact]
    public async Task Limits_are_those_in_force_not_those_of_the_file()
    {
        await using var server = await ServerProcess.ConnectAsync(
            ("MIPACTORS__JOBS__DEFAULT_TIMEOUT", "77s"), ("MIPACTORS__LIMITS__COLUMNS", "1234"), ("MIPACTORS__LIMITS__CODE", "5 KiB"));
        var info = await InfoAsync(server);

        Assert.Equal(77, info.GetProperty("defaults").GetProperty("time_limit").GetDouble());
        Assert.Equal(1234, info.GetProperty("limits").GetProperty("variables").GetInt32());
        Assert.Equal(5 << 10, info.GetProperty("limits").GetProperty("code_bytes").GetInt64());
    }

    [Fact]
    public async Task A_server_that_keeps_nothing_warm_starts_one_of_each_to_answer()
    {
        await using var server = await ServerProcess.ConnectAsync(("MIPACTORS__SANDBOXES__WARM", "0"), ("MIPACTORS__SOLVERS__WARM", "0"));
        var info = await InfoAsync(server);

        Assert.Empty(info.GetProperty("problems").EnumerateArray());
        Assert.Equal(6, info.GetProperty("solvers").GetArrayLength());
        Assert.NotEqual("", info.GetProperty("sandbox").GetProperty("pulp").GetString());
    }

    [Fact]
    public async Task The_containment_is_the_layer_in_force()
    {
        var strongest = await Launchers.Strongest;
        await using var server = await ServerProcess.ConnectAsync();
        Assert.Equal(strongest.Level.ToString().ToLowerInvariant(), Level(await InfoAsync(server)));

        await using var portable = await ServerProcess.ConnectAsync(("MIPACTORS__CONTAINMENT__LAYER", "portable"));
        Assert.Equal(nameof(ContainmentLevel.Portable).ToLowerInvariant(), Level(await InfoAsync(portable)));

        static string? Level(JsonElement info) => info.GetProperty("containment").GetProperty("level").GetString();
    }

    [Fact]
    public async Task Without_a_sandbox_the_solvers_are_told_and_why_the_rest_is_missing()
    {
        await using var server = ServerProcess.Start(folders => [("PATH", folders.Empty), ("XDG_CACHE_HOME", folders.Empty)]);
        await server.InitializeAsync();
        var info = await InfoAsync(server);

        Assert.Equal(6, info.GetProperty("solvers").GetArrayLength());
        Assert.False(info.TryGetProperty("sandbox", out _));
        Assert.Contains("npm", Assert.Single(info.GetProperty("problems").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> InfoAsync(ServerProcess server)
    {
        var tools = await server.Conversation.RequestAsync("tools/list");
        var schema = tools.GetProperty("result").GetProperty("tools").EnumerateArray()
            .Single(tool => tool.GetProperty("name").GetString() == Tool).GetProperty("outputSchema");
        var structure = (await server.CallAsync(new { }, Tool)).GetProperty("result").GetProperty("structuredContent");
        Assert.Empty(JsonSchemaCheck.Faults(schema, structure));
        return structure;
    }

    private static IEnumerable<string?> DefaultsOf(JsonElement info, string solver) => info.GetProperty("solvers").EnumerateArray()
        .Single(entry => entry.GetProperty("id").GetString() == solver).GetProperty("default_for").EnumerateArray().Select(one => one.GetString());
}
