namespace MipActors.Scenarios.Server;

/// <summary>What goes wrong around a job, provoked on a real server, and the error that it is told as.</summary>
public sealed class FaultScenarios
{
    private const int Kill = 9;

    [Fact]
    public async Task A_set_up_that_can_not_be_made_is_told_so()
    {
        await using var server = ServerProcess.Start(folders => [("PATH", folders.Empty), ("XDG_CACHE_HOME", folders.Empty)]);
        await server.InitializeAsync();
        Assert.Equal("set-up-failed", await CodeAsync(server, ServerProcess.ArgumentsOf("knapsack.py")));
    }

    [Fact]
    public async Task A_worker_that_does_not_start_is_told_so()
    {
        await using var server = await ServerProcess.ConnectAsync(("MIPACTORS__SOLVERS__START_TIMEOUT", "1ms"), ("MIPACTORS__SOLVERS__WARM", "0"));
        Assert.Equal("start-failed", await CodeAsync(server, ServerProcess.ArgumentsOf("knapsack.py")));
    }

    [Fact]
    public async Task A_worker_that_is_killed_twice_is_told_as_lost()
    {
        await using var server = await ServerProcess.ConnectAsync(("MIPACTORS__SOLVERS__REFILL", "off"));
        var (call, token) = await server.BusyWithAsync("hard.py", "incumbent");
        var killed = new HashSet<int>();
        for (var deadline = Environment.TickCount64 + (long)Conversation.Patience.TotalMilliseconds; !server.Conversation.IsAnswered(call) && Environment.TickCount64 < deadline;)
        {
            // Each as soon as it solves: the next one tells of an incumbent of its own.
            var told = server.Conversation.ProgressOf(token).Count;
            var workers = Processes.Descendants(server.Program.Pid).Where(process => process.CommandLine.Contains("SolverWorker", StringComparison.Ordinal) && killed.Add(process.Pid)).ToList();
            if (workers.Count > 0)
            {
                workers.ForEach(worker => Processes.TrySignal(worker.Pid, Kill));
                await Eventually.HoldsAsync(
                    () => server.Conversation.IsAnswered(call) || server.Conversation.ProgressOf(token).Skip(told).Any(step => step.Message.Contains("incumbent", StringComparison.Ordinal)),
                    Conversation.Patience,
                    () => server.Program.Errors);
            }
        }

        var answer = await server.Conversation.AnswerAsync(call);
        Assert.Equal("solver-lost", answer.GetProperty("result").GetProperty("structuredContent").GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_file_that_leads_out_of_the_programs_folder_is_refused()
    {
        await using var server = await ServerProcess.ConnectAsync();
        Assert.Equal("bad-file-name", await CodeAsync(server, ServerProcess.ArgumentsOf("knapsack.py", new { files = new Dictionary<string, string> { ["../out"] = "" } })));
    }

    [Fact]
    public async Task A_library_without_a_place_refuses_models_and_solves_all_the_same()
    {
        await using var server = await ServerProcess.ConnectAsync(("MIPACTORS__LIBRARY__FOLDER", "/proc/nowhere"));
        Assert.Contains("[no-library]", await RefusalAsync(server, new { name = "a", code = "Minimize\n obj: x\nEnd\n", format = "lp" }), StringComparison.Ordinal);
        Assert.Equal("optimal", (await server.StructureAsync("execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"))).GetProperty("status").GetString());
    }

    [Fact]
    public async Task One_model_more_than_the_library_takes_and_one_that_can_not_work_are_refused()
    {
        await using var server = await ServerProcess.ConnectAsync(("MIPACTORS__LIBRARY__MOST_MODELS", "1"));
        const string lp = "Minimize\n obj: x\nEnd\n";
        await server.StructureAsync("define_model", new { name = "a", code = lp, format = "lp" });
        Assert.Contains("[too-many-models]", await RefusalAsync(server, new { name = "b", code = lp, format = "lp" }), StringComparison.Ordinal);
        Assert.Contains("[model-refused]", await RefusalAsync(server, new { name = "a", code = "from pulp import *\nfrom puIp import x\n" }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_model_names_lines_only_where_there_are_some()
    {
        await using var server = await ServerProcess.ConnectAsync();
        var refusal = await RefusalAsync(server, new { name = "a", code = "import nothing_at_all\n" });
        Assert.Contains("line 1: There is no module", refusal, StringComparison.Ordinal);
        Assert.Contains("\nThe program defines no LpProblem.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_can_not_be_looked_at_in_time_is_told_so()
    {
        // No look is over in a millisecond.
        await using var server = await ServerProcess.ConnectAsync(("MIPACTORS__JOBS__LONGEST_TIMEOUT", "1ms"), ("MIPACTORS__JOBS__DEFAULT_TIMEOUT", "1ms"));
        var result = (await server.CallAsync(ServerProcess.ArgumentsOf("knapsack.py"), "validate_mip_code")).GetProperty("result");
        Assert.True(result.GetProperty("isError").GetBoolean());
        var text = result.GetProperty("content")[0].GetProperty("text").GetString();
        Assert.Contains("could not be looked at within 0.001 s", text, StringComparison.Ordinal);
        Assert.Contains("[too-long]", text, StringComparison.Ordinal);
    }

    private static async Task<string?> CodeAsync(ServerProcess server, object arguments) =>
        (await server.CallAsync(arguments)).GetProperty("result").GetProperty("structuredContent").GetProperty("error").GetProperty("code").GetString();

    private static async Task<string> RefusalAsync(ServerProcess server, object model)
    {
        var result = (await server.CallAsync(model, "define_model")).GetProperty("result");
        Assert.True(result.GetProperty("isError").GetBoolean());
        return result.GetProperty("content")[0].GetProperty("text").GetString()!;
    }
}
