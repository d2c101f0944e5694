using MipActors.Scenarios.Cluster;

namespace MipActors.Scenarios.Server;

/// <summary>A durable job has its answer though the server that took it is gone.</summary>
public sealed class DurableScenarios
{
    private const int Kill = 9;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Kill)]
    [InlineData(Terminate)]
    [Trait("Category", "Cluster")]
    public Task A_durable_job_survives_the_end_of_its_server(int signal) => SurvivesAsync("sqlite", signal);

    [PostgresFact]
    [Trait("Category", "Cluster")]
    public async Task A_durable_job_survives_in_a_database_of_PostgreSQL()
    {
        await using var database = await PostgresServer.StartAsync();
        await SurvivesAsync(database.ConnectionString, Kill);
    }

    [Fact]
    public async Task Without_a_journal_a_durable_job_is_refused()
    {
        await using var server = await ServerProcess.ConnectAsync();
        var refused = await server.CallAsync(ServerProcess.ArgumentsOf("knapsack.py", new { durable = true }), "start_job");
        Assert.Contains("no journal to write a durable job into", refused.ToString(), StringComparison.Ordinal);
        Assert.Contains("mipactors.jobs.journal", refused.ToString(), StringComparison.Ordinal);
    }

    private static async Task SurvivesAsync(string journal, int signal)
    {
        await Provisioned.Once;
        var data = Directory.CreateTempSubdirectory("mipactors-scenario-");
        try
        {
            // One at a time: the first runs and never ends, the second waits.
            (string, string?)[] settings = [("XDG_DATA_HOME", data.FullName), ("MIPACTORS__JOBS__JOURNAL", journal), ("MIPACTORS__RUNS__ROOM", "1")];
            string endless, waiting;
            await using (var first = ServerProcess.Start(_ => settings))
            {
                await first.InitializeAsync();
                endless = await BeginAsync(first, "endless_loop.py");
                waiting = await BeginAsync(first, "knapsack.py");
                await Eventually.HoldsAsync(() => first.Program.Descendants.Alive.Count > 0, Conversation.Patience, () => first.Program.Errors);
                await first.Program.SignalAsync(signal);
                await first.Program.AllGoneAsync(StartedProgram.EndBudget);
            }

            await using (var second = ServerProcess.Start(_ => settings))
            {
                await second.InitializeAsync();
                await HasStatusAsync("running", second, endless, wait: 0);
                await HasStatusAsync("running", second, waiting, wait: 0);
                await second.StructureAsync("cancel_job", new { job_id = endless });
                await HasStatusAsync("cancelled", second, endless, wait: 30);
                await HasStatusAsync("optimal", second, waiting, wait: 50);
            }

            // What has its answer is not run again.
            await using var third = ServerProcess.Start(_ => settings);
            await third.InitializeAsync();
            Assert.Empty((await third.StructureAsync("list_jobs", new { })).GetProperty("running").EnumerateArray());
            await HasStatusAsync("optimal", third, waiting, wait: 0);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<string> BeginAsync(ServerProcess server, string program) =>
        (await server.StructureAsync("start_job", ServerProcess.ArgumentsOf(program, new { durable = true, timeout = 120 }))).GetProperty("job_id").GetString()!;

    private static async Task HasStatusAsync(string expected, ServerProcess server, string job, double wait)
    {
        var answer = await server.StructureAsync("get_job", new { job_id = job, wait });
        Assert.True(answer.GetProperty("status").GetString() == expected, $"{expected} was expected: {answer}\n{server.Program.Errors}");
    }
}
