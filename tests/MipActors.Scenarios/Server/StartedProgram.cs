using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MipActors.Scenarios.Server;

/// <summary>
/// The real program, started as its users start it, with folders of its own. At its end it is held to the first promise: it and
/// every descendant that it ever had are gone, and no file of it is left.
/// </summary>
internal sealed partial class StartedProgram : IAsyncDisposable
{
    /// <summary>How long the politest end may take: the server's own backstop comes after 11 s.</summary>
    public static readonly TimeSpan EndBudget = TimeSpan.FromSeconds(12);

    /// <summary>The program as it is published, which the build of this project lays here; where it has no executable of its own, its assembly's name.</summary>
    public static readonly string Host = Path.Combine(AppContext.BaseDirectory, "server", "mipactors");

    private const int KilledExitCode = 137;

    private const uint InputQueueBytes = 0x541B;

    private static readonly TimeSpan KernelBudget = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly CancellationTokenSource _watching = new();
    private readonly Task _watch;
    private readonly StringBuilder _errors = new();

    private StartedProgram(Process process, PrivateFolders folders)
    {
        (_process, Folders) = (process, folders);
        Descendants = new Descendants(process.Id);
        _watch = Task.Run(WatchAsync);
        ErrorsRead = Task.Run(ReadErrorsAsync);
    }

    public PrivateFolders Folders { get; }

    public Descendants Descendants { get; }

    /// <summary>Ends with its stderr.</summary>
    public Task ErrorsRead { get; }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public Stream Stdin => _process.StandardInput.BaseStream;

    public Stream Stdout => _process.StandardOutput.BaseStream;

    /// <summary>Bytes that lie in its stdout unread, ioctl_tty(2).</summary>
    public int UnreadBytes => Ioctl(((AnonymousPipeClientStream)Stdout).SafePipeHandle, InputQueueBytes, out var bytes) == 0 ? bytes : 0;

    /// <summary>What it wrote to stderr so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>
    /// Starts <c>mipactors</c> with these arguments; the environment is given by name, null removes a variable. What is in
    /// <paramref name="through"/> is started, and starts it.
    /// </summary>
    public static StartedProgram Start(
        IEnumerable<string> arguments,
        Func<PrivateFolders, IEnumerable<(string Name, string? Value)>>? environment = null,
        IEnumerable<string>? through = null,
        PrivateFolders? folders = null)
    {
        Processes.BecomeSubreaper();
        folders ??= new PrivateFolders();
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            // Clients start servers in any folder.
            WorkingDirectory = "/",
        };
        string[] program = File.Exists(Host) ? [Host] : ["dotnet", Host + ".dll"];
        // Whoever starts the tests with nohup or in the background has them, and all that they start, ignore signals.
        string[] signals = OperatingSystem.IsLinux() ? ["env", "--default-signal=HUP,INT,QUIT"] : [];
        string[] vector = [.. signals, .. through ?? [], .. program, .. arguments];
        start.FileName = vector[0];
        foreach (var argument in vector.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TMPDIR"] = folders.Temp;
        start.Environment["XDG_RUNTIME_DIR"] = folders.Runtime;
        start.Environment["XDG_CONFIG_HOME"] = folders.Config;
        start.Environment["XDG_DATA_HOME"] = folders.Data;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        foreach (var (name, value) in environment?.Invoke(folders) ?? [])
        {
            start.Environment[name] = value;
        }

        return new StartedProgram(Process.Start(start)!, folders);
    }

    public void CloseStdin() => _process.StandardInput.Close();

    /// <summary>Closes our end of its stdout: its next write fails.</summary>
    public void CloseStdout() => _process.StandardOutput.Close();

    /// <summary>Sends a signal and waits until it is taken: two of a kind that pend at the same time are one, signal(7).</summary>
    public async Task SignalAsync(int signal)
    {
        Processes.Signal(Pid, signal);
        await Eventually.HoldsAsync(() => HasExited || !IsPending(signal), KernelBudget, () => $"signal {signal} is not taken");
    }

    /// <summary>Waits for its end and gives the exit code.</summary>
    public async Task<int> ExitAsync(TimeSpan within)
    {
        await Eventually.HoldsAsync(() => _process.HasExited, within, () => $"mipactors has not exited; its stderr:\n{Errors}");
        return _process.ExitCode;
    }

    /// <summary>Waits until it and all that it ever started are gone.</summary>
    public async Task AllGoneAsync(TimeSpan within)
    {
        await ExitAsync(within);
        await Eventually.HoldsAsync(
            () => Descendants.Alive.Count == 0, KernelBudget, () => $"left behind: {string.Join("\n", Descendants.Alive)}\nits stderr:\n{Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                CloseStdin();
            }

            await AllGoneAsync(EndBudget);
            // One that was killed leaves its control socket to the sweep of the next start, which has a scenario of its own.
            Assert.Empty(_process.ExitCode == KilledExitCode ? Folders.Leftovers.Except(Folders.Sockets) : Folders.Leftovers);
        }
        finally
        {
            await EndByForceAsync();
            Folders.Dispose();
        }
    }

    private bool IsPending(int signal)
    {
        const string Label = "ShdPnd:";
        try
        {
            var line = File.ReadLines($"/proc/{Pid}/status").First(one => one.StartsWith(Label, StringComparison.Ordinal));
            return (Convert.ToUInt64(line[Label.Length..].Trim(), 16) >> (signal - 1) & 1) != 0;
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException)
        {
            return false; // It is gone.
        }
    }

    /// <summary>A scenario that has failed must not disturb the others.</summary>
    private async Task EndByForceAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _watching.CancelAsync();
        await _watch;
        // Whoever inherited its stderr and lives on keeps it open.
        await Task.WhenAny(ErrorsRead, Task.Delay(KernelBudget));
        _process.Dispose();
        _watching.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_watching.IsCancellationRequested)
        {
            Descendants.Look();
            await Task.Delay(LookInterval, _watching.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_errors)
            {
                _errors.AppendLine(line);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(SafePipeHandle handle, nuint request, out int value);
}
