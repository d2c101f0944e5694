namespace MipActors.Containment;

/// <summary>What of the file system a child may see, where the layer in force can narrow it.</summary>
public enum FileSystemView
{
    /// <summary>
    /// System libraries, <see cref="LaunchSpec.ReadOnlyFolders"/>, a private /tmp, /proc and /dev; no network. For code that is
    /// not trusted.
    /// </summary>
    Minimal,

    /// <summary>The host as it is, network included; only the lifetime is contained. For tools of our own choosing (npm, apt-get).</summary>
    Host,
}

/// <summary>What to start and what it needs; says nothing of how it is contained. Paths are the same inside and outside.</summary>
public sealed record LaunchSpec
{
    /// <summary>Absolute path of the executable.</summary>
    public required string File { get; init; }

    /// <summary>Arguments, one each.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>
    /// The whole environment of a <see cref="FileSystemView.Minimal"/> child; additions to the server's own for
    /// <see cref="FileSystemView.Host"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Absolute paths of files and folders that the child may read, beside the system's libraries.</summary>
    public IReadOnlyList<string> ReadOnlyFolders { get; init; } = [];

    /// <summary>Absolute path the child starts in; one of <see cref="ReadOnlyFolders"/> or below for a minimal view.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>What it may see.</summary>
    public FileSystemView View { get; init; } = FileSystemView.Minimal;

    /// <summary>
    /// Bytes that each process inside may have writable (RLIMIT_DATA, setrlimit(2)), touched or not; allocations beyond fail. Null for no
    /// such limit. Held by the kernel, so that nothing can outrun it; where prlimit is missing it is not held at all.
    /// </summary>
    public long? MostWritableBytes { get; init; }

    /// <summary>
    /// True when the program itself reads its stdin on a thread that nothing blocks and leaves at its end. Where false, a
    /// guardian is put beside it that kills its process group at the end of stdin; the program itself then reads nothing.
    /// </summary>
    public bool GuardsItself { get; init; } = true;

    /// <summary>
    /// True when somebody waits for the child to come up: on Linux it then has the server's own priority until <see cref="ContainedProcess.Calm"/>,
    /// instead of one below from its start on.
    /// </summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whether a path is a folder or lies below it; both absolute, no links followed.</summary>
    internal static bool IsWithin(string path, string folder)
    {
        var prefix = Path.TrimEndingDirectorySeparator(folder);
        return path.StartsWith(prefix, StringComparison.Ordinal) && (path.Length == prefix.Length || path[prefix.Length] == Path.DirectorySeparatorChar);
    }

    /// <summary>Refuses what no layer could start, so that the sentence is ours and not that of a program in between.</summary>
    /// <exception cref="ContainmentException">Something named here does not exist, or is not absolute.</exception>
    internal void Validate()
    {
        Require(Path.IsPathFullyQualified(File) && System.IO.File.Exists(File), $"the program {File} does not exist (or is no absolute path)");
        Require(
            Path.IsPathFullyQualified(WorkingDirectory) && Directory.Exists(WorkingDirectory),
            $"the working directory {WorkingDirectory} of {File} does not exist (or is no absolute path)");
        foreach (var path in ReadOnlyFolders)
        {
            Require(Path.IsPathFullyQualified(path) && Path.Exists(path), $"{path}, which {File} shall see, does not exist (or is no absolute path)");
        }

        Require(!Arguments.Append(File).Any(a => a.Contains('\0')), $"an argument of {File} contains a NUL");
        Require(
            !Environment.Any(e => e.Key.Length == 0 || e.Key.Contains('=') || (e.Key + e.Value).Contains('\0')),
            $"a variable in the environment of {File} has no name, or a name with '=', or a NUL");
        Require(
            View == FileSystemView.Host || ReadOnlyFolders.Append("/tmp").Any(folder => IsWithin(WorkingDirectory, folder)),
            $"the working directory {WorkingDirectory} is in none of the folders that {File} may see: add it to them");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ContainmentException(otherwise);
        }
    }
}
