using System.Diagnostics;
using MipActors.Containment.Kernel;

namespace MipActors.Containment.Enclosures;

/// <summary>
/// A PID namespace: outer process → first process inside (the reaper) → command. The end of the reaper is the end of
/// everything inside, pid_namespaces(7), and it is seen to be over only after all the others are.
/// </summary>
internal sealed class NamespaceEnclosure : Enclosure
{
    private readonly Lock _gate = new();
    private readonly string _mark;
    private readonly bool _guardsItself;
    private ProcessIdentity? _reaper;
    private ProcessIdentity? _command;

    public NamespaceEnclosure(Process outer, string mark, bool guardsItself)
        : base(outer)
    {
        _mark = mark;
        _guardsItself = guardsItself;
    }

    public override int? InnerPid
    {
        get
        {
            lock (_gate)
            {
                if (_command is not { } known || ProcessIdentity.Of(known.Pid) != known)
                {
                    _command = FindCommand();
                }

                return _command?.Pid;
            }
        }
    }

    // Orphans inside become children of the reaper.
    public override int? TopPid => FindReaper() is { } reaper && ProcessIdentity.Of(reaper.Pid) == reaper ? reaper.Pid : null;

    public override void Terminate()
    {
        // The group, because the reaper itself ignores it. No such group: nothing runs inside yet, so nothing can be asked.
        if (FindReaper()?.SignalGroup(Libc.SigTerm) != true)
        {
            KillOuter();
        }
    }

    public override void Kill()
    {
        // The reaper by hand, too: in its first instants it is not yet bound to die with the outer process.
        FindReaper()?.Kill();
        KillOuter();
    }

    public override bool Sweep()
    {
        ProcessIdentity? reaper;
        lock (_gate)
        {
            reaper = _reaper;
        }

        if (reaper is { } known)
        {
            known.Kill();
            return !known.Runs;
        }

        // It came and went before anybody looked, or it is an orphan now: the mark in its command line tells. Where it is on its way out it has none,
        // and then nobody knows which of those it is: all of them will be gone in a moment.
        var left = ProcessStat.WithWord(_mark).ToList();
        left.ForEach(process => new ProcessIdentity(process.Pid, process.StartTicks).Kill());
        return left.Count == 0 && !ProcessStat.LastOfNamespaces().Any();
    }

    private ProcessIdentity? FindReaper()
    {
        lock (_gate)
        {
            if (_reaper is null && OuterLives && ProcessStat.ChildrenOf(OuterPid) is [var first, ..])
            {
                _reaper = ProcessIdentity.Of(first);
            }

            return _reaper;
        }
    }

    private ProcessIdentity? FindCommand()
    {
        if (FindReaper() is not { } reaper || ProcessIdentity.Of(reaper.Pid) != reaper || ProcessStat.ChildrenOf(reaper.Pid) is not [var first, ..])
        {
            return null;
        }

        var command = _guardsItself ? first : GuardedBy(first);
        return command is { } pid ? ProcessIdentity.Of(pid) : null;
    }
}
