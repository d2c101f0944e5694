using System.ComponentModel;

namespace MipActors.Reports;

/// <summary>
/// A report as faces give it out: over MCP and as <c>--json</c>. Property names are snake_case there. No NaN and no infinity
/// ever: null stands for a number that is not there. Its shape is held by a golden file.
/// </summary>
public sealed record ReportView
{
    /// <summary>How it ended.</summary>
    [Description("optimal, feasible (a limit stopped the search: not proven best), infeasible, unbounded, infeasible_or_unbounded, no_solution (limit reached before one was found), running (see job_id and progress), cancelled, bad_input, verification_failed, or error.")]
    public required string Status { get; init; }

    /// <summary>The same in one sentence.</summary>
    [Description("The outcome in one sentence.")]
    public required string Message { get; init; }

    /// <summary>Id of the job.</summary>
    [Description("Id of the job.")]
    public string JobId { get; init; } = "";

    /// <summary>Where a running job is.</summary>
    [Description("Where the job is, when status is running; null otherwise.")]
    public ProgressView? Progress { get; init; }

    /// <summary>What was wrong.</summary>
    [Description("What was wrong, where, and what to do next; null when nothing was.")]
    public FaultView? Error { get; init; }

    /// <summary>What the program printed.</summary>
    [Description("What the program printed.")]
    public string Stdout { get; init; } = "";

    /// <summary>What the program printed to stderr.</summary>
    [Description("What the program printed to stderr.")]
    public string Stderr { get; init; } = "";

    /// <summary>Files.</summary>
    [Description("The files that the program wrote.")]
    public IReadOnlyList<FileView> Files { get; init; } = [];

    /// <summary>The answer of the last solve.</summary>
    [Description("The answer to the last solve; null when nothing was solved.")]
    public SolutionView? Solution { get; init; }

    /// <summary>The independent check.</summary>
    [Description("The independent check of the solution against the model; null when there was nothing to check.")]
    public ValidationView? Validation { get; init; }

    /// <summary>The proof.</summary>
    [Description("What exact arithmetic says of an LP's answer (optimal or infeasible); null where no proof was tried, as for a MIP's optimum.")]
    public ProofView? Proof { get; init; }

    /// <summary>The solver.</summary>
    [Description("The solver that answered, its version and its settings in force.")]
    public SolverView? SolverInfo { get; init; }

    /// <summary>Size of the model.</summary>
    [Description("Size of the model of the last solve.")]
    public ModelView? Model { get; init; }

    /// <summary>Number of solves.</summary>
    [Description("Number of solves that the program made.")]
    public int Solves { get; init; }

    /// <summary>Warnings.</summary>
    [Description("What you should know though it is no error.")]
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The solver's log.</summary>
    [Description("The solver's log, when include_solver_output was set.")]
    public string? SolverOutput { get; init; }

    /// <summary>Where the time went.</summary>
    [Description("Wall-clock seconds of each stage.")]
    public TimingsView Timings { get; init; } = new();
}

/// <summary>Where a running job is.</summary>
public sealed record ProgressView
{
    /// <summary>Stage.</summary>
    [Description("queued, setting_up, starting, running, solving or verifying.")]
    public required string Stage { get; init; }

    /// <summary>The same for a person.</summary>
    [Description("The same in a few words.")]
    public string Message { get; init; } = "";

    /// <summary>Incumbent.</summary>
    [Description("Objective of the best solution so far; null when there is none.")]
    public double? Incumbent { get; init; }

    /// <summary>Dual bound.</summary>
    [Description("Best dual bound so far.")]
    public double? BestBound { get; init; }

    /// <summary>Gap.</summary>
    [Description("Relative gap between the two.")]
    public double? Gap { get; init; }

    /// <summary>Nodes.</summary>
    [Description("Branch-and-bound nodes so far.")]
    public long? Nodes { get; init; }

    /// <summary>Seconds of the running solve.</summary>
    [Description("Seconds since the running solve began.")]
    public double? ElapsedSeconds { get; init; }
}

/// <summary>What was wrong.</summary>
public sealed record FaultView
{
    /// <summary>A stable word for the kind.</summary>
    [Description("A stable word for the kind of error, like syntax-error.")]
    public required string Code { get; init; }

    /// <summary>What was wrong.</summary>
    [Description("What was wrong.")]
    public required string Message { get; init; }

    /// <summary>What to do.</summary>
    [Description("What to do about it.")]
    public string? Hint { get; init; }

    /// <summary>Line, from 1.</summary>
    [Description("Line of the program, from 1.")]
    public int? Line { get; init; }

    /// <summary>Column, from 1.</summary>
    [Description("Column of the program, from 1.")]
    public int? Column { get; init; }

    /// <summary>Traceback.</summary>
    [Description("Python's traceback, trimmed to the program's own lines.")]
    public string? Traceback { get; init; }
}

/// <summary>The solver.</summary>
public sealed record SolverView
{
    /// <summary>Id.</summary>
    [Description("Id of the solver; none when the model was answered without one.")]
    public required string Name { get; init; }

    /// <summary>Version.</summary>
    [Description("Version, as the library reports it.")]
    public string Version { get; init; } = "";

    /// <summary>Why this one.</summary>
    [Description("Why this solver was taken; empty when it was named.")]
    public string Choice { get; init; } = "";

    /// <summary>Its word.</summary>
    [Description("The solver's own word for the outcome.")]
    public string Message { get; init; } = "";

    /// <summary>Settings.</summary>
    [Description("Settings in force: seed, threads, gaps, limits.")]
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Size of a model.</summary>
public sealed record ModelView
{
    /// <summary>Name.</summary>
    [Description("Name of the problem.")]
    public string Name { get; init; } = "";

    /// <summary>Sense.</summary>
    [Description("minimize or maximize.")]
    public required string Sense { get; init; }

    /// <summary>Columns.</summary>
    [Description("Number of variables.")]
    public int Variables { get; init; }

    /// <summary>Integer columns.</summary>
    [Description("Of them integer or binary.")]
    public int IntegerVariables { get; init; }

    /// <summary>Rows.</summary>
    [Description("Number of constraints.")]
    public int Constraints { get; init; }

    /// <summary>Entries.</summary>
    [Description("Number of non-zero coefficients.")]
    public int NonZeros { get; init; }
}

/// <summary>Seconds.</summary>
public sealed record TimingsView
{
    /// <summary>Queue.</summary>
    [Description("Waiting for a turn.")]
    public double Queue { get; init; }

    /// <summary>Sandbox.</summary>
    [Description("Waiting for a sandbox.")]
    public double Sandbox { get; init; }

    /// <summary>Program.</summary>
    [Description("The Python program itself, or reading the model's text.")]
    public double Program { get; init; }

    /// <summary>Solve.</summary>
    [Description("All solves, transfer included.")]
    public double Solve { get; init; }

    /// <summary>Verify.</summary>
    [Description("All checks, and the proof.")]
    public double Verify { get; init; }

    /// <summary>Total.</summary>
    [Description("From the request to the report.")]
    public double Total { get; init; }
}
