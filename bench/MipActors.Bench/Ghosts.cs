using System.Globalization;
using System.Runtime.InteropServices;

namespace MipActors.Bench;

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

    private static List<string> Living()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var all = Directory.EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name.All(char.IsAsciiDigit))
            .Select(Read)
            .OfType<(int Pid, int Parent, char State, string Name)>()
            .ToList();
        var ours = new HashSet<int> { Environment.ProcessId };
        for (var known = 0; known < ours.Count;)
        {
            known = ours.Count;
            ours.UnionWith(all.Where(entry => ours.Contains(entry.Parent)).Select(entry => entry.Pid).ToList());
        }

        // A zombie holds nothing any more; it goes when its parent does.
        return [.. all.Where(entry => entry.Pid != Environment.ProcessId && ours.Contains(entry.Pid) && entry.State != 'Z').Select(entry => $"{entry.Pid} {entry.Name}")];
    }

    private static (int Pid, int Parent, char State, string Name)? Read(string pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(pid, CultureInfo.InvariantCulture), int.Parse(rest[1], CultureInfo.InvariantCulture), rest[0][0], stat[stat.IndexOf('(')..(stat.LastIndexOf(')') + 1)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null; // Gone while we looked.
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int PrCtl(int option, nuint a, nuint b, nuint c, nuint d);
}
