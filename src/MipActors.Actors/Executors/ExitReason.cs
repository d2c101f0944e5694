namespace MipActors.Actors.Executors;

/// <summary>What an exit code says to a person.</summary>
internal static class ExitReason
{
    /// <summary>In a few words; a code above 128 is a signal, as the shell counts them.</summary>
    public static string Of(int exitCode) => exitCode switch
    {
        137 => "killed, SIGKILL: out of memory, or by somebody outside",
        139 => "crashed, SIGSEGV",
        134 => "aborted, SIGABRT",
        143 => "SIGTERM",
        _ => $"exit code {exitCode}",
    };
}
