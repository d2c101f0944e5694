using System.ComponentModel;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Reports;
using MipActors.Solving;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>get_solver_info</c>: what this server has and allows.</summary>
[McpServerToolType]
internal sealed class GetSolverInfoTool(ServiceGate gate)
{
    // What a solver worker takes when nothing is asked for; every report states what was in force.
    private const int DefaultThreads = 1;
    private const int DefaultSeed = 0;
    private const double DefaultGap = 1e-9;

    [McpServerTool(
        Name = "get_solver_info",
        Title = "Solvers, versions and limits",
        UseStructuredContent = true,
        OutputSchemaType = typeof(SolverInfoView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Tells which solvers this server has (version, problem classes, features, which is taken by default), the versions of Python and PuLP that "
        + "programs run in, the limits of time, memory, threads and sizes, and how programs are contained. Read from the running libraries.")]
    public async Task<CallToolResult> DescribeAsync(CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var settings = service.Settings;
        var problems = new List<string>();
        // Both at once: either may have to be started first.
        var solvers = service.DescribeSolversAsync(cancellation);
        var sandbox = service.DescribeSandboxAsync(cancellation);
        var view = new SolverInfoView
        {
            Solvers = await OrAsync(solvers, problems) is { } known ? [.. known.Select(EntryOf)] : [],
            SolverWorker = WorkerLaunch.IsNative(AppContext.BaseDirectory) ? "native" : "managed",
            Sandbox = await OrAsync(sandbox, problems) is { } ready
                ? new SandboxView { Pyodide = ready.Pyodide, Python = ready.Python, Pulp = ready.Pulp, Deno = ready.Deno, FromSnapshot = ready.FromSnapshot }
                : null,
            Defaults = new DefaultsView
            {
                TimeLimit = settings.Jobs.DefaultTimeout.TotalSeconds,
                Threads = Math.Min(DefaultThreads, settings.MostThreads),
                Seed = DefaultSeed,
                Gap = DefaultGap,
            },
            Limits = LimitsOf(settings),
            Containment = ContainmentOf(service.Launcher),
            Problems = problems,
        };
        return ToolResults.Of(view, TextOf(view));
    }

    private static async Task<T?> OrAsync<T>(Task<T> question, List<string> problems)
        where T : class
    {
        try
        {
            return await question;
        }
        catch (InvalidOperationException fault)
        {
            problems.Add(fault.Message);
            return null;
        }
    }

    private static SolverInfoEntry EntryOf(SolverDescription solver) => new()
    {
        Id = solver.Id,
        Name = solver.Name,
        Version = solver.Version,
        ProblemClasses = solver.ProblemClasses,
        DefaultFor = solver.DefaultFor,
        Supports = [.. SupportsOf(solver.Supports)],
    };

    private static IEnumerable<string> SupportsOf(SolverSupport supports)
    {
        (string Name, bool Has)[] all =
        [
            ("duals", supports.Duals), ("mip_start", supports.MipStart), ("progress", supports.Progress), ("interrupt", supports.Interrupt),
            ("log", supports.Log), ("threads", supports.Threads), ("raw_parameters", supports.RawParameters),
        ];
        return all.Where(feature => feature.Has).Select(feature => feature.Name);
    }

    private static LimitsView LimitsOf(MipSettings settings) => new()
    {
        TimeLimit = settings.Jobs.LongestTimeout.TotalSeconds,
        Threads = settings.MostThreads,
        ProgramMemoryBytes = settings.Limits.ProgramMemoryBytes,
        CodeBytes = settings.Limits.CodeBytes,
        DataBytes = settings.Limits.DataBytes,
        OutputBytes = settings.Limits.OutputBytes,
        Variables = settings.Limits.Columns,
        Constraints = settings.Limits.Rows,
        NonZeros = settings.Limits.NonZeros,
        RunningJobs = settings.RunRoom,
        Jobs = settings.Jobs.Capacity,
    };

    private static ContainmentView ContainmentOf(Launcher launcher)
    {
        var layer = launcher.Diagnosis.First(diagnosis => diagnosis.Level == launcher.Level);
        return new ContainmentView { Level = launcher.Level.ToString().ToLowerInvariant(), Layer = layer.Layer, ProtectsFrom = layer.ProtectsFrom };
    }

    private static string TextOf(SolverInfoView view)
    {
        var lines = view.Solvers
            .Select(solver => $"{solver.Id}: {solver.Name} {solver.Version}, {string.Join(" and ", solver.ProblemClasses)}"
                + (solver.DefaultFor.Count > 0 ? $", default for {string.Join(" and ", solver.DefaultFor)}" : ""))
            .Append($"solver worker: {view.SolverWorker}")
            .Concat(view.Sandbox is { } sandbox ? [$"programs: Python {sandbox.Python}, PuLP {sandbox.Pulp} (Pyodide {sandbox.Pyodide})"] : [])
            .Append($"time limit {view.Defaults.TimeLimit:0.###} s by default, {view.Limits.TimeLimit:0.###} s at most; threads {view.Defaults.Threads}, at most {view.Limits.Threads}")
            .Append($"containment: {view.Containment.Level} ({view.Containment.Layer})")
            .Concat(view.Problems);
        return string.Join('\n', lines) + "\n";
    }
}
