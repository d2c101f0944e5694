using System.Globalization;

namespace MipActors.Sandbox.Provisioning;

/// <summary>One installation in the cache.</summary>
/// <param name="Path">Absolute path of its folder.</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="Made">When it was made, or its snapshot renewed.</param>
/// <param name="IsCurrent">Whether this version of the program, with the settings in force, uses it.</param>
/// <param name="IsInUse">Whether a running process was started from it; never known but on Linux.</param>
public sealed record CachedInstallation(string Path, long Bytes, DateTimeOffset Made, bool IsCurrent, bool IsInUse);

/// <summary>What lies in the folder of all installations: each version of the program leaves one.</summary>
public static class CacheInventory
{
    /// <summary>The installations in a folder, the newest first.</summary>
    /// <param name="root">The folder of all installations.</param>
    /// <param name="current">The path of the one that is used now.</param>
    public static IReadOnlyList<CachedInstallation> Read(string root, string current)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        var running = RunningCommandLines();
        return [.. Directory.GetDirectories(root)
            .Where(folder => File.Exists(System.IO.Path.Combine(folder, Manifest.FileName)))
            .Select(folder => new CachedInstallation(
                folder, SizeOf(folder), new DateTimeOffset(Directory.GetLastWriteTimeUtc(folder)), folder == current,
                running.Any(line => line.Contains(folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))))
            .OrderByDescending(found => found.Made)];
    }

    /// <summary>The size of all files below a folder.</summary>
    public static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>proc(5); a process of another user can not be seen, and uses a cache of its own.</summary>
    private static List<string> RunningCommandLines()
    {
        var lines = new List<string>();
        foreach (var process in OperatingSystem.IsLinux() ? Directory.GetDirectories("/proc") : [])
        {
            try
            {
                if (int.TryParse(System.IO.Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out _))
                {
                    lines.Add(File.ReadAllText($"{process}/cmdline"));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return lines;
    }
}
