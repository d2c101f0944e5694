using System.Diagnostics;
using System.Globalization;
using System.Text;
using MipActors.Containment;

namespace MipActors.Tests.Containment;

/// <summary>A started script from tests/Victims, findable by digits that only it has; at its end nothing of it may be left.</summary>
internal sealed class Victim : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly StreamReader _output;

    private Victim(ContainedProcess process, string digits)
    {
        Process = process;
        Digits = digits;
        _output = new StreamReader(process.Output, Encoding.UTF8);
    }

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Victims");

    public ContainedProcess Process { get; }

    public string Digits { get; }

    public static LaunchSpec Spec(string script, string? digits = null)
    {
        return new LaunchSpec
        {
            File = "/usr/bin/sh",
            Arguments = [Path.Combine(Folder, script), digits ?? NewDigits()],
            ReadOnlyFolders = ["/usr/bin", Folder],
            WorkingDirectory = Folder,
        };
    }

    public static Task<Victim> StartAsync(Launcher launcher, string script)
    {
        return StartAsync(launcher, Spec(script));
    }

    public static async Task<Victim> StartAsync(Launcher launcher, LaunchSpec spec)
    {
        return new Victim(await launcher.StartAsync(spec, CancellationToken.None), spec.Arguments.Count > 1 ? spec.Arguments[1] : NewDigits());
    }

    public static string NewDigits()
    {
        return Random.Shared.NextInt64(1_000_000_000_000, 9_999_999_999_999).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Processes, zombies apart, with the digits in their command line.</summary>
    public static IReadOnlyList<int> Survivors(string digits)
    {
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && CommandLine(pid).Contains(digits, StringComparison.Ordinal))];
    }

    /// <summary>
    /// Fails when, after the patience, there still are survivors. One empty look is not enough: a process in the midst of an exec
    /// has no command line.
    /// </summary>
    public static async Task AssertGoneAsync(string digits, TimeSpan patience)
    {
        var since = Stopwatch.StartNew();
        for (var emptyLooks = 0; emptyLooks < 5; emptyLooks = Survivors(digits).Count == 0 ? emptyLooks + 1 : 0)
        {
            Assert.True(since.Elapsed < patience, $"still there after {patience}: {string.Join("; ", Survivors(digits).Select(CommandLine))}");
            await Task.Delay(10);
        }
    }

    public static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public async Task<Victim> ReadyAsync()
    {
        Assert.Equal("ready", await ReadLineAsync());
        return this;
    }

    public async Task<string?> ReadLineAsync()
    {
        return await _output.ReadLineAsync().WaitAsync(Patience);
    }

    public Task<string> ReadToEndAsync()
    {
        return _output.ReadToEndAsync().WaitAsync(Patience);
    }

    public Task<int> ExitAsync()
    {
        return Process.Exited.WaitAsync(Patience);
    }

    /// <summary>The command's own pid, once it is there.</summary>
    public async Task<int> InnerAsync()
    {
        for (var waited = 0; waited < Patience.TotalMilliseconds; waited += 5)
        {
            if (Process.InnerProcessId is { } pid)
            {
                return pid;
            }

            await Task.Delay(5);
        }

        throw new TimeoutException("the command was not found");
    }

    /// <summary>Waits until so many of the victim's processes have come to their sleep.</summary>
    public async Task SleepersAsync(int count)
    {
        var since = Stopwatch.StartNew();
        while (Survivors(Digits).Count(pid => CommandLine(pid).StartsWith("sleep ", StringComparison.Ordinal)) < count)
        {
            Assert.True(since.Elapsed < Patience, $"{count} sleepers did not appear");
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Assert.True(Process.Exited.IsCompletedSuccessfully, "the child was not gone 5 s after its kill");
        Assert.Empty(Survivors(Digits));
    }
}
