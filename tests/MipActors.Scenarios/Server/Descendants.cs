using System.Globalization;

namespace MipActors.Scenarios.Server;

/// <summary>
/// Remembers every descendant that a process ever had, as far as looks often enough can see. A process is known by its id and
/// its start time, so that a reused id is no ghost.
/// </summary>
internal sealed class Descendants(int root)
{
    private const int MostFound = 1000;

    private readonly Dictionary<int, Known> _known = [];

    /// <summary>Those that live still; a zombie is dead.</summary>
    public IReadOnlyList<string> Alive
    {
        get
        {
            Look();
            lock (_known)
            {
                return [.. _known.Values.Where(Lives).Select(known => $"{known.Pid}: {CommandLineOf(known.Pid)}")];
            }
        }
    }

    /// <summary>Looks at the tree below the process, and below each descendant that has lost it.</summary>
    public void Look()
    {
        lock (_known)
        {
            // Nothing is below the dead. Orphans among them are ours, the subreaper's, to wait for: kept, they make every look at /proc longer.
            foreach (var dead in _known.Values.Where(known => !Lives(known)).ToList())
            {
                _known.Remove(dead.Pid);
                _ = Processes.Reap(dead.Pid);
            }

            // Who forks faster than this walks could be followed for ever.
            var most = _known.Count + MostFound;
            var unexplored = new Queue<int>(_known.Keys.Append(root));
            while (_known.Count < most && unexplored.TryDequeue(out var parent))
            {
                foreach (var pid in ChildrenOf(parent))
                {
                    if (StartOf(pid) is { } start && (!_known.TryGetValue(pid, out var known) || known.Start != start))
                    {
                        _known[pid] = new Known(pid, start);
                        unexplored.Enqueue(pid);
                    }
                }
            }
        }
    }

    private static bool Lives(Known known) => StartOf(known.Pid) == known.Start;

    /// <summary>Start time in ticks since boot, proc(5); null for a process that is gone or a zombie.</summary>
    private static ulong? StartOf(int pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        var rest = stat.Length == 0 ? [] : stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return rest.Length < 20 || rest[0] is "Z" or "X" ? null : ulong.Parse(rest[19], CultureInfo.InvariantCulture);
    }

    private static IEnumerable<int> ChildrenOf(int pid)
    {
        string[] threads;
        try
        {
            threads = Directory.GetDirectories($"/proc/{pid}/task");
        }
        catch (IOException)
        {
            return [];
        }

        return threads
            .SelectMany(thread => Read($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture));
    }

    private static string CommandLineOf(int pid) => Read($"/proc/{pid}/cmdline").Replace('\0', ' ');

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return ""; // Gone while we looked.
        }
    }

    private sealed record Known(int Pid, ulong Start);
}
