using Akka.Configuration;
using MipActors.Core.Wire;

namespace MipActors.Actors.Settings;

/// <summary>Every setting of the hierarchy, bound from <c>hocon/mipactors.conf</c>, where each is described.</summary>
/// <param name="Jobs">Bounds of the queue and of a job's time.</param>
/// <param name="RunRoom">Cores for jobs that run at once, one for each thread of a job.</param>
/// <param name="Proof">The longest that the proof of an answer may take; zero for none.</param>
/// <param name="Sandboxes">The pool of sandboxes.</param>
/// <param name="Solvers">The pool of solver workers.</param>
/// <param name="MostThreads">Threads a solve may use.</param>
/// <param name="Escalation">Budgets of the steps that end a child.</param>
/// <param name="Library">Where reports are kept, and how many.</param>
/// <param name="Limits">Sizes of what comes in.</param>
/// <param name="Containment">Which containment layer is taken or demanded.</param>
/// <param name="Provisioning">Where the set-up goes and how long it may wait.</param>
/// <param name="Packages">What programs may import.</param>
/// <param name="Http">Where MCP is spoken over HTTP, and what a token may take.</param>
public sealed record MipSettings(
    JobSettings Jobs,
    int RunRoom,
    TimeSpan Proof,
    PoolSettings Sandboxes,
    PoolSettings Solvers,
    int MostThreads,
    EscalationSettings Escalation,
    LibrarySettings Library,
    LimitSettings Limits,
    ContainmentSettings Containment,
    ProvisioningSettings Provisioning,
    PackageSettings Packages,
    HttpSettings Http)
{
    /// <summary>Binds and checks the section <c>mipactors</c> of a configuration.</summary>
    /// <exception cref="SettingException">A setting is missing or out of range; the message names it.</exception>
    public static MipSettings From(Config config)
    {
        var root = new Section(config, "mipactors");
        var cores = Environment.ProcessorCount;
        return new MipSettings(
            JobSettings.From(root.Sub("jobs")),
            root.Sub("runs").CountOrAuto("room", least: 1, auto: cores),
            root.Sub("runs").TimeOrZero("proof"),
            PoolSettings.From(root.Sub("sandboxes"), cores + 2),
            PoolSettings.From(root.Sub("solvers"), cores + 2),
            root.Sub("solvers").CountOrAuto("most-threads", least: 1, auto: cores),
            EscalationSettings.From(root.Sub("escalation")),
            LibrarySettings.From(root.Sub("library")),
            LimitSettings.From(root.Sub("limits")),
            new ContainmentSettings(root.Sub("containment").Text("layer"), root.Sub("containment").Text("minimum")),
            ProvisioningSettings.From(root.Sub("provisioning")),
            PackageSettings.From(root.Sub("packages")),
            HttpSettings.From(root.Sub("http")));
    }
}

/// <summary>Bounds of the queue and of a job's time.</summary>
/// <param name="Capacity">Jobs that may wait or run at once.</param>
/// <param name="DefaultTimeout">Wall-clock time of a job that names none.</param>
/// <param name="LongestTimeout">The longest that a job may ask for.</param>
/// <param name="Patience">How long a call over MCP is kept waiting for its job.</param>
/// <param name="MostLosses">A job that was running on so many nodes that were lost is not tried again.</param>
/// <param name="Journal">Where durable jobs are written down: <c>sqlite</c>, or PostgreSQL's connection string; null for nowhere.</param>
public sealed record JobSettings(int Capacity, TimeSpan DefaultTimeout, TimeSpan LongestTimeout, TimeSpan Patience, int MostLosses, string? Journal)
{
    internal static JobSettings From(Section section) => new(
        section.Count("capacity", 1), section.Time("default-timeout"), section.Time("longest-timeout"), section.Time("patience"), section.Count("most-losses", 1),
        JournalOf(section));

    private static string? JournalOf(Section section) => section.OptionalText("journal") is not { } journal ? null
        : journal == "sqlite" || journal.Contains('=', StringComparison.Ordinal) ? journal
        : throw new SettingException($"The setting mipactors.jobs.journal is '{journal}'; it takes sqlite, a connection string of PostgreSQL (Host=...;Username=...), or nothing.");
}

/// <summary>A pool of child processes of one kind.</summary>
/// <param name="Warm">Kept ready at least.</param>
/// <param name="MostWarm">Kept ready at most, while as many are used at once.</param>
/// <param name="Most">At most so many processes.</param>
/// <param name="Refill">Whether one that is handed out is replaced.</param>
/// <param name="MaxAge">An idle one is replaced at this age.</param>
/// <param name="RestAfter">None is kept ready when nothing was asked for so long.</param>
/// <param name="StartTimeout">One that is not ready by then has failed.</param>
public sealed record PoolSettings(int Warm, int MostWarm, int Most, bool Refill, TimeSpan MaxAge, TimeSpan RestAfter, TimeSpan StartTimeout)
{
    /// <summary>One for two cores and for each 2 GiB that this process may use, at least one, at most four.</summary>
    private static int AutoMostWarm => (int)Math.Clamp(
        Math.Min(Environment.ProcessorCount / 2, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 31), 1, 4);

    internal static PoolSettings From(Section section, int defaultMost) => new(
        section.CountOrAuto("warm", least: 0, auto: 1), section.CountOrAuto("warm", least: 0, auto: AutoMostWarm),
        section.CountOrAuto("most", least: 1, auto: defaultMost), section.Flag("refill"),
        section.Time("max-age"), section.Time("rest-after"), section.Time("start-timeout"));
}

