using MipActors.Core.Model;

namespace MipActors.Sandbox;

/// <summary>
/// What a sandbox says. All of it is a program's word: capped in size and checked in shape, never to be believed. Texts may
/// hold control characters.
/// </summary>
public abstract record SandboxMessage
{
    private protected SandboxMessage()
    {
    }
}

/// <summary>Python waits for its program.</summary>
/// <param name="Pyodide">Version of Pyodide.</param>
/// <param name="Python">Version of Python.</param>
/// <param name="Pulp">Version of PuLP.</param>
/// <param name="Deno">Version of Deno.</param>
/// <param name="FromSnapshot">True when the memory snapshot was used.</param>
/// <param name="StartMilliseconds">Milliseconds from Hello to here, inside the worker.</param>
/// <param name="SnapshotProblem">Why the snapshot that was given could not be used, or null.</param>
public sealed record SandboxReady(
    string Pyodide,
    string Python,
    string Pulp,
    string Deno,
    bool FromSnapshot,
    double StartMilliseconds,
    string? SnapshotProblem = null) : SandboxMessage;

/// <summary>The guardian answers a ping.</summary>
public sealed record SandboxPong : SandboxMessage;

/// <summary>The two streams a program prints to.</summary>
public enum OutputChannel : byte
{
    /// <summary>Standard output.</summary>
    Stdout = 1,

    /// <summary>Standard error.</summary>
    Stderr = 2,
}

/// <summary>The program printed something.</summary>
/// <param name="Channel">Where to.</param>
/// <param name="Text">What; bytes that are no UTF-8 came in as U+FFFD.</param>
public sealed record SandboxOutput(OutputChannel Channel, string Text) : SandboxMessage;

/// <summary>The program called <c>solve()</c> and is blocked until it is answered.</summary>
/// <param name="Call">The model, and the options with the program's own arguments in them: not checked against any limit.</param>
/// <param name="Sets">Special ordered sets over the columns of the model.</param>
public sealed record SandboxSolveRequested(SolveCall Call, IReadOnlyList<OrderedSet> Sets) : SandboxMessage;

/// <summary>The sandbox can not go on and ends itself.</summary>
/// <param name="Text">Why.</param>
public sealed record SandboxFault(string Text) : SandboxMessage;

/// <summary>How a program ended.</summary>
public enum ProgramOutcome
{
    /// <summary>It came to its end; its solves, if any, were answered.</summary>
    Completed,

    /// <summary>It is not Python.</summary>
    SyntaxError,

    /// <summary>An exception that it did not catch, <c>sys.exit</c> with something else than 0 included.</summary>
    Exception,

    /// <summary>It was interrupted.</summary>
    Interrupted,

    /// <summary>It made no problem to solve.</summary>
    NoProblem,

    /// <summary>It made several problems and solved none.</summary>
    SeveralProblems,

    /// <summary>A solve could not be answered, and it did not catch that.</summary>
    SolveFailed,

    /// <summary>It was looked at and not run.</summary>
    Validated,
}

/// <summary>A problem that a program stated.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Variables">Number of its variables.</param>
/// <param name="Constraints">Number of its constraints.</param>
public sealed record StatedProblem(string Name, int Variables, int Constraints);

/// <summary>The program has ended; nothing comes after this.</summary>
public sealed record SandboxFinished : SandboxMessage
{
    /// <summary>How it ended.</summary>
    public required ProgramOutcome Outcome { get; init; }

    /// <summary>What went wrong, for the person who wrote the program; empty when nothing did.</summary>
    public required string Message { get; init; }

    /// <summary>Number of solves it asked for.</summary>
    public required int Solves { get; init; }

    /// <summary>What was understood otherwise than it may have been meant.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Python's name of the exception, or null.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>The traceback with the program's own lines, or null.</summary>
    public string? Traceback { get; init; }

    /// <summary>What to do about a classic mistake, or null.</summary>
    public string? Hint { get; init; }

    /// <summary>Line of the program, from 1, or null.</summary>
    public int? Line { get; init; }

    /// <summary>Column in that line, from 1, or null.</summary>
    public int? Column { get; init; }

    /// <summary>Bytes of stdout beyond the cap, dropped.</summary>
    public long StdoutDroppedBytes { get; init; }

    /// <summary>Bytes of stderr beyond the cap, dropped.</summary>
    public long StderrDroppedBytes { get; init; }

    /// <summary>What was seen in a program that was only looked at, at most 101.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The problems in question when the program solved none itself, at most 20.</summary>
    public IReadOnlyList<StatedProblem> Problems { get; init; } = [];

    /// <summary>The files that the program made or changed, at most 200; with their content where that was asked for and the limit allows.</summary>
    public IReadOnlyList<ProgramFile> Files { get; init; } = [];
}
