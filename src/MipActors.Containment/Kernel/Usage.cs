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

    private static ProcessUsage? FromProc(int pid)
    {
        try
        {
            var pages = File.ReadAllText($"/proc/{pid}/statm").Split(' ');
            return ProcessStat.TryRead(pid) is { Runs: true } stat && pages.Length > 1
                ? new ProcessUsage(
                    TimeSpan.FromSeconds((double)(stat.UserTicks + stat.SystemTicks) / ProcessStat.TicksPerSecond),
                    long.Parse(pages[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize)
                : null;
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
