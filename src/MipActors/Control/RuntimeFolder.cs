using System.Globalization;

namespace MipActors.Control;

/// <summary>
/// Where the control sockets of this user's servers lie: <c>$XDG_RUNTIME_DIR/mipactors</c>, else a private folder under the temp
/// folder. A socket is named after its server's pid and start time, so that one whose owner is dead is recognised.
/// </summary>
internal static class RuntimeFolder
{
    private const string Ending = ".sock";

    /// <summary>The folder, made if need be, readable by this user alone.</summary>
    public static string Ensure()
    {
        var folder = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime)
            ? Path.Combine(runtime, "mipactors")
            : Path.Combine(Path.GetTempPath(), $"mipactors-{Environment.UserName}");
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return folder;
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // Somebody else's folder of that name can not be made private by us: this throws.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return folder;
    }

    /// <summary>The socket of this process.</summary>
    public static string OwnSocket(string folder) => Path.Combine(folder, NameOf(Environment.ProcessId) + Ending);

    /// <summary>The sockets of servers that live.</summary>
    public static IEnumerable<string> LiveSockets(string folder) => Sockets(folder).Where(socket => !IsOrphan(socket));

    /// <summary>
    /// Removes what servers that were killed left behind: their sockets, and the pipes that .NET's diagnostics made for them in the
    /// temp folder. Returns the files removed.
    /// </summary>
    public static IReadOnlyList<string> Sweep(string folder)
    {
        var removed = new List<string>();
        foreach (var socket in Sockets(folder).Where(IsOrphan))
        {
            var pid = PidOf(socket);
            removed.Add(socket);
            // The pid may belong to somebody again by now, whose pipes those are.
            removed.AddRange(IsAlive(pid) ? [] : DiagnosticPipes(pid));
        }

        foreach (var file in removed)
        {
            File.Delete(file);
        }

        return removed;
    }

    /// <summary>
    /// The pipes that .NET's diagnostics made for a process in the temp folder. .NET removes them at an end in good order, and at no other.
    /// </summary>
    public static IEnumerable<string> DiagnosticPipes(int pid) =>
        new[] { $"dotnet-diagnostic-{pid}-*-socket", $"clr-debug-pipe-{pid}-*-in", $"clr-debug-pipe-{pid}-*-out" }
            .SelectMany(pattern => Directory.EnumerateFiles(Path.GetTempPath(), pattern));

    /// <summary>Removes files of this process as far as that can be done; throws nothing.</summary>
    public static void Remove(IEnumerable<string> files)
    {
        try
        {
            foreach (var file in files)
            {
                File.Delete(file);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The folder is gone already, or the next start sweeps.
        }
    }

    private static IEnumerable<string> Sockets(string folder) => Directory.EnumerateFileSystemEntries(folder, "*" + Ending);

    private static bool IsOrphan(string socket)
    {
        var name = Path.GetFileNameWithoutExtension(socket);
        return NameOf(PidOf(socket)) != name;
    }

    private static int PidOf(string socket) =>
        int.TryParse(Path.GetFileNameWithoutExtension(socket).Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    private static bool IsAlive(int pid) => StartOf(pid) is not null;

    private static string NameOf(int pid) => string.Create(CultureInfo.InvariantCulture, $"{pid}-{StartOf(pid)}");

    /// <summary>Start time in the system's own ticks where there is /proc (exact), else of .NET's reckoning; null when there is no such process.</summary>
    private static string? StartOf(int pid)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                var stat = File.ReadAllText($"/proc/{pid}/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] == "Z" ? null : fields[19];
            }

            using var process = System.Diagnostics.Process.GetProcessById(pid);
            return process.StartTime.ToFileTimeUtc().ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
