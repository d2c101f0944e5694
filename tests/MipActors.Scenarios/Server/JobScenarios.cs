using System.Text.Json;

namespace MipActors.Scenarios.Server;

/// <summary>A job that outlives its call is answered with its id in time, found again, and called off.</summary>
public sealed class JobScenarios
{
    private static readonly Func<PrivateFolders, IEnumerable<(string, string?)>> Impatient = _ => [("MIPACTORS__JOBS__PATIENCE", "1s")];

    [Fact]
    public async Task A_call_beyond_the_patience_is_answered_with_a_job_that_can_be_cancelled_for_its_incumbent()
    {
        await Provisioned.Once;
        await using var server = ServerProcess.Start(Impatient);
        await server.InitializeAsync();
        var early = await server.StructureAsync("execute_mip_code", ServerProcess.ArgumentsOf("hard.py"));
        Assert.Equal("running", early.GetProperty("status").GetString());
        var job = early.GetProperty("job_id").GetString()!;

        await IncumbentAsync(server, job);
        var listed = await server.StructureAsync("list_jobs", new { });
        Assert.Contains(listed.GetProperty("running").EnumerateArray(), one => one.GetProperty("job_id").GetString() == job);

        var ended = await server.StructureAsync("cancel_job", new { job_id = job });
        Assert.Equal("cancelled", ended.GetProperty("status").GetString());
        Assert.Equal("feasible", ended.GetProperty("solution").GetProperty("status").GetString());
        Assert.True(ended.GetProperty("validation").GetProperty("is_valid").GetBoolean());

        var fetched = await server.StructureAsync("get_job", new { job_id = job });
        Assert.Equal(ended.GetProperty("solution").ToString(), fetched.GetProperty("solution").ToString());

        var resource = await server.Conversation.RequestAsync("resources/read", new { uri = $"mipactors://jobs/{job}" });
        using var read = JsonDocument.Parse(resource.GetProperty("result").GetProperty("contents")[0].GetProperty("text").GetString()!);
        Assert.Equal(ended.GetProperty("solution").ToString(), read.RootElement.GetProperty("solution").ToString());
    }

    [Fact]
    public async Task What_a_cancelled_call_had_found_is_kept_under_its_job()
    {
        await using var server = await ServerProcess.BusyAsync(Load.Solve);
        var listed = await server.StructureAsync("list_jobs", new { });
        var job = Assert.Single(listed.GetProperty("running").EnumerateArray()).GetProperty("job_id").GetString()!;
        // The first request is the handshake, the second the call.
        await server.Conversation.NotifyAsync("notifications/cancelled", new { requestId = 2, reason = "enough" });
        var report = await server.StructureAsync("get_job", new { job_id = job });
        Assert.Equal("cancelled", report.GetProperty("status").GetString());
        Assert.Equal("feasible", report.GetProperty("solution").GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_server_with_a_job_that_outlived_its_call_ends_with_its_client()
    {
        await Provisioned.Once;
        await using var server = ServerProcess.Start(Impatient);
        await server.InitializeAsync();
        var early = await server.StructureAsync("execute_mip_code", ServerProcess.ArgumentsOf("hard.py"));
        await IncumbentAsync(server, early.GetProperty("job_id").GetString()!);
        server.Program.CloseStdin();
        Assert.Equal(0, await server.Program.ExitAsync(TimeSpan.FromSeconds(3)));
        await server.Program.AllGoneAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_report_survives_the_kill_of_its_server()
    {
        await using var server = await ServerProcess.ConnectAsync();
        var answer = await server.StructureAsync("execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"));
        var job = answer.GetProperty("job_id").GetString()!;
        // An answer does not wait for the disk; the list, asked of the same library, does.
        var listed = await server.StructureAsync("list_jobs", new { });
        Assert.Contains(listed.GetProperty("ended").EnumerateArray(), one => one.GetProperty("job_id").GetString() == job);
        await server.Program.SignalAsync(9);
        await server.Program.AllGoneAsync(TimeSpan.FromSeconds(2));

        await using var next = await ServerProcess.ConnectAsync(("XDG_DATA_HOME", server.Program.Folders.Data));
        var kept = await next.StructureAsync("get_job", new { job_id = job });
        Assert.Equal(answer.GetProperty("solution").ToString(), kept.GetProperty("solution").ToString());
    }

    [Fact]
    public async Task An_unknown_job_is_told_so()
    {
        await using var server = await ServerProcess.ConnectAsync();
        foreach (var tool in (string[])["get_job", "cancel_job"])
        {
            var result = (await server.CallAsync(new { job_id = "nobody" }, tool)).GetProperty("result");
            Assert.True(result.GetProperty("isError").GetBoolean());
            Assert.Contains("No job 'nobody'", result.GetProperty("content")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Asks for the job until it has found a solution.</summary>
    private static async Task IncumbentAsync(ServerProcess server, string job)
    {
        JsonElement report;
        do
        {
            report = await server.StructureAsync("get_job", new { job_id = job, wait = 0.2 });
            Assert.Equal(("running", job), (report.GetProperty("status").GetString(), report.GetProperty("job_id").GetString()));
        }
        while (!report.ToString().Contains("incumbent", StringComparison.Ordinal));
    }
}
