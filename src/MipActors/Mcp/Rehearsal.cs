using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using MipActors.Actors;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Core.Wire;
using MipActors.Sandbox;
using MipActors.Solving;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp;

/// <summary>
/// The conversations of a first call, with nobody, in memory: what loads and compiles their code before somebody waits for it. None touches the server or its
/// children; each throws where something is not as it is spoken, so that a test notices a conversation that has moved on.
/// </summary>
internal static class Rehearsal
{
    // Of a trace that its caller does not record (W3C Trace Context: flags 00), so that no collector hears of it.
    private const string Unheard = """
        "_meta":{"traceparent":"00-0000000000000000000000000000000a-000000000000000b-00"}
        """;

    private const string Initialize = $$$$"""
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{{{{{Unheard}}}},"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"nobody","version":"0"}}}
        """;

    private const string Call = $$$$"""
        {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{{{{{Unheard}}}},"name":"rehearse","arguments":{"code":"prob.solve()"}}}
        """;

    private const int Columns = 20;

    private static readonly LinearModel Model = new()
    {
        Name = "rehearsal",
        Sense = ObjectiveSense.Maximize,
        Cost = Each(1.0),
        ColumnLower = Each(0.0),
        ColumnUpper = Each(1.0),
        Kinds = Each(VariableKind.Integer),
        ColumnNames = [.. Enumerable.Range(0, Columns).Select(column => $"x_{column}")],
        RowLower = [double.NegativeInfinity],
        RowUpper = [Columns],
        RowNames = ["row"],
        Matrix = new SparseMatrix([0, Columns], [.. Enumerable.Range(0, Columns)], Each(1.0)),
    };

    private static readonly Solution Answer = new()
    {
        Status = SolveStatus.Optimal,
        Solver = "scip",
        SolverVersion = "0",
        Objective = Columns,
        DualBound = Columns,
        Values = Each(1.0),
        Message = "optimal",
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" },
        Confirmation = new Confirmation(ConfirmationLevel.Confirmed, By: "cpsat"),
        Timeline = [new SolveProgress(0, Columns, Columns, 1, 1)],
    };

    /// <summary>What a client begins with.</summary>
    public static Task InitializeAsync(CancellationToken cancellation) => WithClientAsync([], [Initialize], cancellation);

    /// <summary>A call of a tool, whose result is a report.</summary>
    public static Task CallAsync(CancellationToken cancellation) =>
        WithClientAsync([McpServerTool.Create(RehearseAsync, new McpServerToolCreateOptions { Name = "rehearse", SerializerOptions = ToolJson.Options })], [Initialize, Call], cancellation);

    /// <summary>A sandbox that runs a program with one solve.</summary>
    public static async Task WithSandboxAsync(CancellationToken cancellation)
    {
        var (toChild, fromChild) = (new Pipe(), new Pipe());
        using var session = new SandboxSession(toChild.Writer.AsStream(), fromChild.Reader.AsStream(), SandboxLimits.Default);
        await using var messages = session.ReadAllAsync(cancellation).GetAsyncEnumerator(cancellation);
        var hears = new FrameChannel(toChild.Reader.AsStream(), Stream.Null, key: null);
        var nowhere = new SandboxInstallation { DenoPath = "", PyodideFolder = "", PulpFolder = "", PulpVersion = "", GuestFolder = "" };

        await session.HelloAsync(nowhere, cancellation);
        var hello = await HeardAsync(hears, FrameType.Hello, cancellation);
        var key = SessionKey.Read(Convert.FromHexString(JsonDocument.Parse(hello).RootElement.GetProperty("replyKey").GetString()!));
        var says = new FrameChannel(Stream.Null, fromChild.Writer.AsStream(), key);
        await TellAsync<SandboxReady>(FrameType.Ready, """{"pyodide":"","python":"","pulp":"","deno":"","fromSnapshot":true,"startMilliseconds":0}"""u8.ToArray());

        await session.RunAsync(new SandboxProgram("prob.solve()"), cancellation);
        await HeardAsync(hears, FrameType.Run, cancellation);
        await TellAsync<SandboxSolveRequested>(FrameType.Solve, SolveCallCodec.Encode(new SolveCall(SolveOptions.Default, Model)));
        await session.SolvedAsync(Answer, log: "", cancellation);
        await HeardAsync(hears, FrameType.Solved, cancellation);
        await TellAsync<SandboxFinished>(FrameType.Finished, """{"outcome":"completed","message":"","solves":1,"warnings":[],"line":1,"stdoutDroppedBytes":0}"""u8.ToArray());

        Task TellAsync<T>(FrameType type, ReadOnlyMemory<byte> payload) => UnderstandAsync<T>(messages, () => says.WriteAsync(new Frame(type, payload), cancellation));
    }

