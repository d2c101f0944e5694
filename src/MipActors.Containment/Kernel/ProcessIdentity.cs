using System.Runtime.InteropServices;

namespace MipActors.Containment.Kernel;

/// <summary>A process that is not mistaken for another one that got its number later: number and time of birth.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProcessIdentity(int Pid, ulong StartTicks)
{
    /// <summary>Whether exactly this process still runs; a zombie does not.</summary>
    /// <exception cref="IOException">That can not be read now.</exception>
    public bool Runs => ProcessStat.Read(Pid) is { Runs: true } stat && stat.StartTicks == StartTicks;

    private bool SurelyRuns => ProcessStat.TryRead(Pid) is { Runs: true } stat && stat.StartTicks == StartTicks;

    /// <summary>The process that has this number now, or null.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        return ProcessStat.TryRead(pid) is { Runs: true } stat ? new ProcessIdentity(pid, stat.StartTicks) : null;
    }

    /// <summary>SIGKILL to it, if it still is the one.</summary>
    public void Kill()
    {
        if (SurelyRuns)
        {
            _ = Libc.Signal(Pid, Libc.SigKill);
        }
    }

    /// <summary>A signal to the group that it leads, if it still is the one.</summary>
    /// <returns>Whether somebody got it.</returns>
    public bool SignalGroup(int signal)
    {
        return SurelyRuns && Libc.Signal(-Pid, signal);
    }
}
