using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using MipActors.Control;
using MipActors.Mcp;
using MipActors.Reports;

namespace MipActors.Cli;

/// <summary><c>mipactors ps</c>: the live hierarchy of every server of this user.</summary>
internal static class PsCommand
{
    private const int MostBytes = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON, one entry per server." };

    public static Command Create()
    {
        var command = new Command("ps", "Show the processes of every server of this user, as their own hierarchies tell.") { Json };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(Json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool json, CancellationToken cancellation)
    {
        var answers = await Task.WhenAll(RuntimeFolder.LiveSockets(RuntimeFolder.Ensure()).Select(socket => AskAsync(socket, cancellation)));
        var servers = answers.OfType<HierarchyView>().OrderBy(server => server.ServerPid).ToList();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(servers, ToolJson.Indented));
            return ExitCode.Answer;
        }

        Console.Write(servers.Count == 0 ? "No server runs.\n" : string.Join('\n', servers.Select(server => server.ToText())));
        return ExitCode.Answer;
    }

    private static async Task<HierarchyView?> AskAsync(string path, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token);
            using var stream = new NetworkStream(socket);
            var answer = new byte[MostBytes];
            var got = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, patience.Token);
            return HierarchyView.Read(answer.AsSpan(0, got));
        }
        catch (Exception fault) when (fault is SocketException or IOException or JsonException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"mipactors: the server behind {path} does not answer: {fault.Message}");
            return null;
        }
    }
}
