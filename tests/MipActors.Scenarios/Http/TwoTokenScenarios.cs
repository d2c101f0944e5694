using System.Text.Json;
using MipActors.Scenarios.Server;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace MipActors.Scenarios.Http;

/// <summary>Two tokens over HTTP: neither sees, reads, cancels or exhausts the other's.</summary>
public sealed class TwoTokenScenarios
{
    private static readonly (string, string)[] TwoCores = [("RUNS__ROOM", "2"), ("HTTP__JOBS_AT_ONCE", "1"), ("HTTP__JOBS_WAITING", "1")];

    [Fact]
    public async Task Neither_sees_reads_cancels_or_exhausts_the_others()
    {
        var (server, tokens) = await HttpServer.StartAsync(TwoCores, ["ann", "bob"]);
        await using var _ = server;
        await using var ann = await server.ConnectAsync(tokens[0]);
        await using var bob = await server.ConnectAsync(tokens[1]);
        await using var nobody = await server.ConnectAsync();

        // Ann keeps a model, solves it, and leaves a long job running.
        var code = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Programs", "named_plan.py"));
        await OkAsync(ann, "define_model", new { name = "secret", code });
        var solved = Id(await OkAsync(ann, "solve_model", new { model = "secret", data = new { bread_price = 3, cake_price = 5, oven_hours = 12 } }));
        var live = Id(await OkAsync(ann, "start_job", ServerProcess.ArgumentsOf("hard.py")));

        foreach (var other in (McpClient[])[bob, nobody])
        {
            // Sees.
            foreach (var tool in (string[])["list_jobs", "list_models", "list_solutions"])
            {
                var (list, _, _) = await HttpServer.CallAsync(other, tool, new { });
                Assert.DoesNotContain("secret", list.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain(solved, list.ToString(), StringComparison.Ordinal);
                Assert.DoesNotContain(live, list.ToString(), StringComparison.Ordinal);
            }

            var resources = await other.ListResourcesAsync();
            Assert.DoesNotContain(resources, resource => resource.Uri.Contains("secret", StringComparison.Ordinal) || resource.Uri.Contains(solved, StringComparison.Ordinal));

            // Reads.
            foreach (var (tool, arguments) in new (string, object)[]
            {
                ("get_job", new { job_id = solved }), ("get_job", new { job_id = live, wait = 0 }), ("get_solution", new { solution_id = solved }),
                ("get_model", new { model = "secret" }), ("solve_model", new { model = "secret" }), ("compare_solutions", new { first = solved, second = solved }),
                ("delete_model", new { model = "secret" }),
            })
            {
                Assert.True((await HttpServer.CallAsync(other, tool, arguments)).IsError, tool);
            }

            foreach (var uri in (string[])[$"mipactors://jobs/{solved}", $"mipactors://jobs/{live}", $"mipactors://jobs/{solved}/model.lp", $"mipactors://jobs/{solved}/report", $"mipactors://jobs/{solved}/solution/1", "mipactors://models/secret"])
            {
                await Assert.ThrowsAnyAsync<McpException>(async () => await other.ReadResourceAsync(uri));
            }

            await Assert.ThrowsAnyAsync<McpException>(async () => await other.GetPromptAsync("explain_solution", new Dictionary<string, object?> { ["job_id"] = solved }));

            // Cancels.
            Assert.True((await HttpServer.CallAsync(other, "cancel_job", new { job_id = live })).IsError);
        }

        Assert.Equal("running", (await OkAsync(ann, "get_job", new { job_id = live, wait = 0 })).GetProperty("status").GetString());

        // Exhausts: Ann has one job at once and one that waits; a third is refused, and Bob is served at once.
        var waiting = Id(await OkAsync(ann, "start_job", ServerProcess.ArgumentsOf("hard.py")));
        var (refused, _, isError) = await HttpServer.CallAsync(ann, "execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"));
        Assert.True(isError);
        Assert.Equal("over-quota", refused.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("optimal", (await OkAsync(bob, "execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"))).GetProperty("status").GetString());
        Assert.Equal("running", (await OkAsync(ann, "get_job", new { job_id = waiting, wait = 0 })).GetProperty("status").GetString());

        // A name of one's own is one's own.
        await OkAsync(bob, "define_model", new { name = "secret", code });
        Assert.Empty((await OkAsync(bob, "list_solutions", new { model = "secret" })).GetProperty("solutions").EnumerateArray());
        await OkAsync(bob, "delete_model", new { model = "secret" });
        Assert.Equal(1, (await OkAsync(ann, "get_model", new { model = "secret" })).GetProperty("solutions").GetInt32());

        // The processes of all are nobody's business but the operator's: it is told where everybody is the operator.
        await OkAsync(ann, "cancel_job", new { job_id = waiting });
        await OkAsync(ann, "cancel_job", new { job_id = live });
        await AuditedAsync(server, "ann", "cancel_job", live);
        await AuditedAsync(server, "bob", "get_job", solved);
    }

    [Fact]
    public async Task A_session_of_one_token_is_not_taken_up_by_another()
    {
        var (server, tokens) = await HttpServer.StartAsync([("HTTP__DEMAND_TOKENS", "on")], ["ann", "bob"]);
        await using var _ = server;
        using var begun = await server.RequestAsync(HttpMethod.Post, "/mcp", tokens[0]);
        var session = Assert.Single(begun.Headers.GetValues("Mcp-Session-Id"));
        foreach (var (token, isTaken) in new[] { (tokens[1], false), (tokens[0], true) })
        {
            using var http = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/mcp"))
            {
                Content = new StringContent("""{"jsonrpc":"2.0","id":2,"method":"tools/list"}""", System.Text.Encoding.UTF8, "application/json"),
            };
            request.Headers.Add("Authorization", $"Bearer {token}");
            request.Headers.Add("Mcp-Session-Id", session);
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            using var answer = await http.SendAsync(request);
            Assert.Equal(isTaken, answer.IsSuccessStatusCode);
        }
    }

    [Fact]
    public async Task Time_that_is_used_up_refuses_the_next_job()
    {
        var (server, tokens) = await HttpServer.StartAsync([("HTTP__TIME_AN_HOUR", "1ms")], ["ann", "bob"]);
        await using var _ = server;
        await using var ann = await server.ConnectAsync(tokens[0]);
        await OkAsync(ann, "execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"));
        var (refused, _, _) = await HttpServer.CallAsync(ann, "execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"));
        Assert.Equal("over-quota", refused.GetProperty("error").GetProperty("code").GetString());
        await using var bob = await server.ConnectAsync(tokens[1]);
        await OkAsync(bob, "execute_mip_code", ServerProcess.ArgumentsOf("knapsack.py"));
    }

    private static async Task AuditedAsync(HttpServer server, string token, string tool, string job)
    {
        bool IsThere() => File.Exists(server.AuditFile) && File.ReadLines(server.AuditFile).Select(line => JsonElement.Parse(line)).Any(entry =>
            entry.GetProperty("token").GetString() == token && entry.TryGetProperty("what", out var what) && what.GetString() == tool
            && entry.TryGetProperty("job_id", out var id) && id.GetString() == job);
        await Eventually.HoldsAsync(IsThere, Conversation.Patience, () => $"no call of {tool} by {token} in {server.AuditFile}");
    }

    private static string Id(JsonElement report) => report.GetProperty("job_id").GetString()!;

    private static async Task<JsonElement> OkAsync(McpClient client, string tool, object arguments)
    {
        var (structure, text, isError) = await HttpServer.CallAsync(client, tool, arguments);
        Assert.False(isError, $"{tool}: {text}");
        return structure;
    }
}
