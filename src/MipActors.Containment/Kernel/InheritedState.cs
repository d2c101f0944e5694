using System.Globalization;

namespace MipActors.Containment.Kernel;

/// <summary>Undoes what the process that started the server left in it and that would break the server's children.</summary>
public static class InheritedState
{
    private const int SigIgnore = 1;
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;

    /// <summary>
    /// Sets SIGCHLD to its default where it was inherited as ignored: the kernel would then reap our children itself, and
    /// .NET would wait for their end for ever (measured). To be called first in <c>Main</c>, before the runtime installs its own
    /// handler; later it does nothing, so that it never takes that handler away.
    /// </summary>
    public static void Reset()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var sigChild = OperatingSystem.IsMacOS() ? 20 : 17;
        if (HandlerOf(sigChild) == SigIgnore)
        {
            _ = Libc.SetDisposition(sigChild, handler: 0);
        }
    }

    /// <summary>
    /// Marks every descriptor above stderr to be closed in children. .NET does so for what it opens itself, but what the server
    /// inherited, or what a native library opened, would otherwise be handed to each child: an open folder is a hole in
    /// any sandbox. Linux only.
    /// </summary>
    internal static void SealDescriptors()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
            {
                if (int.TryParse(Path.GetFileName(entry.AsSpan()), CultureInfo.InvariantCulture, out var descriptor) && descriptor > 2)
                {
                    _ = Libc.FileControl(descriptor, SetDescriptorFlags, CloseOnExec);
                }
            }
        }
        catch (IOException)
        {
            // No /proc: then none of the layers that would make a promise about descriptors is available either.
        }
    }

    private static unsafe nint HandlerOf(int signal)
    {
        // The handler is the first word of struct sigaction in glibc, musl and macOS alike; the rest is never looked at.
        var action = stackalloc nint[64];
        return Libc.SigAction(signal, null, action) == 0 ? action[0] : 0;
    }
}
