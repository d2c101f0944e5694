using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using ModelContextProtocol.Client;

namespace MipActors.Bench.Processes;

/// <summary>The server on a port of this machine, and as many clients of it as are wanted.</summary>
internal sealed partial class HttpProcess : ServerProcess, IAsyncDisposable
{
    private const int SigTerm = 15;

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<McpClient> _clients = [];

    private HttpProcess(Process process)
        : base(process) => process.BeginErrorReadLine();

    /// <summary>One entry for each client.</summary>
    public IReadOnlyList<McpClient> Clients => _clients;

    /// <summary>Starts the executable and connects the clients.</summary>
    /// <exception cref="BenchException">It did not say where it listens, or a client could not connect; the message has its last words.</exception>
    public static async Task<HttpProcess> StartAsync(string file, int clients, CancellationToken cancellation)
    {
        var info = new ProcessStartInfo(file, ["serve", "--http", "--port", "0"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        var (process, started) = await Starter.StartAsync(info);
        var server = new HttpProcess(process) { Started = started };
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(StartPatience);
            var address = await server._address.Task.WaitAsync(patience.Token);
            for (var client = 0; client < clients; client++)
            {
                var transport = new HttpClientTransport(new HttpClientTransportOptions { Endpoint = address, TransportMode = HttpTransportMode.StreamableHttp });
                server._clients.Add(await McpClient.CreateAsync(transport, new McpClientOptions { ProtocolVersion = Revision }, cancellationToken: patience.Token));
            }

            return server;
        }
        catch (Exception fault)
        {
            await server.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            throw new BenchException($"{file} could not be reached over HTTP: {fault.Message}\n{server.LastWords()}");
        }
    }

    /// <summary>Sends SIGTERM and waits for the end; what does not leave in 15 s is killed, and said to be a fault.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        var left = await EndAsync(() => _ = Kill(ProcessId, SigTerm));
        Process.Dispose();
        if (!left)
        {
            throw new BenchException($"the server had to be killed: it did not leave within {EndPatience.TotalSeconds:0} s of SIGTERM\n{LastWords()}");
        }
    }

    protected override void OnLine(string line)
    {
        if (Announced().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(new Uri(match.Value));
        }
    }

    [GeneratedRegex(@"http://\S+?/mcp", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Announced();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
