namespace MipActors.Core.Model;

/// <summary>How a job ended, as a caller has to act on it.</summary>
public enum JobOutcome : byte
{
    /// <summary>There is an answer: optimal, or the best found when a limit came.</summary>
    Answered = 0,

    /// <summary>The model has no answer: infeasible or unbounded.</summary>
    NoAnswer = 1,

    /// <summary>The caller's program, data or arguments are wrong; the fault says where.</summary>
    BadInput = 2,

    /// <summary>This software or its surroundings failed.</summary>
    InternalFault = 3,

    /// <summary>A limit was reached before there was any answer.</summary>
    LimitReached = 4,

    /// <summary>The caller called it off.</summary>
    Cancelled = 5,

    /// <summary>The solver gave an answer that does not satisfy the model.</summary>
    VerificationFailed = 6,
}

/// <summary>What was wrong, where, and what to do: for the person who must act.</summary>
/// <param name="Code">A stable word for the kind of fault, like <c>syntax-error</c>.</param>
/// <param name="Message">What was wrong.</param>
public sealed record JobFault(string Code, string Message)
{
    /// <summary>What to do about it, or null.</summary>
    public string? Hint { get; init; }

    /// <summary>Line of the program, from 1, or null.</summary>
    public int? Line { get; init; }

    /// <summary>Column of the program, from 1, or null.</summary>
    public int? Column { get; init; }

    /// <summary>Python's traceback, trimmed to the user's lines, or null.</summary>
    public string? Traceback { get; init; }
}

/// <summary>What the program printed.</summary>
/// <param name="Stdout">Its standard output, up to the limit.</param>
/// <param name="Stderr">Its standard error, up to the limit.</param>
/// <param name="StdoutDroppedBytes">Bytes beyond the limit, not kept.</param>
/// <param name="StderrDroppedBytes">Bytes beyond the limit, not kept.</param>
public sealed record ProgramOutput(string Stdout, string Stderr, long StdoutDroppedBytes, long StderrDroppedBytes)
{
    /// <summary>Nothing was printed.</summary>
    public static ProgramOutput Nothing { get; } = new("", "", 0, 0);
}

/// <summary>Where the time of a job went; wall clock.</summary>
/// <param name="Queue">Until a Run took the job.</param>
/// <param name="Sandbox">Waiting for a sandbox.</param>
/// <param name="Program">The program itself, without its solves.</param>
/// <param name="Solve">All solves, transfer included.</param>
/// <param name="Verify">All checks.</param>
/// <param name="Total">From the request to the report.</param>
public sealed record StageTimings(TimeSpan Queue, TimeSpan Sandbox, TimeSpan Program, TimeSpan Solve, TimeSpan Verify, TimeSpan Total)
{
    /// <summary>No time at all.</summary>
    public static StageTimings Zero { get; } = new(default, default, default, default, default, default);
}

/// <summary>The answer to one <see cref="SolveRequest"/>.</summary>
public sealed record JobReport
{
    /// <summary>Id of the job.</summary>
    public required string JobId { get; init; }

    /// <summary>How it ended.</summary>
    public required JobOutcome Outcome { get; init; }

    /// <summary>The same in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What was wrong; null when nothing was.</summary>
    public JobFault? Fault { get; init; }

    /// <summary>What the program printed.</summary>
    public ProgramOutput Output { get; init; } = ProgramOutput.Nothing;

    /// <summary>The model of the last solve, or null when there was none.</summary>
    public LinearModel? Model { get; init; }

    /// <summary>The solver's answer to <see cref="Model"/>, or null.</summary>
    public Solution? Solution { get; init; }

    /// <summary>The check of <see cref="Solution"/>, or null when there were no values or no check was wanted.</summary>
    public VerificationReport? Verification { get; init; }

    /// <summary>What exact arithmetic says of <see cref="Solution"/>, or null where no proof was tried: a MIP's optimum, a limit.</summary>
    public ProofReport? Proof { get; init; }

    /// <summary>Number of solves the program made, the one at its end included.</summary>
    public int Solves { get; init; }

    /// <summary>The files that the program wrote, by name.</summary>
    public IReadOnlyList<ProgramFile> Files { get; init; } = [];

    /// <summary>What was seen in a program that was only looked at, from its top to its end; null for one that was run.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    /// <summary>What the caller should know though it is no fault.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The solver's log, when it was wanted; capped.</summary>
    public string? SolverLog { get; init; }

    /// <summary>Where the time went.</summary>
    public StageTimings Timings { get; init; } = StageTimings.Zero;
}
