using System.Diagnostics;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace MipActors.Bench;

/// <summary>An MCP server process and the SDK's client on its pipes. The process is ours, so that its stdin can be closed at the end.</summary>
internal sealed class McpProcess : IAsyncDisposable
{
    private const int KeptLines = 20;

    // What clients speak today, with its handshake; left to itself this SDK speaks 2026-07-28, which has neither initialize nor ping.
    private const string Revision = "2025-11-25";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly Queue<string> _lastWords = new();
    private McpClient? _client;

    private McpProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>Seconds from before the start of the process to the answer to <c>initialize</c>.</summary>
    public double InitializeSeconds { get; private set; }

    /// <summary>When the process was started, as <see cref="Stopwatch"/> counts.</summary>
    public long Started { get; private init; }

    public McpClient Client => _client ?? throw new InvalidOperationException("not connected");

    public int ProcessId => _process.Id;

    /// <summary>Starts the executable and connects.</summary>
    /// <exception cref="BenchException">It did not answer; the message has its last words.</exception>
    public static async Task<McpProcess> StartAsync(string file, string[] arguments, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/", // As clients do.
        };
        var (process, started) = await Starter.StartAsync(info);
        var server = new McpProcess(process) { Started = started };
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(StartPatience);
            var transport = new StreamClientTransport(server._process.StandardInput.BaseStream, server._process.StandardOutput.BaseStream);
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

    /// <summary>What the process last wrote to stderr.</summary>
    public string LastWords()
    {
        lock (_lastWords)
        {
            return string.Join('\n', _lastWords);
        }
    }

    /// <summary>Closes stdin and waits for the end; what does not leave in 15 s is killed, and said to be a fault.</summary>
    public async ValueTask DisposeAsync()
    {
        var killed = false;
        try
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync().WaitAsync(EndPatience);
        }
        catch (Exception fault) when (fault is TimeoutException or IOException)
        {
            killed = true;
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        _process.Dispose();
        if (killed)
        {
            throw new BenchException($"the server had to be killed: it did not leave within {EndPatience.TotalSeconds:0} s of the end of its stdin\n{LastWords()}");
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lastWords)
        {
            _lastWords.Enqueue(line);
            if (_lastWords.Count > KeptLines)
            {
                _lastWords.Dequeue();
            }
        }
    }
}

/// <summary>The run is worth nothing; the message says why.</summary>
internal sealed class BenchException(string message) : Exception(message);
