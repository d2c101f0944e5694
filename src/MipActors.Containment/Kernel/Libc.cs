using System.Runtime.InteropServices;

namespace MipActors.Containment.Kernel;

/// <summary>The few calls of the C library that .NET has no name for. Unix only.</summary>
internal static partial class Libc
{
    /// <summary>SIGTERM, the same number on Linux and macOS.</summary>
    public const int SigTerm = 15;

    /// <summary>SIGKILL, the same number on Linux and macOS.</summary>
    public const int SigKill = 9;

    /// <summary>PRIO_PROCESS, which on Linux means one thread.</summary>
    public const int OneThread = 0;

    private const int WithoutWaiting = 1;

    /// <summary>kill(2): a negative pid means the process group of that number. False when nobody got the signal.</summary>
    public static bool Signal(int pid, int signal)
    {
        // 0, 1 and -1 would be our own group, init, and everybody: never what is meant.
        return pid is < -1 or > 1 && Kill(pid, signal) == 0;
    }

    /// <summary>waitpid(2) without waiting: takes a dead child that .NET did not start from the table of processes.</summary>
    public static unsafe void Reap(int pid) => _ = WaitPid(pid, null, WithoutWaiting);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static unsafe partial int WaitPid(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    internal static partial int SetPriority(int which, int who, int niceness);

    [LibraryImport("libc", EntryPoint = "getsid", SetLastError = true)]
    internal static partial int GetSession(int pid);

    [LibraryImport("libc", EntryPoint = "sigaction", SetLastError = true)]
    internal static unsafe partial int SigAction(int signal, void* action, void* previous);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    internal static partial nint SetDisposition(int signal, nint handler);

    // Variadic in C; passing the third argument like any other is right on Linux (x64, arm64) and wrong on Apple arm64,
    // where nobody calls it.
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int FileControl(int descriptor, int command, int argument);
}
