using MipActors.Containment;

namespace MipActors.Sandbox.Provisioning;

/// <summary>The machine's own programs: where they are, and the running of them.</summary>
internal sealed class Toolbox(string searchPath, RunCommand run)
{
    /// <summary>Absolute path of the program in the search path, or null.</summary>
    public string? Find(string name)
    {
        string[] endings = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .SelectMany(folder => endings.Select(ending => Path.Combine(folder, name + ending)))
            .FirstOrDefault(IsExecutable);
    }

    /// <summary>Runs a program with a view of the whole machine, in <paramref name="folder"/>.</summary>
    public Task<CommandResult> RunAsync(
        string file,
        IReadOnlyList<string> arguments,
        string folder,
        TimeSpan timeout,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<string>? onLine = null)
    {
        var all = new Dictionary<string, string>(environment ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            ["PATH"] = searchPath,
            // Messages are searched for a few words.
            ["LC_ALL"] = "C.UTF-8",
        };
        var spec = new LaunchSpec
        {
            File = file,
            Arguments = arguments,
            Environment = all,
            WorkingDirectory = folder,
            View = FileSystemView.Host,
            GuardsItself = false,
        };
        return run(spec, timeout, onLine, cancellation);
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode anyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & anyExecute) != UnixFileMode.None);
    }
}
