using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MipActors.SolverWorker.Conversation;

/// <summary>The few things asked of the operating system directly.</summary>
internal static unsafe partial class Kernel
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    // Looked up at the start: leaving must not have to load or compile anything.
    private static readonly delegate* unmanaged<int, void> ExitNow = (delegate* unmanaged<int, void>)FindExit();

    /// <summary>
    /// Leaves at once. Environment.Exit waits for finalizers and runs the destructors of native libraries while their threads still
    /// work: it can hang or crash. _exit(2) does neither.
    /// </summary>
    public static void Leave(int code)
    {
        if (ExitNow is not null)
        {
            ExitNow(code);
        }

        _ = TerminateProcess(-1, (uint)code);
    }

    /// <summary>
    /// The stream of the protocol: a private duplicate of descriptor 1, which itself then leads to stderr, because solvers print there
    /// natively. To be called before any solver is loaded.
    /// </summary>
    public static Stream TakeStandardOutput()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var duplicate = Dup(1);
        if (duplicate < 0 || Dup2(2, 1) < 0)
        {
            throw new IOException($"descriptor 1 can not be duplicated: errno {Marshal.GetLastPInvokeError()}");
        }

        return new FileStream(new SafeFileHandle(duplicate, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    /// <summary>The stream that the server's frames come from.</summary>
    public static Stream TakeStandardInput() => OperatingSystem.IsWindows()
        ? Console.OpenStandardInput()
        : new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    /// <summary>
    /// SIGTERM and SIGINT end the process at once: the handler is _exit itself, which is async-signal-safe and takes the number of
    /// the signal for its code. The runtime's own handler would wait for a main thread that sits in native code; the default action would
    /// be ignored where we are pid 1 of a namespace.
    /// </summary>
    public static void LeaveOnSignals()
    {
        if (ExitNow is not null)
        {
            Signal(SigTerm, (nint)ExitNow);
            Signal(SigInt, (nint)ExitNow);
        }
    }

    private static nint FindExit() => OperatingSystem.IsWindows()
        ? 0
        : NativeLibrary.GetExport(NativeLibrary.Load(OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6"), "_exit");

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Dup2(int from, int to);

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Dup(int descriptor);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("kernel32", EntryPoint = "TerminateProcess")]
    private static partial int TerminateProcess(nint process, uint code);
}
