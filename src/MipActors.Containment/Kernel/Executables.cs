namespace MipActors.Containment.Kernel;

/// <summary>Where the programs lie that the layers are made of.</summary>
internal static class Executables
{
    // Clients start servers with next to no PATH, or with a hostile one: the system's folders come first.
    private static readonly string[] SystemFolders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin"];

    /// <summary>The shell that guardians are written in.</summary>
    public static string? Shell { get; } = Find("sh");

    /// <summary>
    /// What puts a command into a session of its own, so that a Ctrl+C at the terminal does not reach it: setsid (util-linux), or
    /// the perl that macOS carries (the vector was tried on Linux, not on macOS). Empty where there is neither.
    /// </summary>
    public static IReadOnlyList<string> OwnSession { get; } = FindOwnSession();

    /// <summary>
    /// What puts a command below the server in priority: nice (coreutils), which only adds an exec. Not the spawner's own thread: the
    /// threads that a thread makes inherit its niceness, and .NET makes its pool's threads wherever it happens to be (measured).
    /// </summary>
    public static IReadOnlyList<string> Nicer { get; } = Find("nice") is { } nice ? [nice, "-n", $"{Niceness.Step}"] : [];

    /// <summary>prlimit (util-linux): limits that the kernel holds for each process.</summary>
    public static string? ResourceLimits { get; } = Find("prlimit");

    /// <summary>setpriv (util-linux): parent-death signal, dropping of privileges.</summary>
    public static string? SetPriv { get; } = Find("setpriv");

    /// <summary>unshare (util-linux).</summary>
    public static string? Unshare { get; } = Find("unshare");

    /// <summary>bwrap (bubblewrap).</summary>
    public static string? Bubblewrap { get; } = Find("bwrap");

    private static string[] FindOwnSession()
    {
        if (Find("setsid") is { } setSid)
        {
            return [setSid];
        }

        return Find("perl") is { } perl ? [perl, "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV; exit 127", "--"] : [];
    }

    private static string? Find(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var searched = Environment.GetEnvironmentVariable("PATH")?.Split(':') ?? [];
        return SystemFolders.Concat(searched.Where(Path.IsPathFullyQualified))
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
