using System.Globalization;

namespace MipActors.Bench.Processes;

/// <summary>The processes below one, as /proc shows them; nothing where there is no /proc.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100; // USER_HZ, which /proc counts in on every Linux that .NET runs on.

    /// <summary>All living descendants of a process, itself left out.</summary>
    public static IReadOnlyList<TreeEntry> Below(int root)
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name.All(char.IsAsciiDigit))
            .Select(name => Read(int.Parse(name, CultureInfo.InvariantCulture)))
            .OfType<TreeEntry>()
            .ToList();
        var ours = new HashSet<int> { root };
        for (var known = 0; known < ours.Count;)
        {
            known = ours.Count;
            ours.UnionWith(all.Where(entry => ours.Contains(entry.Parent)).Select(entry => entry.Pid).ToList());
        }

        return [.. all.Where(entry => entry.Pid != root && ours.Contains(entry.Pid))];
    }

    /// <summary>One process; null when there is none.</summary>
    public static TreeEntry? Read(int pid)
    {
        try
        {
            // proc(5): pid (comm) state ppid …, utime and stime are the 14th and 15th.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new TreeEntry(
                pid,
                int.Parse(rest[1], CultureInfo.InvariantCulture),
                rest[0][0],
                stat[stat.IndexOf('(')..(stat.LastIndexOf(')') + 1)],
                rest[11..13].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null; // Gone while we looked, or no /proc.
        }
    }

    /// <summary>Proportional set size of one process, in bytes: pages that several share are counted in parts. 0 when it can not be had.</summary>
    public static long ProportionalBytes(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/smaps_rollup").FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}

/// <summary>One process.</summary>
/// <param name="Pid">Its id.</param>
/// <param name="Parent">Its parent's.</param>
/// <param name="State">As ps(1) has it.</param>
/// <param name="Name">Its name, in parentheses.</param>
/// <param name="ProcessorSeconds">Of all its threads.</param>
internal sealed record TreeEntry(int Pid, int Parent, char State, string Name, double ProcessorSeconds);
