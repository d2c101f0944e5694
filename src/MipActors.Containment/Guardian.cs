using MipActors.Containment.Kernel;

namespace MipActors.Containment;

/// <summary>The small shell programs that stand between a layer and a command that can not look after itself.</summary>
internal static class Guardian
{
    /// <summary>
    /// Runs its arguments as a command; a second process reads stdin meanwhile and, at its end, SIGKILLs the process group.
    /// The order is what matters. The reader is forked, deaf to SIGTERM (ignored signals are inherited), before the command
    /// is, so a server that dies meanwhile is noticed. A handler instead of "ignore" is then set, because a handler is not
    /// inherited: the command gets its signals, the guardian outlives them and passes the exit code on. Descriptor 3 exists
    /// because a background job's stdin is /dev/null; 4 and the subshell keep the shell's own "Terminated" out of the command's
    /// stderr (dash redirects before it forks). read is a builtin: no third process to leave behind.
    /// </summary>
    private const string AtEndOfInput = """
        trap '' TERM INT HUP
        exec 3<&0 4>&2 2>/dev/null
        (while read -r x; do :; done <&3; kill -KILL 0) </dev/null >/dev/null 4>&- &
        exec 3<&-
        trap : TERM INT HUP
        (exec "$@" </dev/null 2>&4 4>&-)
        code=$?
        kill -KILL $!
        wait $!
        exit $code
        """;

    /// <summary>
    /// Runs its arguments as a command and stays: as first process of a PID namespace it takes the place in which signals with
    /// a default action do nothing, so that the command is not the one who is deaf to them (measured for SIGTERM, SIGSEGV).
    /// </summary>
    private const string FirstProcess = """
        exec 4>&2 2>/dev/null
        (exec "$@" 2>&4 4>&-)
        exit $?
        """;

    /// <summary>
    /// Becomes its arguments, a command that reads the stdin itself, and leaves an orphan in its group that reads the server's
    /// lifeline and SIGKILLs the group at its end: all at once, so that no fork is fast enough. An orphan because clients kill trees
    /// (.NET's <c>Kill(entireProcessTree)</c> stops each process before it looks for its children): no descendant of the server's
    /// would come to act. The lifeline is opened before the fork, so that a server that is gone starts nothing, and ignored signals
    /// are inherited, so that the orphan outlives a SIGTERM to the group.
    /// </summary>
    private const string AtDeathOfServer = """
        trap '' TERM INT HUP
        exec 3<"$0"
        ( (while read -r x; do :; done <&3; kill -KILL 0) </dev/null >/dev/null 2>&1 & )
        trap - TERM INT HUP
        exec "$@" 3<&-
        """;

    /// <summary>
    /// What leads the session of a child that the server's own end has to end: one in which no namespace holds what it forks, and one
    /// of a namespace, whose processes are not bound to die with their parents at once (measured: a server killed while it starts
    /// children leaves whole namespaces behind). Empty where the system gives no name to another process's descriptors. It may not have
    /// dropped privileges yet. Its parent-death signal is for the instant in which opening the lifeline of a server that has just died
    /// would wait for ever, fifo(7).
    /// </summary>
    public static IReadOnlyList<string> AtDeath { get; } =
        OperatingSystem.IsLinux() && Executables.Shell is { } shell && Executables.SetPriv is { } setPriv
            ? [setPriv, "--pdeathsig", "KILL", shell, "-c", AtDeathOfServer, Lifeline.ReadingEnd]
            : [];

    /// <summary>What comes before the command of a spec that does not guard itself; empty for one that does.</summary>
    public static IReadOnlyList<string> For(LaunchSpec spec)
    {
        return spec.GuardsItself || Executables.Shell is not { } shell ? [] : [shell, "-c", AtEndOfInput, "guardian"];
    }

    /// <summary>What comes before everything that runs in a PID namespace without a first process of its own.</summary>
    public static IReadOnlyList<string> First { get; } = Executables.Shell is { } shell ? [shell, "-c", FirstProcess, "first"] : [];
}
