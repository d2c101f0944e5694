using System.Diagnostics;
using MipActors.Containment.Kernel;

namespace MipActors.Containment.Enclosures;

/// <summary>
/// A session of its own, led by the outermost process. Holds whatever stays in the session, and what left it while its parents
/// still live; a second fork into a session of its own escapes.
/// </summary>
internal class SessionEnclosure : Enclosure
{
    private int _emptySweeps;

    public SessionEnclosure(Process outer, bool hasGuardian)
        : base(outer)
    {
        HasGuardian = hasGuardian;
    }

    /// <summary>Between session and command stands a guardian that reads the end of input.</summary>
    protected bool HasGuardian { get; }

    public override int? InnerPid => (OuterLives, HasGuardian) switch
    {
        (false, _) => null,
        (_, false) => OuterPid,
        _ => GuardedBy(OuterPid),
    };

    public override int? TopPid => OuterLives ? OuterPid : null;

    public override void Terminate()
    {
        // No such group: the exec of setsid is still to come, and so is the command.
        if (OuterLives && !Libc.Signal(-OuterPid, Libc.SigTerm))
        {
            _ = Libc.Signal(OuterPid, Libc.SigTerm);
        }
    }

    public override void Kill()
    {
        if (!OuterLives)
        {
            return;
        }

        // Who belongs to whom has to be asked first: an orphan's parent is init.
        var inside = FindInside();
        _ = Libc.Signal(-OuterPid, Libc.SigKill);
        inside.ForEach(process => process.Kill());
        KillOuter(withTree: !OperatingSystem.IsLinux());
    }

    public override bool Sweep()
    {
        if (!OperatingSystem.IsLinux())
        {
            return !Libc.Signal(-OuterPid, Libc.SigKill);
        }

        // A number in use as that of a session is not given to a new process, so a process of this number is a stranger,
        // and then the session is its own.
        if (ProcessStat.TryRead(OuterPid) is not null)
        {
            return true;
        }

        // The group first: the kernel signals all of it at once, and who forks faster than /proc is read does not get away.
        _ = Libc.Signal(-OuterPid, Libc.SigKill);
        var inside = ProcessStat.All().Where(p => p.Session == OuterPid).ToList();
        var left = inside.Where(p => p.Runs).ToList();
        left.ForEach(process => new ProcessIdentity(process.Pid, process.StartTicks).Kill());

        // Orphans come to the first process of a PID namespace, which in a container is the server.
        inside.Where(p => !p.Runs && p.ParentPid == Environment.ProcessId).ToList().ForEach(adopted => Libc.Reap(adopted.Pid));

        // Who forks while /proc is read can be missed once.
        _emptySweeps = left.Count == 0 ? _emptySweeps + 1 : 0;
        return _emptySweeps == 2;
    }

    private List<ProcessIdentity> FindInside()
    {
        try
        {
            return [.. Inside()];
        }
        catch (IOException)
        {
            // Then the group it is, and the sweep.
            return [];
        }
    }

    private IEnumerable<ProcessIdentity> Inside()
    {
        var all = ProcessStat.All().ToList();
        var children = all.ToLookup(p => p.ParentPid);
        var inside = all.Where(p => p.Session == OuterPid).Select(p => p.Pid).Append(OuterPid).ToHashSet();
        var unexplored = new Queue<int>(inside);
        while (unexplored.TryDequeue(out var parent))
        {
            foreach (var child in children[parent].Where(child => inside.Add(child.Pid)))
            {
                unexplored.Enqueue(child.Pid);
            }
        }

        return all.Where(p => p.Pid != OuterPid && inside.Contains(p.Pid)).Select(p => new ProcessIdentity(p.Pid, p.StartTicks));
    }
}
