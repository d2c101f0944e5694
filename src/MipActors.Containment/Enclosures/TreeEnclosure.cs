using System.Diagnostics;
using MipActors.Containment.Kernel;

namespace MipActors.Containment.Enclosures;

/// <summary>Nothing but the tree of processes as .NET finds it: Windows, and a Unix without setsid. Untried.</summary>
internal sealed class TreeEnclosure : Enclosure
{
    public TreeEnclosure(Process outer)
        : base(outer)
    {
    }

    public override int? InnerPid => OuterLives ? OuterPid : null;

    public override int? TopPid => InnerPid;

    public override void Terminate()
    {
        // Windows has no such request for a process without a window: the end of its input is the only one, and the caller's.
        if (!OperatingSystem.IsWindows() && OuterLives)
        {
            _ = Libc.Signal(OuterPid, Libc.SigTerm);
        }
    }

    public override void Kill()
    {
        KillOuter(withTree: true);
    }

    public override bool Sweep()
    {
        return true;
    }
}
