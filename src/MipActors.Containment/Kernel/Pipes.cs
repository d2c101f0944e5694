using System.IO.Pipes;

namespace MipActors.Containment.Kernel;

/// <summary>The pipes to and from children.</summary>
internal static class Pipes
{
    private const int SetPipeSize = 1031;

    /// <summary>What a user may ask for without privileges (/proc/sys/fs/pipe-max-size).</summary>
    private const int LargestBytes = 1 << 20;

    /// <summary>
    /// Makes the kernel keep 1 MiB for each instead of 64 KiB: a model of some megabytes then wakes both sides up a few times, not a hundred. Pages are
    /// taken as they are filled. Linux only; a refusal (a user's limit of pages) changes nothing.
    /// </summary>
    public static void Widen(params ReadOnlySpan<Stream> streams)
    {
        foreach (var stream in streams)
        {
            if (OperatingSystem.IsLinux() && stream is PipeStream pipe)
            {
                _ = Libc.FileControl(pipe.SafePipeHandle.DangerousGetHandle().ToInt32(), SetPipeSize, LargestBytes);
            }
        }
    }
}
