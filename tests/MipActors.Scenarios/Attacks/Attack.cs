namespace MipActors.Scenarios.Attacks;

/// <summary>How one knows that an attack has succeeded.</summary>
internal enum Evidence
{
    /// <summary>What it told holds the secret of the playground's files and environment.</summary>
    Secret,

    /// <summary>What it told holds the mark that it was given, and that it shows only when it got what it wanted.</summary>
    Mark,

    /// <summary>The file that it was to make is there.</summary>
    File,

    /// <summary>The file that it was to spare is gone, or empty.</summary>
    Gone,

    /// <summary>Somebody came to one of the playground's sockets.</summary>
    Contact,

    /// <summary>The process that it was to spare is dead.</summary>
    Killed,

    /// <summary>The log holds a control character.</summary>
    Escape,

    /// <summary>The log holds more than a megabyte.</summary>
    Flood,
}

/// <summary>
/// A program of the folders Boundary, Exhaustion and Protocol. Its head says what it tries, how its success is seen, and what is seen where it is
/// stopped (a regular expression, held against the whole result of the call).
/// </summary>
/// <param name="Name">Name of its file.</param>
/// <param name="Seen">How its success is seen.</param>
/// <param name="Stopped">What is told where it is stopped.</param>
/// <param name="Passes">Whether it succeeds where nothing stops it; false for an exhaustion that the engine itself stops everywhere.</param>
/// <param name="Timeout">Seconds that its job is given.</param>
/// <param name="Code">The program, the tools in front of it.</param>
internal sealed record Attack(string Name, Evidence Seen, string Stopped, bool Passes, double Timeout, string Code)
{
    private const double LongTimeout = 60;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Attacks");

    /// <summary>Programs that are to reach something outside of their sandbox.</summary>
    public static IReadOnlyList<Attack> Boundary { get; } = Read("Boundary");

    /// <summary>Programs that are to use something up.</summary>
    public static IReadOnlyList<Attack> Exhaustion { get; } = Read("Exhaustion");

    /// <summary>Programs that break the protocol with the server: what is shown is that each ends its own job alone.</summary>
    public static IReadOnlyList<Attack> Protocol { get; } = Read("Protocol");

    /// <summary>All of them.</summary>
    public static IEnumerable<Attack> All => Boundary.Concat(Exhaustion).Concat(Protocol);

    private static Attack[] Read(string folder)
    {
        var tools = File.ReadAllText(Path.Combine(Folder, "tools.py"));
        return [.. Directory.GetFiles(Path.Combine(Folder, folder), "*.py").Order(StringComparer.Ordinal).Select(file => Parse(file, tools))];
    }

    private static Attack Parse(string file, string tools)
    {
        var code = File.ReadAllText(file);
        var head = code.Split('\n').TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal))
            .Select(line => line[2..].Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new Attack(
            Path.GetFileNameWithoutExtension(file),
            Enum.Parse<Evidence>(head["Seen"], ignoreCase: true),
            head["Stopped"],
            head.GetValueOrDefault("Passes without a limit", "yes") == "yes",
            double.Parse(head.GetValueOrDefault("Timeout", $"{LongTimeout}"), System.Globalization.CultureInfo.InvariantCulture),
            tools + code);
    }
}
