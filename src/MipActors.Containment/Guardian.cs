using MipActors.Containment.Kernel;

namespace MipActors.Containment;

/// <summary>The two small shell programs that stand between a layer and a command that can not look after itself.</summary>
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
