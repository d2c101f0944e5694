using System.Net;
using System.Text.Json;
using MipActors.Scenarios.CommandLine;
using MipActors.Scenarios.Server;
using ModelContextProtocol.Client;

namespace MipActors.Scenarios.Http;

/// <summary>MCP over HTTP: both generations, who is let in, and what is beside it.</summary>
public sealed class HttpScenarios
{
    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_client_of_either_generation_solves_a_model(string revision)
    {
        var (server, _) = await HttpServer.StartAsync([], []);
        await using var _ = server;
        await using var client = await server.ConnectAsync(revision: revision);
        Assert.Equal(revision, client.NegotiatedProtocolVersion);
        var (report, text, isError) = await HttpServer.CallAsync(client, "execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"));
        Assert.False(isError, text);
        Assert.Equal("optimal", report.GetProperty("status").GetString());
        Assert.Contains(await client.ListToolsAsync(), tool => tool.Name == "list_executors");
    }

    [Fact]
    public async Task Another_host_and_another_origin_are_refused()
    {
        var (server, _) = await HttpServer.StartAsync([("HTTP__HOSTS", "solver.example.org"), ("HTTP__ORIGINS", "https://app.example.org")], []);
        await using var _ = server;
        foreach (var (host, origin, expected) in new (string?, string?, HttpStatusCode)[]
        {
            (null, null, HttpStatusCode.OK),
            ("localhost", "http://localhost:5173", HttpStatusCode.OK),
            ("solver.example.org", "https://app.example.org", HttpStatusCode.OK),
            ("evil.example.com", null, HttpStatusCode.Forbidden),
            (null, "https://evil.example.com", HttpStatusCode.Forbidden),
            (null, "null", HttpStatusCode.Forbidden),
            (null, "http://localhost.evil.example.com", HttpStatusCode.Forbidden),
        })
        {
            using var answer = await server.RequestAsync(HttpMethod.Post, "/mcp", host: host, origin: origin);
            Assert.True(expected == answer.StatusCode, $"{host} {origin}: {answer.StatusCode}, not {expected}");
        }
    }

    [Fact]
    public async Task Where_tokens_are_demanded_nobody_is_let_in_without_one()
    {
        var (server, tokens) = await HttpServer.StartAsync([("HTTP__DEMAND_TOKENS", "on")], ["ann"]);
        await using var _ = server;
        foreach (var (token, expected) in new[] { (null, HttpStatusCode.Unauthorized), ("mip_wrong", HttpStatusCode.Unauthorized), (tokens[0], HttpStatusCode.OK) })
        {
            using var answer = await server.RequestAsync(HttpMethod.Post, "/mcp", token);
            Assert.Equal(expected, answer.StatusCode);
            Assert.Equal(expected == HttpStatusCode.Unauthorized, answer.Headers.WwwAuthenticate.Any(challenge => challenge.Scheme == "Bearer"));
        }

        // Revoked by deleting its line, while the server runs.
        await File.WriteAllTextAsync(Path.Combine(server.Program.Folders.Config, "mipactors", "tokens"), "");
        using var revoked = await server.RequestAsync(HttpMethod.Post, "/mcp", tokens[0]);
        Assert.Equal(HttpStatusCode.Unauthorized, revoked.StatusCode);
    }

    [Fact]
    public async Task Health_and_readiness_are_told_without_a_token()
    {
        var (server, _) = await HttpServer.StartAsync([("HTTP__DEMAND_TOKENS", "on")], ["ann"]);
        await using var _ = server;
        using var health = await server.RequestAsync(HttpMethod.Get, "/health", host: "10.0.0.7");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        var status = HttpStatusCode.ServiceUnavailable;
        for (var deadline = Environment.TickCount64 + (long)Conversation.Patience.TotalMilliseconds; status != HttpStatusCode.OK && Environment.TickCount64 < deadline;)
        {
            using var ready = await server.RequestAsync(HttpMethod.Get, "/ready");
            status = ready.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public async Task Beyond_loopback_the_server_does_not_start_without_a_token(string address)
    {
        var (code, _, errors) = await CommandLineRun.ToEndAsync("serve", "--http", "--port", "0", "--address", address);
        Assert.Equal(2, code);
        Assert.Contains("mipactors token NAME", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_printed_once_and_kept_as_its_hash_alone()
    {
        await using var run = CommandLineRun.StartWith(_ => [], "token", "ann");
        var (code, output, errors) = await run.EndAsync();
        Assert.True(code == 0, errors);
        var kept = await File.ReadAllTextAsync(Path.Combine(run.Program.Folders.Config, "mipactors", "tokens"));
        Assert.StartsWith("ann ", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(output.Trim(), kept, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(run.Program.Folders.Config, "mipactors", "tokens")));
        }
    }

    [Fact]
    public async Task A_server_with_a_call_running_ends_with_the_calls_last_words()
    {
        var (server, _) = await HttpServer.StartAsync([], []);
        await using var _ = server;
        await using var client = await server.ConnectAsync();
        var call = HttpServer.CallAsync(client, "execute_mip_code", ServerProcess.ArgumentsOf("hard.py"));
        await IncumbentAsync(client);
        await server.Program.SignalAsync(15);
        var (report, text, _) = await call;
        Assert.Equal("cancelled", report.GetProperty("status").GetString());
        Assert.Contains("feasible", report.GetProperty("solution").GetProperty("status").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", text);
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_no_job_behind()
    {
        var (server, _) = await HttpServer.StartAsync([], []);
        await using var _ = server;
        await using (var client = await server.ConnectAsync(revision: "2026-07-28"))
        {
            using var patience = new CancellationTokenSource();
            var given = ServerProcess.ArgumentsOf("hard.py").ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
            var call = client.CallToolAsync("execute_mip_code", given, cancellationToken: patience.Token).AsTask();
            await IncumbentAsync(client);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await using var next = await server.ConnectAsync();
        var running = 1;
        for (var deadline = Environment.TickCount64 + (long)Conversation.Patience.TotalMilliseconds; running > 0 && Environment.TickCount64 < deadline;)
        {
            running = (await HttpServer.CallAsync(next, "list_jobs", new { })).Structure.GetProperty("running").GetArrayLength();
        }

        Assert.Equal(0, running);
    }

    private static async Task IncumbentAsync(McpClient client)
    {
        JsonElement jobs;
        do
        {
            jobs = (await HttpServer.CallAsync(client, "list_jobs", new { })).Structure;
        }
        while (!jobs.ToString().Contains("\"incumbent\"", StringComparison.Ordinal));
    }
}
