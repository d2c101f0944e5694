using System.Diagnostics;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MipActors.Bench.Processes;

/// <summary>An MCP server process and the SDK's client on its pipes. The process is ours, so that its stdin can be closed at the end.</summary>
internal sealed class McpProcess : ServerProcess, IAsyncDisposable
{
    private McpClient? _client;

    private McpProcess(Process process)
        : base(process) => process.BeginErrorReadLine();

    /// <summary>Seconds from before the start of the process to the answer to <c>initialize</c>.</summary>
    public double InitializeSeconds { get; private set; }

    public McpClient Client => _client ?? throw new InvalidOperationException("not connected");

    /// <summary>Starts the executable and connects.</summary>
    /// <exception cref="BenchException">It did not answer; the message has its last words.</exception>
    public static async Task<McpProcess> StartAsync(
        string file, string[] arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/", // As clients do.
        };
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        var (process, started) = await Starter.StartAsync(info);
        var server = new McpProcess(process) { Started = started };
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(StartPatience);
            var transport = new StreamClientTransport(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
            server._client = await McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = Revision }, cancellationToken: patience.Token);
            server.InitializeSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return server;
        }
        catch (Exception fault)
        {
            await server.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            throw new BenchException($"{file} did not answer initialize: {fault.Message}\n{server.LastWords()}");
        }
    }

    /// <summary>Closes stdin and waits for the end; what does not leave in 15 s is killed, and said to be a fault.</summary>
    public async ValueTask DisposeAsync()
    {
        var left = await EndAsync(Process.StandardInput.Close);
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        Process.Dispose();
        if (!left)
        {
            throw new BenchException($"the server had to be killed: it did not leave within {EndPatience.TotalSeconds:0} s of the end of its stdin\n{LastWords()}");
        }
    }
}
