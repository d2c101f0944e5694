using System.Globalization;

namespace MipActors.Containment.Kernel;

/// <summary>One line of /proc/PID/stat, proc(5). Times in ticks of 1/100 s (USER_HZ, the same on every Linux that .NET runs on).</summary>
internal sealed record ProcessStat(int Pid, char State, int ParentPid, int Session, long UserTicks, long SystemTicks, int Niceness, ulong StartTicks)
{
    /// <summary>Ticks in a second.</summary>
    public const int TicksPerSecond = 100;

    /// <summary>False for a zombie: nothing of it runs, it only waits for its parent to read the exit code.</summary>
    public bool Runs => State is not ('Z' or 'X' or 'x');

    /// <summary>The line of one process, or null when there is none of that number that we may see.</summary>
    /// <exception cref="IOException">It is there but can not be read, because we are out of descriptors, say: it must not pass for gone.</exception>
    public static ProcessStat? Read(int pid)
    {
        try
        {
            return Parse(pid, File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException) when (!Directory.Exists($"/proc/{pid}"))
        {
            return null;
        }
    }

    /// <summary>As <see cref="Read"/>, for those to whom not being able to read it is the same as null.</summary>
    public static ProcessStat? TryRead(int pid)
    {
        try
        {
            return Read(pid);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Every process that can be seen; none where there is no /proc.</summary>
    /// <exception cref="IOException">One that is there can not be read.</exception>
    public static IEnumerable<ProcessStat> All()
    {
        if (!OperatingSystem.IsLinux())
        {
            yield break;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out var pid) && Read(pid) is { } stat)
            {
                yield return stat;
            }
        }
    }

    /// <summary>The children that the first thread of a process has forked, in the order of their birth, in the host's numbering.</summary>
    public static IReadOnlyList<int> ChildrenOf(int pid) => ChildrenOf(pid, $"/proc/{pid}/task/{pid}");

    /// <summary>The children that one thread of a process has forked; without the kernel's help those of all its threads.</summary>
    public static IReadOnlyList<int> ChildrenOf(int pid, string thread)
    {
        try
        {
            var line = File.ReadAllText($"{thread}/children");
            return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        }
        catch (FileNotFoundException) when (Directory.Exists(thread))
        {
            // A kernel without CONFIG_PROC_CHILDREN.
            return [.. All().Where(p => p.ParentPid == pid).OrderBy(p => p.StartTicks).ThenBy(p => p.Pid).Select(p => p.Pid)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The threads of a process: their folders /proc/PID/task/TID; none when it is gone.</summary>
    public static IReadOnlyList<string> ThreadsOf(int pid)
    {
        try
        {
            return Directory.GetDirectories($"/proc/{pid}/task");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a process is the first one of a PID namespace below ours.</summary>
    public static bool IsFirstOfNamespace(int pid)
    {
        // proc(5), status: the numbers of a process, from our namespace inwards.
        const string Numbers = "NSpid:";
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith(Numbers, StringComparison.Ordinal));
            return line?[Numbers.Length..].Split('\t', StringSplitOptions.RemoveEmptyEntries) is [_, .., "1"];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static ProcessStat? Parse(int pid, string line)
    {
        // The second field is the program's name in parentheses, with any character in it; the last ')' ends it.
        var fields = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20
            ? null
            : new ProcessStat(
                pid,
                fields[0][0],
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                int.Parse(fields[3], CultureInfo.InvariantCulture),
                long.Parse(fields[11], CultureInfo.InvariantCulture),
                long.Parse(fields[12], CultureInfo.InvariantCulture),
                int.Parse(fields[16], CultureInfo.InvariantCulture),
                ulong.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}