/// <summary>Budgets of the steps that end a child.</summary>
/// <param name="Graceful">After the exit command.</param>
/// <param name="Terminate">After SIGTERM.</param>
/// <param name="Kill">After SIGKILL, before the next SIGKILL.</param>
public sealed record EscalationSettings(TimeSpan Graceful, TimeSpan Terminate, TimeSpan Kill)
{
    internal static EscalationSettings From(Section section) =>
        new(section.Time("graceful"), section.Time("terminate"), section.Time("kill"));
}

/// <summary>Where reports of ended jobs and models are kept, and how many, of each owner.</summary>
/// <param name="Folder">Absolute path of the folder.</param>
/// <param name="MostReports">At most so many reports that are no stored model's.</param>
/// <param name="MaxAge">None of those older than this.</param>
/// <param name="MostModels">At most so many models.</param>
/// <param name="MostSolutions">At most so many reports of each model.</param>
/// <param name="MostBytes">At most so much of reports in all.</param>
public sealed record LibrarySettings(string Folder, int MostReports, TimeSpan MaxAge, int MostModels, int MostSolutions, long MostBytes)
{
    internal static LibrarySettings From(Section section) => new(
        section.OptionalText("folder") ?? UserFolder.Data, section.Count("most-reports", 1), section.Time("max-age"),
        section.Count("most-models", 1), section.Count("most-solutions", 1), section.Bytes("most-size"));
}

/// <summary>Sizes of what comes in.</summary>
/// <param name="CodeBytes">The program's text.</param>
/// <param name="DataBytes">The data as JSON.</param>
/// <param name="ModelTextBytes">A model as text, unpacked.</param>
/// <param name="OutputBytes">What the program may print.</param>
/// <param name="ProgramMemoryBytes">Memory of Python.</param>
/// <param name="ProcessMemoryBytes">Resident memory of everything in a sandbox.</param>
/// <param name="JavaScriptHeapBytes">JavaScript's own heap in a sandbox.</param>
/// <param name="SolverMemoryBytes">Resident memory of a solver worker.</param>
/// <param name="Tasks">Threads and processes in a sandbox.</param>
/// <param name="FrameBytes">One message from or to a sandbox.</param>
/// <param name="Columns">Columns of a model.</param>
/// <param name="Rows">Rows of a model.</param>
/// <param name="NonZeros">Non-zeros of a model.</param>
public sealed record LimitSettings(
    long CodeBytes,
    long DataBytes,
    long ModelTextBytes,
    long OutputBytes,
    long ProgramMemoryBytes,
    long ProcessMemoryBytes,
    long JavaScriptHeapBytes,
    long SolverMemoryBytes,
    int Tasks,
    int FrameBytes,
    int Columns,
    int Rows,
    int NonZeros)
{
    // Deno has a dozen threads of its own, and more while it reads files.
    private const int LeastTasks = 32;

    /// <summary>Three quarters of what this process may use: the rest is the server's and the sandboxes'.</summary>
    private static long AutoSolverMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    internal static LimitSettings From(Section section) => new(
        section.Bytes("code"), section.Bytes("data"), section.Bytes("model-text"), section.Bytes("output"), section.Bytes("program-memory"),
        section.Bytes("process-memory"), section.Bytes("javascript-heap"), section.BytesOrAuto("solver-memory", AutoSolverMemory), section.Count("tasks", LeastTasks),
        (int)section.Bytes("frame", Frame.HardCapBytes),
        section.Count("columns", 1), section.Count("rows", 1), section.Count("non-zeros", 1));
}

/// <summary>Which containment layer is taken, and the level below which the server refuses to start.</summary>
/// <param name="Layer"><c>auto</c>, <c>bubblewrap</c>, <c>unshare</c> or <c>portable</c>.</param>
/// <param name="Minimum"><c>portable</c>, <c>namespaces</c> or <c>full</c>.</param>
public sealed record ContainmentSettings(string Layer, string Minimum);

/// <summary>Where the set-up goes and how long it may wait.</summary>
/// <param name="Folder">The cache folder, or null for the default.</param>
/// <param name="PulpWheel">A PuLP wheel to take, or null.</param>
/// <param name="Patience">How long to wait for another process that sets up.</param>
public sealed record ProvisioningSettings(string? Folder, string? PulpWheel, TimeSpan Patience)
{
    internal static ProvisioningSettings From(Section section) =>
        new(section.OptionalText("folder"), section.OptionalText("pulp-wheel"), section.Time("patience"));
}

/// <summary>What programs may import beside the standard library and PuLP.</summary>
/// <param name="Wheels">Absolute path of a folder with wheels, or null.</param>
/// <param name="Fetch">Names of packages of Pyodide's own distribution that the set-up fetches.</param>
/// <param name="Source">Where from, or null for where Pyodide's project keeps them.</param>
/// <param name="AllowedImports">Modules that may be imported; * for every one that is there.</param>
/// <param name="RefusedImports">Modules that may not.</param>
public sealed record PackageSettings(
    string? Wheels, IReadOnlyList<string> Fetch, Uri? Source, IReadOnlyList<string> AllowedImports, IReadOnlyList<string> RefusedImports)
{
    internal static PackageSettings From(Section section) => new(
        section.OptionalFolder("wheels"), section.Words("fetch"), section.OptionalAddress("source"), section.Words("allowed-imports"), section.Words("refused-imports"));
}
