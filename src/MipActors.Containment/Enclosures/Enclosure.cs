using System.ComponentModel;
using System.Diagnostics;
using MipActors.Containment.Kernel;

namespace MipActors.Containment.Enclosures;

/// <summary>What holds a started command: how to find it, signal it, and know that nothing of it is left. Thread-safe.</summary>
internal abstract class Enclosure
{
    private readonly Process _outer;

    protected Enclosure(Process outer)
    {
        _outer = outer;
        OuterPid = outer.Id;
    }

    /// <summary>The command itself in the host's numbering; null before it could be found and after it has ended.</summary>
    public abstract int? InnerPid { get; }

    /// <summary>The process that all others inside descend from, in the host's numbering; null while that is not known.</summary>
    public abstract int? TopPid { get; }

    /// <summary>The outermost process, the one that .NET waits for.</summary>
    protected int OuterPid { get; }

    /// <summary>Whether .NET has not yet reaped the outermost process; as long as that is so, its number is its own.</summary>
    protected bool OuterLives
    {
        get
        {
            try
            {
                return !_outer.HasExited;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }
    }

    /// <summary>Asks everything inside to end.</summary>
    public abstract void Terminate();

    /// <summary>SIGKILL to everything inside.</summary>
    public abstract void Kill();

    /// <summary>To be called when the outermost process is gone: kills what is left inside.</summary>
    /// <returns>Whether nothing was left.</returns>
    /// <exception cref="IOException">That can not be known now; ask again.</exception>
    public abstract bool Sweep();

    /// <summary>SIGKILL to the outermost process; nothing when it is gone.</summary>
    protected void KillOuter(bool withTree = false)
    {
        try
        {
            _outer.Kill(withTree);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // Gone between the question and the signal.
        }
    }

    /// <summary>The child of a guardian that is not its reader of stdin: the younger of the two.</summary>
    protected static int? GuardedBy(int guardian)
    {
        return ProcessStat.ChildrenOf(guardian) is [_, var command, ..] ? command : null;
    }
}
