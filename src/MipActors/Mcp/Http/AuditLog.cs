using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Actors.Settings;

namespace MipActors.Mcp.Http;

/// <summary>One call, or one refusal.</summary>
internal sealed record AuditEntry
{
    /// <summary>When it was answered, UTC.</summary>
    public DateTimeOffset At { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>The token's name; empty for the user of this machine.</summary>
    public string Token { get; init; } = "";

    /// <summary>Where it came from, where that is known.</summary>
    public string? Address { get; init; }

    /// <summary>Of MCP, or of HTTP when it was refused before.</summary>
    public required string Method { get; init; }

    /// <summary>The tool, the resource, the prompt, the path.</summary>
    public string? What { get; init; }

    /// <summary>The job that it was about, where there was one.</summary>
    public string? JobId { get; init; }

    /// <summary>ok, error, or the status of HTTP.</summary>
    public required string Outcome { get; init; }

    /// <summary>How long it took.</summary>
    public double? Milliseconds { get; init; }
}

/// <summary>
/// The audit log: a JSON object a line, written behind a queue by one writer, so that no call waits for a disk. A disk that is full is said once in the
/// server's log, and costs no call.
/// </summary>
internal sealed class AuditLog(HttpSettings settings, ILogger<AuditLog> log) : BackgroundService
{
    private const long MostBytes = 64L << 20;
    private const int MostQueued = 10_000;

    private readonly Channel<AuditEntry> _entries = Channel.CreateBounded<AuditEntry>(
        new BoundedChannelOptions(MostQueued) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private bool _failed;

    /// <summary>Takes an entry; never blocks.</summary>
    public void Write(AuditEntry entry)
    {
        if (settings.AuditFile is not null)
        {
            _entries.Writer.TryWrite(entry);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _entries.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await Task.WhenAny(writing, Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken));
        }

        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Ends with the queue, not with the token: what was called is written.
        while (await _entries.Reader.WaitToReadAsync(CancellationToken.None))
        {
            Append(settings.AuditFile!);
        }
    }

    private void Append(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
            {
                File.Move(path, path + ".1", overwrite: true);
            }

            using var file = new StreamWriter(path, append: true);
            while (_entries.Reader.TryRead(out var entry))
            {
                file.Write(JsonSerializer.Serialize(entry, ToolJson.Options) + "\n");
            }

            _failed = false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (!_failed)
            {
                log.LogError("calls are not written to the audit log: {Why}", fault.Message);
            }

            _failed = true;
        }
    }
}
