using System.IO.Pipes;

namespace MipActors.Containment.Kernel;

/// <summary>
/// A pipe whose writing end this process alone holds and never writes to: its end of file is the end of this process, however that
/// comes about. Nobody inherits it; who wants to know opens the reading end by its name.
/// </summary>
internal static class Lifeline
{
    private static readonly AnonymousPipeServerStream Pipe = new(PipeDirection.Out, HandleInheritability.None);

    /// <summary>The reading end, proc_pid_fd(5): to be opened by a process with no fewer capabilities than this one. Linux only.</summary>
    public static string ReadingEnd { get; } = $"/proc/{Environment.ProcessId}/fd/{Pipe.ClientSafePipeHandle.DangerousGetHandle()}";
}
