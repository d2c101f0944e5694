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
    /// Runs its arguments as a command that reads the stdin itself; at SIGUSR1, which is to be the parent-death signal, it SIGKILLs
    /// the process group: all at once, so that no fork is fast enough. (Not SIGHUP: a shell can not trap what nohup has ignored.)
    /// The handlers are set before the command is forked, and do not reach it. Its pipes are the command's alone, whose closing
    /// of them is to be seen.
    /// </summary>
    private const string AtDeathOfParent = """
        trap 'kill -KILL 0' USR1
        trap : TERM INT
        exec 3<&0
        "$@" <&3 3<&- &
        exec </dev/null >/dev/null 2>&1 3<&-
        code=0
        while :; do
            wait $!
            code=$?
            kill -0 $! || break
        done
        exit $code
        """;

    /// <summary>
    /// What comes before the command of a spec that guards itself, where no namespace holds what it forks; empty where the system
    /// knows no parent-death signal.
    /// </summary>
    public static IReadOnlyList<string> AtDeath(LaunchSpec spec)
    {
        return spec.GuardsItself && OperatingSystem.IsLinux() && Executables.Shell is { } shell && Executables.SetPriv is { } setPriv
            ? [setPriv, "--pdeathsig", "USR1", shell, "-c", AtDeathOfParent, "guardian"]
            : [];
    }

    /// <summary>What comes before the command of a spec that does not guard itself; empty for one that does.</summary>
    public static IReadOnlyList<string> For(LaunchSpec spec)
    {
        return spec.GuardsItself || Executables.Shell is not { } shell ? [] : [shell, "-c", AtEndOfInput, "guardian"];
    }

    /// <summary>What comes before everything that runs in a PID namespace without a first process of its own.</summary>
    /// <param name="mark">A word to find this first process by.</param>
    public static IReadOnlyList<string> First(string mark)
    {
        return Executables.Shell is { } shell ? [shell, "-c", FirstProcess, mark] : [];
    }
}