    /// <summary>A solver worker that solves a model.</summary>
    public static async Task WithWorkerAsync(CancellationToken cancellation)
    {
        var (toChild, fromChild) = (new Pipe(), new Pipe());
        using var session = new WorkerSession(toChild.Writer.AsStream(), fromChild.Reader.AsStream());
        await using var messages = session.ReadAllAsync(cancellation).GetAsyncEnumerator(cancellation);
        var worker = new FrameChannel(toChild.Reader.AsStream(), fromChild.Writer.AsStream(), key: null);

        await session.HelloAsync(cancellation);
        await HeardAsync(worker, FrameType.Hello, cancellation);
        await TellAsync<WorkerMessage.Ready>(FrameType.Ready, "{}"u8.ToArray());

        await session.SolveAsync(new SolveCall(SolveOptions.Default, Model), cancellation);
        await HeardAsync(worker, FrameType.SolveModel, cancellation);
        await TellAsync<WorkerMessage.Solved>(FrameType.Solution, SolutionCodec.Encode(Answer));

        Task TellAsync<T>(FrameType type, ReadOnlyMemory<byte> payload) => UnderstandAsync<T>(messages, () => worker.WriteAsync(new Frame(type, payload), cancellation));
    }

    private static async Task<CallToolResult> RehearseAsync(string code)
    {
        // As the true one does, those who call it have to wait: that is other code than what hands on an answer that is there.
        await Task.Delay(1);
        return ToolResults.Of(new JobAnswer.Ended(new JobReport
        {
            JobId = code,
            Outcome = JobOutcome.Answered,
            Message = "Optimal",
            Model = Model,
            Solution = Answer,
            Verification = SolutionCheck.Run(Model, Answer.Values!, 1e-6, 1),
        }));
    }

    /// <summary>A client that says these lines, each after the answer to the one before.</summary>
    private static async Task WithClientAsync(McpServerPrimitiveCollection<McpServerTool> tools, IReadOnlyList<string> lines, CancellationToken cancellation)
    {
        var (toServer, fromServer) = (new Pipe(), new Pipe());
        await using var transport = new StreamServerTransport(toServer.Reader.AsStream(), fromServer.Writer.AsStream());
        var options = new McpServerOptions { ServerInfo = new Implementation { Name = "rehearsal", Version = "0" } };
        options.ToolCollection = tools.Count > 0 ? tools : null;
        await using var server = McpServer.Create(transport, options);
        var running = server.RunAsync(cancellation);
        using var answers = new StreamReader(fromServer.Reader.AsStream());
        foreach (var line in lines)
        {
            await toServer.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), cancellation);
            if (await answers.ReadLineAsync(cancellation) is var answer && answer?.Contains("\"result\":", StringComparison.Ordinal) != true)
            {
                throw new InvalidOperationException($"{line} was answered with {answer}");
            }
        }

        await toServer.Writer.CompleteAsync();
        await running;
    }

    private static async Task<ReadOnlyMemory<byte>> HeardAsync(FrameChannel channel, FrameType type, CancellationToken cancellation) =>
        await channel.ReadAsync(cancellation) is { } frame && frame.Type == type ? frame.Payload : throw new InvalidOperationException($"no {type} was sent");

    /// <summary>Listens, lets the child speak, and hears what it said.</summary>
    private static async Task UnderstandAsync<T>(IAsyncEnumerator<object> messages, Func<ValueTask> speak)
    {
        var next = messages.MoveNextAsync();
        await speak();
        if (!await next || messages.Current is not T)
        {
            throw new InvalidOperationException($"no {typeof(T).Name} was understood");
        }
    }

    private static T[] Each<T>(T value) => [.. Enumerable.Repeat(value, Columns)];
}
