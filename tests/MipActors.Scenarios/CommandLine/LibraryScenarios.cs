using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.CommandLine;

/// <summary>What the library keeps is looked at and let go from the command line, while a server uses it.</summary>
public sealed class LibraryScenarios
{
    [Fact]
    public async Task Models_and_reports_are_listed_shown_and_let_go()
    {
        await using var server = await ServerProcess.ConnectAsync();
        var code = await File.ReadAllTextAsync(CommandLineRun.Path("named_plan.py"));
        await server.StructureAsync("define_model", new { name = "bakery", code, parameters = new { bread_price = new { }, cake_price = new { }, oven_hours = new { @default = 12 } } });
        var solved = await server.StructureAsync("solve_model", new { model = "bakery", data = new { bread_price = 3, cake_price = 5 } });
        var plain = await server.StructureAsync("execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"));
        var (solution, job) = (solved.GetProperty("job_id").GetString()!, plain.GetProperty("job_id").GetString()!);
        await server.StructureAsync("list_jobs", new { }); // The library has written by then.

        Assert.Contains("oven_hours = 12", await RunAsync(server, "models", "list"), StringComparison.Ordinal);
        Assert.Equal(code.TrimEnd() + "\n", await RunAsync(server, "models", "show", "bakery"));
        Assert.Equal([job, solution], JsonElement.Parse(await RunAsync(server, "jobs", "list", "--json")).EnumerateArray().Select(one => one.GetProperty("solution_id").GetString()));
        Assert.Contains("Objective:  20", await RunAsync(server, "jobs", "show", solution), StringComparison.Ordinal);

        // By age reports go, a model's solutions stay.
        Assert.Contains("1 reports", await RunAsync(server, "jobs", "rm", "--older-than", "0"), StringComparison.Ordinal);
        Assert.Contains(solution, await RunAsync(server, "jobs", "list"), StringComparison.Ordinal);
        await RunAsync(server, "models", "rm", "bakery");
        Assert.Equal("No reports are kept.\n", await RunAsync(server, "jobs", "list"));
        Assert.Empty((await server.StructureAsync("list_models", new { })).GetProperty("models").EnumerateArray());
    }

    [Theory]
    [InlineData("There is no model 'nobody'", "models", "rm", "nobody")]
    [InlineData("There is no job 'nobody'", "jobs", "show", "nobody")]
    [InlineData("either ids of jobs", "jobs", "rm")]
    public async Task What_is_not_there_is_told_so(string says, params string[] arguments)
    {
        var (code, _, errors) = await CommandLineRun.ToEndAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(ServerProcess server, params string[] arguments)
    {
        await using var run = CommandLineRun.StartWith(_ => [("XDG_DATA_HOME", server.Program.Folders.Data)], arguments);
        var (code, output, errors) = await run.EndAsync();
        Assert.True(code == 0, errors);
        return output;
    }
}
