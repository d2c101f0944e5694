using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace MipActors.Scenarios.Server;

/// <summary>
/// Speaks JSON-RPC with a server, one message a line, and sees every byte that the server writes: a line that is no JSON-RPC
/// message is kept as a stray one.
/// </summary>
internal sealed class Conversation(Stream toServer, Stream fromServer)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _awaited = [];
    private readonly ConcurrentQueue<JsonElement> _notifications = [];
    private readonly ConcurrentQueue<string> _stray = [];
    private int _lastId;

    /// <summary>Lines on stdout that are no messages.</summary>
    public IReadOnlyCollection<string> StrayLines => _stray;

    /// <summary>Ends with the server's stdout.</summary>
    public Task Reading { get; private set; } = Task.CompletedTask;

    public void BeginReading() => Reading = Task.Run(ReadAsync);

    /// <summary>Sends a request and returns its id at once.</summary>
    public async Task<int> SendAsync(string method, object? parameters)
    {
        var id = Interlocked.Increment(ref _lastId);
        _awaited[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await WriteAsync(new { jsonrpc = "2.0", id, method, @params = parameters ?? new { } });
        return id;
    }

    /// <summary>The whole answer to a request: it has a result or an error.</summary>
    public Task<JsonElement> AnswerAsync(int id, TimeSpan? within = null) => _awaited[id].Task.WaitAsync(within ?? Patience);

    public bool IsAnswered(int id) => _awaited[id].Task.IsCompletedSuccessfully;

    public async Task<JsonElement> RequestAsync(string method, object? parameters = null, TimeSpan? within = null) =>
        await AnswerAsync(await SendAsync(method, parameters), within);

    public Task NotifyAsync(string method, object? parameters = null) => WriteAsync(new { jsonrpc = "2.0", method, @params = parameters ?? new { } });

    /// <summary>Progress notifications of one token so far, in order.</summary>
    public IReadOnlyList<(double Progress, string Message)> ProgressOf(string token) =>
    [
        .. _notifications
            .Where(note => note.GetProperty("method").GetString() == "notifications/progress")
            .Select(note => note.GetProperty("params"))
            .Where(note => note.GetProperty("progressToken").ToString() == token)
            .Select(note => (note.GetProperty("progress").GetDouble(), note.TryGetProperty("message", out var message) ? message.GetString()! : "")),
    ];

    /// <summary>Log notifications so far, in order.</summary>
    public IReadOnlyList<(string Level, string Logger, string Text)> Logged =>
    [
        .. _notifications
            .Where(note => note.GetProperty("method").GetString() == "notifications/message")
            .Select(note => note.GetProperty("params"))
            .Select(note => (note.GetProperty("level").GetString()!, note.GetProperty("logger").GetString()!, note.GetProperty("data").GetString()!)),
    ];

    private async Task WriteAsync(object message)
    {
        await toServer.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(message), (byte)'\n']);
        await toServer.FlushAsync();
    }

    private async Task ReadAsync()
    {
        using var reader = new StreamReader(fromServer, Encoding.UTF8);
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                Take(line);
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // A scenario closed the pipe under us.
        }

        foreach (var awaited in _awaited.Values)
        {
            awaited.TrySetException(new IOException("the server closed its stdout before it answered"));
        }
    }

    private void Take(string line)
    {
        JsonElement message;
        try
        {
            message = JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            _stray.Enqueue(line);
            return;
        }

        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("jsonrpc", out var version) || version.GetString() != "2.0")
        {
            _stray.Enqueue(line);
        }
        else if (message.TryGetProperty("method", out _))
        {
            _notifications.Enqueue(message);
        }
        else if (!message.TryGetProperty("id", out var id) || !id.TryGetInt32(out var number) || !_awaited.TryGetValue(number, out var awaited)
            || !awaited.TrySetResult(message))
        {
            _stray.Enqueue(line);
        }
    }
}
