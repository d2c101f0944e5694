using System.ComponentModel;

namespace MipActors.Reports;

/// <summary>What this server has and allows, as <c>get_solver_info</c> gives it out.</summary>
public sealed record SolverInfoView
{
    /// <summary>Solvers.</summary>
    [Description("The solvers of this server, as the running libraries describe themselves.")]
    public required IReadOnlyList<SolverInfoEntry> Solvers { get; init; }

    /// <summary>Worker.</summary>
    [Description("What the solvers run in: native (starts in milliseconds) or managed.")]
    public required string SolverWorker { get; init; }

    /// <summary>Sandbox.</summary>
    [Description("Versions of what a program runs in; null while none is there yet (problems says why).")]
    public SandboxView? Sandbox { get; init; }

    /// <summary>Defaults.</summary>
    [Description("What a call gets that asks for nothing else.")]
    public required DefaultsView Defaults { get; init; }

    /// <summary>Limits.</summary>
    [Description("What a call can not go beyond on this server.")]
    public required LimitsView Limits { get; init; }

    /// <summary>Containment.</summary>
    [Description("How child processes are held on this machine.")]
    public required ContainmentView Containment { get; init; }

    /// <summary>Problems.</summary>
    [Description("Why a part of this answer is missing; empty when nothing is.")]
    public IReadOnlyList<string> Problems { get; init; } = [];
}

/// <summary>One solver.</summary>
public sealed record SolverInfoEntry
{
    /// <summary>Id.</summary>
    [Description("What the argument `solver` of execute_mip_code takes.")]
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    [Description("Name as its authors write it.")]
    public required string Name { get; init; }

    /// <summary>Version.</summary>
    [Description("Version as the loaded library reports it.")]
    public required string Version { get; init; }

    /// <summary>Classes.</summary>
    [Description("Problem classes it solves: LP, MIP.")]
    public required IReadOnlyList<string> ProblemClasses { get; init; }

    /// <summary>Default for.</summary>
    [Description("Problem classes for which it is taken when no solver is named.")]
    public required IReadOnlyList<string> DefaultFor { get; init; }

    /// <summary>Features.</summary>
    [Description("Of duals, mip_start, progress, interrupt, log, threads, raw_parameters those that it supports.")]
    public required IReadOnlyList<string> Supports { get; init; }
}

/// <summary>What a program runs in.</summary>
public sealed record SandboxView
{
    /// <summary>Pyodide.</summary>
    [Description("Version of Pyodide.")]
    public required string Pyodide { get; init; }

    /// <summary>Python.</summary>
    [Description("Version of Python.")]
    public required string Python { get; init; }

    /// <summary>PuLP.</summary>
    [Description("Version of PuLP.")]
    public required string Pulp { get; init; }

    /// <summary>Deno.</summary>
    [Description("Version of Deno, the runtime around Pyodide.")]
    public required string Deno { get; init; }

    /// <summary>Snapshot.</summary>
    [Description("True when sandboxes start from a memory snapshot (fast).")]
    public required bool FromSnapshot { get; init; }
}

/// <summary>Defaults.</summary>
public sealed record DefaultsView
{
    /// <summary>Time.</summary>
    [Description("Wall-clock seconds of a call without `timeout`.")]
    public required double TimeLimit { get; init; }

    /// <summary>Threads.</summary>
    [Description("Threads of a solve.")]
    public required int Threads { get; init; }

    /// <summary>Seed.</summary>
    [Description("Random seed of the solvers: the same input gives the same answer.")]
    public required int Seed { get; init; }

    /// <summary>Gap.</summary>
    [Description("Relative and absolute MIP gap at which a solve stops.")]
    public required double Gap { get; init; }
}

/// <summary>Limits.</summary>
public sealed record LimitsView
{
    /// <summary>Time.</summary>
    [Description("Longest `timeout` in seconds.")]
    public required double TimeLimit { get; init; }

    /// <summary>Threads.</summary>
    [Description("Most threads of a solve.")]
    public required int Threads { get; init; }

    /// <summary>Memory.</summary>
    [Description("Bytes of memory of a program; beyond it Python raises MemoryError.")]
    public required long ProgramMemoryBytes { get; init; }

    /// <summary>Code.</summary>
    [Description("Bytes of a program's text.")]
    public required long CodeBytes { get; init; }

    /// <summary>Data.</summary>
    [Description("Bytes of `data` as JSON.")]
    public required long DataBytes { get; init; }

    /// <summary>Output.</summary>
    [Description("Bytes that a program may print; the rest is counted and dropped.")]
    public required long OutputBytes { get; init; }

    /// <summary>Columns.</summary>
    [Description("Variables of a model.")]
    public required int Variables { get; init; }

    /// <summary>Rows.</summary>
    [Description("Constraints of a model.")]
    public required int Constraints { get; init; }

    /// <summary>Entries.</summary>
    [Description("Non-zero coefficients of a model.")]
    public required int NonZeros { get; init; }

    /// <summary>Running.</summary>
    [Description("Calls that run at once.")]
    public required int RunningJobs { get; init; }

    /// <summary>Queue.</summary>
    [Description("Calls that run or wait; one more is refused with \"busy\".")]
    public required int Jobs { get; init; }
}

/// <summary>Containment.</summary>
public sealed record ContainmentView
{
    /// <summary>Level.</summary>
    [Description("portable (guardians and signals), namespaces (kernel: no descendant survives, no network), or full (and a file system of nothing but what is needed).")]
    public required string Level { get; init; }

    /// <summary>Layer.</summary>
    [Description("The program that does it.")]
    public required string Layer { get; init; }

    /// <summary>What for.</summary>
    [Description("What it protects from.")]
    public required string ProtectsFrom { get; init; }
}
