using System.Globalization;
using System.Runtime.InteropServices;

namespace MipActors.Scenarios;

/// <summary>Looks at the kernel's list of processes: what a scenario's promise is held against.</summary>
internal static partial class Processes
{
    private const int SetChildSubreaper = 36;
    private const int MostFound = 1000;

    /// <summary>A process as /proc shows it.</summary>
    public sealed record Entry(int Pid, int Parent, int Group, char State, string CommandLine);

    /// <summary>
    /// Makes this process the parent of every orphan below it, so that neither a new session nor a cleared environment nor a
    /// new namespace hides one.
    /// </summary>
    public static void BecomeSubreaper()
    {
        if (OperatingSystem.IsLinux() && PrCtl(SetChildSubreaper, 1, 0, 0, 0) != 0)
        {
            throw new InvalidOperationException($"prctl: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>All living descendants of a process; zombies are dead.</summary>
    public static IReadOnlyList<Entry> Descendants(int root)
    {
        var all = All();
        var found = new List<Entry>();
        var generation = new HashSet<int> { root };
        while (generation.Count > 0)
        {
            var next = all.Where(entry => generation.Contains(entry.Parent)).ToList();
            found.AddRange(next.Where(entry => entry.State != 'Z'));
            generation = [.. next.Select(entry => entry.Pid)];
        }

        return found;
    }

    /// <summary>
    /// All descendants of a process, zombies too, found by walking from parent to child: a tenth of the work of reading all of
    /// /proc. Who forks meanwhile may be missed once.
    /// </summary>
    public static IReadOnlyList<Entry> Below(int root)
    {
        var found = new List<Entry>();
        var unexplored = new Queue<int>([root]);
        // Who forks faster than this walks could be followed for ever.
        while (found.Count < MostFound && unexplored.TryDequeue(out var parent))
        {
            foreach (var child in ChildrenOf(parent))
            {
                if (Read(child) is { } entry)
                {
                    found.Add(entry);
                    unexplored.Enqueue(child);
                }
            }
        }

        return found;
    }

    /// <summary>The numbers of a process in each PID namespace that it is in, from ours inwards, proc(5); empty when it is gone.</summary>
    public static IReadOnlyList<int> NamespacePids(int pid)
    {
        const string Label = "NSpid:";
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(one => one.StartsWith(Label, StringComparison.Ordinal));
            return line is null ? [] : [.. line[Label.Length..].Split('\t', StringSplitOptions.RemoveEmptyEntries).Select(one => int.Parse(one, CultureInfo.InvariantCulture))];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Takes the exit code of an orphan that this process has adopted; null while it lives or when it is nobody of ours.</summary>
    public static int? Reap(int pid)
    {
        const int NoHang = 1;
        return WaitPid(pid, out var status, NoHang) == pid ? ((status & 0x7f) == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)) : null;
    }

    /// <summary>Whether a process lives; a zombie does not.</summary>
    public static bool IsAlive(int pid) => Read(pid) is { State: not 'Z' };

    /// <summary>The process group of this process.</summary>
    public static int OwnGroup => GetGroup();

    /// <summary>kill(2); false when there is nobody (any more) to get the signal.</summary>
    public static bool TrySignal(int pid, int signal) => Kill(pid, signal) == 0;

    /// <summary>kill(2).</summary>
    public static void Signal(int pid, int signal)
    {
        if (!TrySignal(pid, signal))
        {
            throw new InvalidOperationException($"kill({pid}, {signal}): {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private static IEnumerable<int> ChildrenOf(int pid)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{pid}/task")
                .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Descendants(pid).Where(entry => entry.Parent == pid).Select(entry => entry.Pid); // A thread of it ended, or it did.
        }
    }

    private static List<Entry> All() => [.. Directory.EnumerateDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => name!.All(char.IsAsciiDigit))
        .Select(name => Read(int.Parse(name!, CultureInfo.InvariantCulture)))
        .OfType<Entry>()];

    private static Entry? Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var commandLine = File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ').Trim();
            return new Entry(
                pid, int.Parse(rest[1], CultureInfo.InvariantCulture), int.Parse(rest[2], CultureInfo.InvariantCulture), rest[0][0], commandLine.Length > 0 ? commandLine : stat);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null; // Gone while we looked.
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int PrCtl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "getpgrp")]
    private static partial int GetGroup();

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitPid(int pid, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
