using System.Diagnostics;
using MipActors.Containment;

namespace MipActors.Tests.Provisioning;

/// <summary>Runs commands on the host as they are, and keeps what was run.</summary>
internal sealed class HostCommands
{
    private readonly Lock _lock = new();
    private readonly List<string> _run = [];

    /// <summary>Environment that every command gets besides.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Told when a command has been started.</summary>
    public Action<LaunchSpec>? Started { get; init; }

    /// <summary>Names of the programs run so far.</summary>
    public IReadOnlyList<string> Run
    {
        get
        {
            lock (_lock)
            {
                return [.. _run];
            }
        }
    }

    public async Task<CommandResult> RunAsync(
        LaunchSpec spec, TimeSpan timeout, Action<string>? onLine, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _run.Add(Path.GetFileName(spec.File));
        }

        var start = new ProcessStartInfo(spec.File, spec.Arguments)
        {
            WorkingDirectory = spec.WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in spec.Environment.Concat(Environment))
        {
            start.Environment[name] = value;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            Started?.Invoke(spec);
            var output = ReadAsync(process.StandardOutput, onLine);
            var error = ReadAsync(process.StandardError, onLine);
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>Command lines of living processes that know of <paramref name="folder"/>.</summary>
    public static IReadOnlyList<string> AliveIn(string folder) =>
        [.. Directory.GetDirectories("/proc").Where(entry => int.TryParse(Path.GetFileName(entry), out _))
            .Select(entry => ReadProc(entry, "cmdline") + "\n" + ReadProc(entry, "environ"))
            .Where(process => process.Contains(folder, StringComparison.Ordinal))];

    private static string ReadProc(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task<string> ReadAsync(StreamReader reader, Action<string>? onLine)
    {
        var text = new System.Text.StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            text.Append(line).Append('\n');
            onLine?.Invoke(line);
        }

        return text.ToString();
    }
}
