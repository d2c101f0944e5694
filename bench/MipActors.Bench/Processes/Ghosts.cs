using System.Runtime.InteropServices;

namespace MipActors.Bench.Processes;

/// <summary>Proof that a run leaves no process behind: every orphan below this process comes back to it, and is looked for.</summary>
internal static partial class Ghosts
{
    private const int SetChildSubreaper = 36;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Before the first start: what loses its parent is then a child of this process (prctl(2)).</summary>
    public static void Attract()
    {
        if (OperatingSystem.IsLinux() && PrCtl(SetChildSubreaper, 1, 0, 0, 0) != 0)
        {
            throw new InvalidOperationException($"prctl: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>What still lives below this process 3 s on; empty where there is no /proc.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync()
    {
        for (var until = DateTime.UtcNow + Patience; ; await Task.Delay(50))
        {
            var left = Living();
            if (left.Count == 0 || DateTime.UtcNow > until)
            {
                return left;
            }
        }
    }

    // A zombie holds nothing any more; it goes when its parent does.
    private static List<string> Living() =>
        [.. ProcessTree.Below(Environment.ProcessId).Where(entry => entry.State != 'Z').Select(entry => $"{entry.Pid} {entry.Name}")];

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int PrCtl(int option, nuint a, nuint b, nuint c, nuint d);
}
