using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using MipActors.Scenarios.Server;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MipActors.Scenarios.Http;

/// <summary>A running <c>mipactors serve --http</c> on a port of its own, and clients of it; ended by SIGTERM as an operator would.</summary>
internal sealed partial class HttpServer : IAsyncDisposable
{
    private const int Terminate = 15;

    private HttpServer(StartedProgram program) => Program = program;

    public StartedProgram Program { get; }

    public Uri Address { get; private set; } = null!;

    public string AuditFile => Path.Combine(Program.Folders.Data, "mipactors", "audit.jsonl");

    /// <summary>Starts a server with these settings (path without <c>mipactors.</c>, in the form of the environment), and makes a token for each name.</summary>
    public static async Task<(HttpServer Server, IReadOnlyList<string> Tokens)> StartAsync(
        IReadOnlyList<(string Name, string Value)> settings, IReadOnlyList<string> names, params string[] arguments)
    {
        await Provisioned.Once;
        var folders = new PrivateFolders();
        var tokens = names.Select(new MipActors.Mcp.Http.TokenFile(Path.Combine(folders.Config, "mipactors", "tokens")).Add).ToList();
        var program = StartedProgram.Start(
            ["serve", "--http", "--port", "0", .. arguments],
            _ => settings.Select(setting => ($"MIPACTORS__{setting.Name}", (string?)setting.Value)),
            folders: folders);
        var server = new HttpServer(program);
        await Eventually.HoldsAsync(() => Listening().IsMatch(program.Errors) || program.HasExited, Conversation.Patience, () => program.Errors);
        Assert.False(program.HasExited, program.Errors);
        server.Address = new Uri(Listening().Match(program.Errors).Groups["address"].Value);
        return (server, tokens);
    }

    /// <summary>A client, with a token or as nobody.</summary>
    public async Task<McpClient> ConnectAsync(string? token = null, string? revision = null)
    {
        var options = new HttpClientTransportOptions
        {
            Endpoint = new Uri(Address, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = token is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
        };
        return await McpClient.CreateAsync(new HttpClientTransport(options), new McpClientOptions { ProtocolVersion = revision });
    }

    /// <summary>Calls a tool and returns its structure, or the text of its refusal.</summary>
    public static async Task<(JsonElement Structure, string Text, bool IsError)> CallAsync(McpClient client, string tool, object arguments)
    {
        var given = JsonSerializer.SerializeToElement(arguments).EnumerateObject().ToDictionary(pair => pair.Name, pair => (object?)pair.Value);
        var result = await client.CallToolAsync(tool, given).AsTask().WaitAsync(Conversation.Patience);
        return (result.StructuredContent ?? default, string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text)), result.IsError == true);
    }

    /// <summary>One bare request, as a browser or a script would make it.</summary>
    public async Task<HttpResponseMessage> RequestAsync(HttpMethod method, string path, string? token = null, string? host = null, string? origin = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        if (method == HttpMethod.Post)
        {
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            request.Content = new StringContent(
                """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"bare","version":"1"}}}""",
                System.Text.Encoding.UTF8, "application/json");
        }

        return await http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        if (!Program.HasExited)
        {
            await Program.SignalAsync(Terminate);
            Assert.Equal(0, await Program.ExitAsync(StartedProgram.EndBudget));
        }

        await Program.DisposeAsync();
    }

    [GeneratedRegex(@"MCP over HTTP at ""?(?<address>http://[^/\s]+)/mcp")]
    private static partial Regex Listening();
}
