using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Hosting;
using MipActors.Mcp;
using MipActors.Reports;

namespace MipActors.Control;

/// <summary>
/// The local socket behind <c>mipactors ps</c>: whoever connects gets the server's live hierarchy as JSON, and the connection is
/// closed. Nothing is read from it. Without a place for it the server goes on without.
/// </summary>
internal sealed class ControlSocket(ServiceGate gate, EndOfLife end, ILogger<ControlSocket> log) : BackgroundService
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? path = null;
        try
        {
            var folder = RuntimeFolder.Ensure();
            foreach (var file in RuntimeFolder.Sweep(folder))
            {
                log.LogInformation("removed {File}, left behind by a server that was killed", file);
            }

            path = RuntimeFolder.OwnSocket(folder);
            end.OwnSocket = path;
            using var listener = Listen(path);
            while (true)
            {
                using var client = await listener.AcceptAsync(stoppingToken);
                await AnswerAsync(client, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server ends.
        }
        catch (Exception fault) when (fault is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            log.LogInformation("no control socket, `mipactors ps` will not show this server: {Why}", fault.Message);
        }
        finally
        {
            RuntimeFolder.Remove(path is null ? [] : [path]);
        }
    }

    private static Socket Listen(string path)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            listener.Listen(4);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private async Task AnswerAsync(Socket client, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(AnswerPatience);
        try
        {
            var service = await gate.ServiceAsync(patience.Token);
            var view = await HierarchyView.OfAsync(service, patience.Token);
            await client.SendAsync(JsonSerializer.SerializeToUtf8Bytes(view, ToolJson.Options), patience.Token);
        }
        catch (Exception fault) when (fault is SocketException or TimeoutException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.LogDebug("a client of the control socket was not answered: {Why}", fault.Message);
        }
    }
}
