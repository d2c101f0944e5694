using System.Diagnostics;
using System.Globalization;

namespace MipActors.Containment.Kernel;

/// <summary>Reads <see cref="ProcessUsage"/>. .NET's own figures are those of the outermost process, which uses next to nothing.</summary>
internal static class Usage
{
    /// <summary>The usage of a process, or null when it is gone.</summary>
    public static ProcessUsage? TryRead(int pid)
    {
        return OperatingSystem.IsLinux() ? FromProc(pid) : FromRuntime(pid);
    }

    /// <summary>The sum over a process and its descendants. Elsewhere than on Linux that of the process alone.</summary>
    public static Footprint OfTree(int root)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new Footprint(FromRuntime(root)?.ResidentBytes ?? 0, 0);
        }

        var (bytes, tasks) = (0L, 0);
        var (unseen, seen) = (new Queue<int>([root]), new HashSet<int>());
        while (unseen.TryDequeue(out var pid))
        {
            var threads = ProcessStat.ThreadsOf(pid);
            if (!seen.Add(pid) || ResidentBytes(pid) is not { } resident)
            {
                continue;
            }

            bytes += resident;
            tasks += threads.Count;
            foreach (var child in threads.SelectMany(thread => ProcessStat.ChildrenOf(pid, thread)))
            {
                unseen.Enqueue(child);
            }
        }

        return new Footprint(bytes, tasks);
    }

    private static ProcessUsage? FromProc(int pid)
    {
        return ProcessStat.TryRead(pid) is { Runs: true } stat && ResidentBytes(pid) is { } resident
            ? new ProcessUsage(TimeSpan.FromSeconds((double)(stat.UserTicks + stat.SystemTicks) / ProcessStat.TicksPerSecond), resident)
            : null;
    }

    private static long? ResidentBytes(int pid)
    {
        try
        {
            var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
            return pages.Length > 1 ? long.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static ProcessUsage? FromRuntime(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return new ProcessUsage(process.TotalProcessorTime, process.WorkingSet64);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
