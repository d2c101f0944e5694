using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Hosting;
using MipActors.Actors;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Hosting;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp;

/// <summary>
/// What is done for a client that starts the server and asks at once. Most of what a server does until its first answers is loading and compiling code, which
/// waits for nothing: the conversation is rehearsed with nobody while the settings are read, a report while the first sandbox comes up. And what is started after
/// the face is held up until it has spoken: the hierarchy is of no use before there is a sandbox, and would only take the processor from it.
/// </summary>
internal sealed class ColdStart(StdioStreams streams) : IHostedService
{
    private const string Initialize = """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"nobody","version":"0"}}}

        """;

    private static readonly TimeSpan RehearsalPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to say its first word before nothing waits for it any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Begins to rehearse. Nobody needs its end, and what goes wrong in it goes wrong again where it is told.</summary>
    public static void Begin() => _ = Task.Run(ConverseAsync);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(streams.Spoken, Task.Delay(Patience, cancellationToken));
        _ = Task.Run(Report, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task ConverseAsync()
    {
        using var patience = new CancellationTokenSource(RehearsalPatience);
        var (toServer, fromServer) = (new Pipe(), new Pipe());
        await using var transport = new StreamServerTransport(toServer.Reader.AsStream(), fromServer.Writer.AsStream());
        await using var server = McpServer.Create(transport, new McpServerOptions { ServerInfo = new Implementation { Name = "rehearsal", Version = "0" } });
        var running = server.RunAsync(patience.Token);
        await toServer.Writer.WriteAsync(Encoding.UTF8.GetBytes(Initialize), patience.Token);
        await fromServer.Reader.ReadAsync(patience.Token);
        await toServer.Writer.CompleteAsync();
        await running;
    }

    private static void Report()
    {
        var model = new LinearModel
        {
            Name = "rehearsal",
            Sense = ObjectiveSense.Maximize,
            Cost = [1],
            ColumnLower = [0],
            ColumnUpper = [1],
            Kinds = [VariableKind.Integer],
            ColumnNames = ["x"],
            RowLower = [double.NegativeInfinity],
            RowUpper = [1],
            RowNames = ["row"],
            Matrix = new SparseMatrix([0, 1], [0], [1]),
        };
        var solution = new Solution { Status = SolveStatus.Optimal, Solver = "scip", Objective = 1, DualBound = 1, Values = [1] };
        ToolResults.Of(new JobAnswer.Ended(new JobReport
        {
            JobId = "rehearsal",
            Outcome = JobOutcome.Answered,
            Message = "Optimal",
            Model = model,
            Solution = solution,
            Verification = SolutionCheck.Run(model, solution.Values, 1e-6, 1),
        }));
    }
}
