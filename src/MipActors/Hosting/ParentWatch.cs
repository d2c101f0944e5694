using System.Runtime.InteropServices;

namespace MipActors.Hosting;

/// <summary>
/// Sees that the process which started the server is gone though somebody else still holds the pipe to stdin open (a wrapper's child,
/// a sibling that inherited it). For the stdio face alone: a node under nohup may lose its parent.
/// </summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Calls <paramref name="gone"/> once, when the parent is another one than at the start (never "is it 1": a subreaper may adopt).</summary>
    public static async Task RunAsync(Action<string> gone, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // A process keeps its parent's number there, dead or not; the end of stdin has to do.
        }

        var parent = GetParentId();
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            if (GetParentId() != parent)
            {
                gone("the process that started the server is gone");
                return;
            }
        }
    }

    [DllImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetParentId();
}
