using System.Diagnostics;
using MipActors.Containment.Kernel;

namespace MipActors.Containment.Enclosures;

/// <summary>
/// A PID namespace: outer process → first process inside (the reaper) → command. Outer process, its guardian and the reaper are one
/// session; the command has one of its own. The end of the reaper is the end of everything inside, pid_namespaces(7), and it is seen
/// to be over only after all the others are.
/// </summary>
internal sealed class NamespaceEnclosure(Process outer, bool hasGuardian) : SessionEnclosure(outer, hasGuardian)
{
    private readonly Lock _gate = new();
    private ProcessIdentity? _reaper;
    private ProcessIdentity? _leader;
    private ProcessIdentity? _command;

    public override int? InnerPid
    {
        get
        {
            lock (_gate)
            {
                return Find(ref _command, () => FindLeader() is { } leader ? HasGuardian ? GuardedBy(leader.Pid) : leader.Pid : null)?.Pid;
            }
        }
    }

    // Orphans inside become children of the reaper.
    public override int? TopPid
    {
        get
        {
            lock (_gate)
            {
                return FindReaper()?.Pid;
            }
        }
    }

    public override void Terminate()
    {
        ProcessIdentity? leader;
        lock (_gate)
        {
            leader = FindLeader();
        }

        // No such group: nothing runs inside yet, so nothing can be asked.
        if (leader?.SignalGroup(Libc.SigTerm) != true)
        {
            Kill();
        }
    }

    public override void Kill()
    {
        if (OuterLives)
        {
            // The whole group at once, because in its first instants the reaper is not yet bound to die with the outer process.
            _ = Libc.Signal(-OuterPid, Libc.SigKill);
            KillOuter();
        }
    }

    private ProcessIdentity? FindReaper() =>
        Find(ref _reaper, () => OuterLives ? ProcessStat.ChildrenOf(OuterPid).Where(ProcessStat.IsFirstOfNamespace).Cast<int?>().FirstOrDefault() : null);

    /// <summary>The first process of the command's own session, once there is one: the command, or the guardian around it.</summary>
    private ProcessIdentity? FindLeader() => Find(
        ref _leader,
        () => FindReaper() is { } reaper && ProcessStat.ChildrenOf(reaper.Pid) is [var first, ..] && ProcessStat.TryRead(first)?.Session == first ? first : null);

    /// <summary>What is known, as long as it runs; else what is found now.</summary>
    private static ProcessIdentity? Find(ref ProcessIdentity? known, Func<int?> search)
    {
        if (known is not { } one || ProcessIdentity.Of(one.Pid) != one)
        {
            known = search() is { } pid ? ProcessIdentity.Of(pid) : null;
        }

        return known;
    }
}
