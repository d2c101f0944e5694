using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using MipActors.Core.Model;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

// Deprecated as of 2026-07-28 (SEP-2577); the clients of today speak earlier revisions, in which this is how a call tells of itself.
#pragma warning disable MCP9005

namespace MipActors.Mcp;

/// <summary>
/// What a program prints, as log notifications of the call: line by line, in order, from a queue of its own, so that a slow client
/// holds up nobody. stdout is of the level info, stderr of the level warning; the logger is <c>program</c>.
/// </summary>
internal sealed class ProgramLog : IAsyncDisposable
{
    /// <summary>From this revision on a request says itself whether it wants log notifications, and without a word it gets none.</summary>
    private const string WordPerRequest = "2026-07-28";

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);

    private readonly Channel<(LoggingLevel Level, string Text)> _lines = Channel.CreateUnbounded<(LoggingLevel, string)>(
        new UnboundedChannelOptions { SingleReader = true });

    private readonly StringBuilder[] _unfinished = [new(), new()];
    private readonly McpServer _server;
    private readonly LoggingLevel? _least;
    private readonly Task _pump;

    public ProgramLog(RequestContext<CallToolRequestParams> context)
    {
        _server = context.Server;
        _least = LeastLevel(context);
        _pump = _least is null ? Task.CompletedTask : PumpAsync();
    }

    /// <summary>Takes a piece of what is printed; never blocks.</summary>
    public void Print(ProgramPrint print)
    {
        var level = LevelOf(print.IsError);
        if (_least is not { } least || level < least)
        {
            return;
        }

        var line = _unfinished[print.IsError ? 1 : 0];
        line.Append(print.Text);
        var text = line.ToString();
        if (text.LastIndexOf('\n') is var end and >= 0)
        {
            _lines.Writer.TryWrite((level, text[..end]));
            line.Clear().Append(text, end + 1, text.Length - end - 1);
        }
    }

    /// <summary>The end of the call: the last lines, and no more. The answer does not wait long for a client that does not read.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var isError in (ReadOnlySpan<bool>)[false, true])
        {
            if (_unfinished[isError ? 1 : 0] is { Length: > 0 } rest)
            {
                _lines.Writer.TryWrite((LevelOf(isError), rest.ToString()));
            }
        }

        _lines.Writer.TryComplete();
        await Task.WhenAny(_pump, Task.Delay(EndPatience));
    }

    private static LoggingLevel LevelOf(bool isError) => isError ? LoggingLevel.Warning : LoggingLevel.Info;

    private static LoggingLevel? LeastLevel(RequestContext<CallToolRequestParams> context)
    {
        if (context.Params?.Meta?[MetaKeys.LogLevel]?.GetValue<string>() is { } word)
        {
            return Enum.TryParse<LoggingLevel>(word, ignoreCase: true, out var level) ? level : null;
        }

        var isOlder = string.CompareOrdinal(context.Server.NegotiatedProtocolVersion ?? "", WordPerRequest) < 0;
        return isOlder ? context.Server.LoggingLevel ?? LoggingLevel.Info : null;
    }

    private async Task PumpAsync()
    {
        try
        {
            await foreach (var (level, text) in _lines.Reader.ReadAllAsync())
            {
                var note = new LoggingMessageNotificationParams { Level = level, Logger = "program", Data = JsonSerializer.SerializeToElement(text) };
                await _server.SendNotificationAsync(NotificationMethods.LoggingMessageNotification, note, McpJsonUtilities.DefaultOptions);
            }
        }
        catch (Exception)
        {
            // The client is gone: whoever waits for the answer learns of it.
        }
    }
}
