using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MipActors.Containment.Kernel;

/// <summary>Keeps children below the server, so that solvers on every core never starve its timers and heartbeats.</summary>
internal static class Niceness
{
    /// <summary>How much nicer than the server a child is, in the units of nice(1).</summary>
    public const int Step = 5;

    /// <summary>What makes a command nicer from its start on; nothing for one that shall come up quickly.</summary>
    public static IReadOnlyList<string> For(LaunchSpec spec) => spec.IsUrgent && OperatingSystem.IsLinux() ? [] : Executables.Nicer;

    /// <summary>
    /// Makes all threads of a process nicer than the server: on Linux niceness belongs to the thread, whatever POSIX says (setpriority(2), "C library/kernel
    /// differences"), and those to come have it of the one that makes them.
    /// </summary>
    public static void ApplyToThreadsOf(int pid)
    {
        if (!OperatingSystem.IsLinux() || ProcessStat.TryRead(Environment.ProcessId) is not { } ours)
        {
            return;
        }

        // Again, until none has come while the others were made nicer.
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (ProcessStat.ThreadsOf(pid).Where(done.Add).ToArray() is { Length: > 0 } threads)
        {
            foreach (var thread in threads)
            {
                _ = Libc.SetPriority(Libc.OneThread, int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), ours.Niceness + Step);
            }
        }
    }

    /// <summary>Makes a started child nicer where niceness belongs to the process. Untried.</summary>
    public static void ApplyTo(Process child)
    {
        if (OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            child.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or NotSupportedException)
        {
            // It is gone already, or the system does not let us: it runs all the same.
        }
    }

    /// <summary>
    /// Makes the session of a child nicer. sched(7), "The autogroup feature": with it on, niceness counts only among the processes
    /// of one session, and each child has one of its own (measured: nice 10 in an own session changed nothing).
    /// </summary>
    /// <returns>Whether there is nothing left to do; false to ask again later.</returns>
    public static bool TryApplyToSessionOf(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        // Not in its own session yet: this would be our autogroup.
        if (ProcessStat.TryRead(pid) is not { } stat || stat.Session == Libc.GetSession(0))
        {
            return false;
        }

        try
        {
            var autogroup = $"/proc/{pid}/autogroup";
            if (File.Exists(autogroup))
            {
                File.WriteAllText(autogroup, $"{Step}");
            }

            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // EAGAIN: the kernel takes ten of these a second from ordinary users. EACCES: before its exec a child of bubblewrap's is
            // not ours to change.
            return false;
        }
    }
}
