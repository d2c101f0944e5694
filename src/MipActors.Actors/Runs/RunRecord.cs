using System.Text;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Actors.Runs;

/// <summary>One solve of a Run.</summary>
/// <param name="Model">The model that was solved.</param>
/// <param name="Solution">The answer.</param>
/// <param name="Verification">Its check; null without values or when none was wanted.</param>
/// <param name="Proof">What exact arithmetic says of it; null where no proof was tried.</param>
internal sealed record SolveRecord(LinearModel Model, Solution Solution, VerificationReport? Verification, ProofReport? Proof = null);

/// <summary>What a Run has gathered so far; everything that a report is made of.</summary>
internal sealed class RunRecord(string jobId, SolveRequest request)
{
    private const int MostWarnings = 50;
    private const int MostLogCharacters = 256 * 1024;

    private readonly StringBuilder _stdout = new();
    private readonly StringBuilder _stderr = new();
    private readonly StringBuilder _log = new();
    private readonly List<string> _warnings = [];
    private long _logPrinted;

    public string JobId { get; } = jobId;

    public SolveRequest Request { get; } = request;

    public StageClock Clock { get; } = new();

    /// <summary>The files that the program wrote.</summary>
    public IReadOnlyList<ProgramFile> Files { get; set; } = [];

    /// <summary>The last solve, or null; of a problem that the caller named, its last solve once there is one.</summary>
    public SolveRecord? Last { get; private set; }

    public int Solves { get; private set; }

    /// <summary>Why the last wish of the program to solve was refused, or null.</summary>
    public JobFault? Refusal { get; set; }

    public void Print(OutputChannel channel, string text) => (channel == OutputChannel.Stderr ? _stderr : _stdout).Append(text);

    /// <summary>Prints a piece of a solver's log, as far as there is room for it; gives what was printed.</summary>
    public string PrintLog(string text, long mostCharacters)
    {
        var room = mostCharacters - _logPrinted;
        _logPrinted += text.Length;
        var kept = room <= 0 ? "" : text.Length <= room ? text : $"{text[..(int)room]}\n[the solvers' logs are cut here: {mostCharacters} characters are the most]\n";
        Print(OutputChannel.Stdout, kept);
        return kept;
    }

    public void Log(string text)
    {
        if (_log.Length < MostLogCharacters)
        {
            _log.Append(text.AsSpan(0, Math.Min(text.Length, MostLogCharacters - _log.Length)));
        }
    }

    public void Warn(string warning)
    {
        if (_warnings.Count < MostWarnings && !_warnings.Contains(warning))
        {
            _warnings.Add(warning);
        }
    }

    public void Warn(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
        {
            Warn(warning);
        }
    }

    public void Solved(SolveRecord solve)
    {
        if (Last?.Verification is { IsValid: false })
        {
            Warn($"The answer to solve {Solves} did not pass verification.");
        }

        Solves++;
        if (!IsNamed(solve) && Last is { } last && IsNamed(last))
        {
            return; // The caller named the problem that is the answer, and this is another.
        }

        Last = solve;
    }

    private bool IsNamed(SolveRecord solve) => Request.Problem is { } named && solve.Model.Name == named.Replace(' ', '_');

    /// <summary>The last solve was put to a proof.</summary>
    public void Proved(ProofReport? proof) => Last = Last is { } last ? last with { Proof = proof } : null;

    /// <summary>A report of all that is known, with this ending.</summary>
    public JobReport Report(JobOutcome outcome, string message, JobFault? fault, long stdoutDropped = 0, long stderrDropped = 0) => new()
    {
        JobId = JobId,
        Outcome = outcome,
        Message = message,
        Fault = fault,
        Output = new ProgramOutput(_stdout.ToString(), _stderr.ToString(), stdoutDropped, stderrDropped),
        Model = Last?.Model,
        Solution = Last?.Solution,
        Verification = Last?.Verification,
        Proof = Last?.Proof,
        Solves = Solves,
        Warnings = [.. _warnings],
        Files = Files,
        SolverLog = _log.Length > 0 ? _log.ToString() : null,
        Timings = Clock.Read(),
    };
}
