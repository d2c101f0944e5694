using System.Globalization;

namespace MipActors.Scenarios.Ghosts;

/// <summary>
/// A user without any right and any process: a number that nobody has, from the range that systemd gives to services of the
/// moment (61184 to 65519). Where the tests run as an ordinary user themselves, that is the one.
/// </summary>
internal static class OrdinaryUser
{
    /// <summary>Number of the user; null where the tests' own is meant.</summary>
    public static int? Id { get; } = Environment.IsPrivilegedProcess ? Enumerable.Range(61184, 65519 - 61184).First(id => !IsTaken(id)) : null;

    /// <summary>What a program is started through to run as that user.</summary>
    public static string[] Through { get; } = As(Id);

    /// <summary>What a program is started through to run as a user, null for one's own.</summary>
    public static string[] As(int? id) => id is null ? [] : ["setpriv", "--reuid", $"{id}", "--regid", $"{id}", "--clear-groups", "--inh-caps=-all"];

    /// <summary>Why the server can not run as that user, or null.</summary>
    public static string? Hindrance { get; } = Find();

    private static string? Find()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return null;
        }

        // Folders that only root may enter hide the program, or the runtime, from everybody else.
        string[] needed = [AppContext.BaseDirectory, System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), Path.GetTempPath()];
        foreach (var folder in needed)
        {
            for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            {
                if (!OperatingSystem.IsWindows() && !at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                {
                    return $"an ordinary user can not enter {at.FullName}, and the server lies below";
                }
            }
        }

        return null;
    }

    private static bool IsTaken(int id) => File.ReadLines("/etc/passwd").Any(line => line.Split(':') is [_, _, var known, ..] && known == id.ToString(CultureInfo.InvariantCulture))
        || Directory.EnumerateDirectories("/proc").Any(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]) && OwnerOf(folder) == id);

    private static int OwnerOf(string process)
    {
        try
        {
            return int.Parse(File.ReadLines(Path.Combine(process, "status")).First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            return -1;
        }
    }
}
