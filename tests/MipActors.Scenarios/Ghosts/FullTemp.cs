using System.Diagnostics;

namespace MipActors.Scenarios.Ghosts;

/// <summary>A file system without a free byte. Its mount ends with the mount namespace of the harness process.</summary>
internal static class FullTemp
{
    private const int Bytes = 64 * 1024;

    /// <summary>What the harness has to be started through, so that no mount outlives it.</summary>
    public static IReadOnlyList<string> Namespace { get; } = ["unshare", "--mount", "--propagation", "private"];

    public static async Task MountAsync(string folder, int? owner)
    {
        using var mount = Process.Start("mount", ["-t", "tmpfs", "-o", $"size={Bytes},mode=700,uid={owner ?? 0},gid={owner ?? 0}", "tmpfs", folder]);
        await mount.WaitForExitAsync();
        Assert.Equal(0, mount.ExitCode);
        // Whole pages, as many as go in.
        using var filler = new FileStream(Path.Combine(folder, FillerName), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            while (true)
            {
                filler.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>The file that fills it: no left-over of the server.</summary>
    public const string FillerName = "filler";
}
