using System.Diagnostics;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MipActors.Scenarios.Server;

/// <summary>What a client learns before it calls anything.</summary>
public sealed class HandshakeScenarios
{
    /// <summary>Idle it takes 0.3 s; the rest is for machines that are busy with the other scenarios.</summary>
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task A_server_that_can_not_set_up_its_sandbox_still_answers_and_a_call_says_what_is_missing()
    {
        await using var server = ServerProcess.Start(folders => [("PATH", folders.Empty), ("XDG_CACHE_HOME", folders.Empty)]);
        var watch = Stopwatch.StartNew();
        await server.InitializeAsync();
        var tools = await server.Conversation.RequestAsync("tools/list");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Fast);
        Assert.NotEmpty(tools.GetProperty("result").GetProperty("tools").EnumerateArray());

        var result = await server.SolveAsync("knapsack.py");
        Assert.True(result.GetProperty("isError").GetBoolean());
        var error = result.GetProperty("structuredContent").GetProperty("error");
        Assert.Contains("npm", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", error.GetProperty("hint").GetString());
    }

    [Fact]
    public async Task The_server_introduces_itself_with_instructions()
    {
        await using var server = ServerProcess.Start();
        var welcome = await server.InitializeAsync();
        Assert.Equal("mipactors", welcome.GetProperty("serverInfo").GetProperty("name").GetString());
        Assert.Contains("execute_mip_code", welcome.GetProperty("instructions").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_tool_has_an_output_schema_and_describes_each_argument()
    {
        await using var server = ServerProcess.Start();
        await server.InitializeAsync();
        var answer = await server.Conversation.RequestAsync("tools/list");
        foreach (var tool in answer.GetProperty("result").GetProperty("tools").EnumerateArray())
        {
            Assert.NotEqual("", tool.GetProperty("description").GetString());
            Assert.Equal("object", tool.GetProperty("outputSchema").GetProperty("type").GetString());
            foreach (var argument in tool.GetProperty("inputSchema").GetProperty("properties").EnumerateObject())
            {
                Assert.True(argument.Value.TryGetProperty("type", out _), $"{argument.Name} has no type");
                Assert.True(argument.Value.TryGetProperty("description", out _), $"{argument.Name} has no description");
            }
        }
    }

    [Theory]
    [InlineData("2024-11-05")]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task Every_revision_with_a_handshake_is_spoken(string revision)
    {
        await using var server = ServerProcess.Start();
        var welcome = await server.InitializeAsync(revision);
        Assert.Equal(revision, welcome.GetProperty("protocolVersion").GetString());
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_client_of_either_generation_solves_a_model(string revision)
    {
        await Provisioned.Once;
        await using var server = ServerProcess.Start(read: false);
        var transport = new StreamClientTransport(server.Program.Stdin, server.Program.Stdout);
        await using var client = await McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = revision });
        Assert.Equal(revision, client.NegotiatedProtocolVersion);
        Assert.Contains(await client.ListToolsAsync(), tool => tool.Name == "execute_mip_code");
        var arguments = ServerProcess.ArgumentsOf("knapsack.py").ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        var result = await client.CallToolAsync("execute_mip_code", arguments).AsTask().WaitAsync(Conversation.Patience);
        Assert.NotEqual(true, result.IsError);
        Assert.Equal("optimal", result.StructuredContent!.Value.GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_stateless_revision_discovers_the_server_without_a_handshake()
    {
        await using var server = ServerProcess.Start();
        var meta = new Dictionary<string, object>
        {
            ["io.modelcontextprotocol/protocolVersion"] = "2026-07-28",
            ["io.modelcontextprotocol/clientInfo"] = new { name = "scenario", version = "1" },
            ["io.modelcontextprotocol/clientCapabilities"] = new { },
        };
        var answer = await server.Conversation.RequestAsync("server/discover", new { _meta = meta });
        var result = answer.GetProperty("result");
        Assert.Contains(result.GetProperty("supportedVersions").EnumerateArray(), version => version.GetString() == "2026-07-28");
        Assert.Contains("execute_mip_code", result.GetProperty("instructions").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_starts_and_ends_put_nothing_but_messages_on_stdout()
    {
        await Provisioned.Once;
        for (var start = 0; start < 10; start++)
        {
            // Its end asserts that no stray line came.
            await using var server = ServerProcess.Start();
            await server.InitializeAsync();
            var list = await server.Conversation.RequestAsync("tools/list");
            Assert.True(list.TryGetProperty("result", out _));
        }
    }
}
