using System.Text.Json;
using System.Text.Json.Nodes;

namespace MipActors.Scenarios.Server;

/// <summary>What a server is doing when its end comes.</summary>
public enum Load
{
    /// <summary>Nothing; a sandbox and a worker are kept warm.</summary>
    Idle,

    /// <summary>A program runs that never ends.</summary>
    Program,

    /// <summary>A solver runs that does not end within a minute.</summary>
    Solve,
}

/// <summary>A running MCP server on its real stdin and stdout, and the conversation with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartBudget = TimeSpan.FromSeconds(20);
    private int _lastToken;

    private ServerProcess(StartedProgram program)
    {
        Program = program;
        Conversation = new Conversation(program.Stdin, program.Stdout);
    }

    public StartedProgram Program { get; }

    public Conversation Conversation { get; }

    /// <summary>Starts a server; its stdout is read by the conversation unless told not to.</summary>
    public static ServerProcess Start(
        Func<PrivateFolders, IEnumerable<(string Name, string? Value)>>? environment = null, bool read = true, params IReadOnlyList<string> arguments) =>
        Of(StartedProgram.Start(arguments, environment), read);

    /// <summary>A server that was started in a way of its own.</summary>
    public static ServerProcess Of(StartedProgram program, bool read = true)
    {
        var server = new ServerProcess(program);
        if (read)
        {
            server.Conversation.BeginReading();
        }

        return server;
    }

    /// <summary>Starts a server on a machine where everything is provisioned, with these environment variables, and shakes hands with it.</summary>
    public static async Task<ServerProcess> ConnectAsync(params IReadOnlyList<(string Name, string? Value)> environment)
    {
        await Provisioned.Once;
        var server = Start(_ => environment);
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A server with a call running, or an idle one with its warm processes up.</summary>
    public static async Task<ServerProcess> BusyAsync(Load load)
    {
        var server = await ConnectAsync();
        if (load != Load.Idle)
        {
            await (load == Load.Program
                ? server.BusyWithAsync("endless_loop.py", "running the program")
                : server.BusyWithAsync("hard.py", "incumbent"));
        }
        else
        {
            await Eventually.HoldsAsync(() => server.Program.Descendants.Alive is var alive && Array.TrueForAll(
                    ["main.mjs", "SolverWorker"], name => alive.Any(one => one.Contains(name, StringComparison.Ordinal))),
                Conversation.Patience,
                () => $"no warm sandbox and worker: {server.Program.Errors}");
        }

        return server;
    }

    /// <summary>The handshake; returns the server's word.</summary>
    public async Task<JsonElement> InitializeAsync(string revision = "2025-11-25")
    {
        var answer = await Conversation.RequestAsync(
            "initialize",
            new { protocolVersion = revision, capabilities = new { }, clientInfo = new { name = "scenario", version = "1" } },
            StartBudget);
        await Conversation.NotifyAsync("notifications/initialized");
        return answer.GetProperty("result");
    }

    /// <summary>What a tool says that it returns.</summary>
    public async Task<JsonElement> OutputSchemaAsync(string tool)
    {
        var answer = await Conversation.RequestAsync("tools/list");
        return answer.GetProperty("result").GetProperty("tools").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == tool).GetProperty("outputSchema");
    }

    /// <summary>Calls a tool with these arguments and awaits the whole answer.</summary>
    public async Task<JsonElement> CallAsync(object arguments, string tool = "execute_mip_code") =>
        await Conversation.AnswerAsync((await BeginCallAsync(arguments, tool)).Id);

    /// <summary>Calls a tool and returns the structure of its result, which has to fit the tool's own schema.</summary>
    public async Task<JsonElement> StructureAsync(string tool, object arguments)
    {
        var structure = (await CallAsync(arguments, tool)).GetProperty("result").GetProperty("structuredContent");
        Assert.Empty(JsonSchemaCheck.Faults(await OutputSchemaAsync(tool), structure));
        return structure;
    }

    /// <summary>Calls the tool with a program of the folder Programs; returns the tool's result.</summary>
    public async Task<JsonElement> SolveAsync(string program, object? arguments = null) =>
        (await CallAsync(ArgumentsOf(program, arguments))).GetProperty("result");

    /// <summary>Begins a call and returns its request id and progress token.</summary>
    public async Task<(int Id, string Token)> BeginCallAsync(object arguments, string tool = "execute_mip_code")
    {
        var token = $"token-{Interlocked.Increment(ref _lastToken)}";
        var id = await Conversation.SendAsync(
            "tools/call", new { name = tool, arguments, _meta = new { progressToken = token } });
        return (id, token);
    }

    /// <summary>Begins a call and waits until its progress says that it is where the scenario wants it.</summary>
    public async Task<(int Id, string Token)> BusyWithAsync(string program, string stage, object? arguments = null)
    {
        var call = await BeginCallAsync(ArgumentsOf(program, arguments));
        bool IsThere() => Conversation.ProgressOf(call.Token).Any(step => step.Message.Contains(stage, StringComparison.Ordinal));
        string Story() => $"the call never came to '{stage}': {string.Join("; ", Conversation.ProgressOf(call.Token))}\n{Program.Errors}";
        await Eventually.HoldsAsync(() => IsThere() || Conversation.IsAnswered(call.Id), Conversation.Patience, Story);
        Assert.True(IsThere(), Story());
        Program.Descendants.Look();
        return call;
    }

    /// <summary>The code of a program of the folder Programs, and further arguments beside it.</summary>
    public static JsonObject ArgumentsOf(string program, object? arguments = null)
    {
        var all = JsonSerializer.SerializeToNode(arguments ?? new { })!.AsObject();
        all["code"] = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Programs", program));
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await Conversation.Reading;
        Assert.Empty(Conversation.StrayLines);
    }
}
