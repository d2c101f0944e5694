using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Sandbox;

namespace MipActors.Actors.Runs;

/// <summary>What a Run's end means for its caller: pure decisions from what was gathered to a report.</summary>
internal static class RunVerdict
{
    /// <summary>The program came to its end by itself.</summary>
    public static JobReport Of(RunRecord record, SandboxFinished finished)
    {
        foreach (var warning in finished.Warnings)
        {
            record.Warn(warning);
        }

        record.Files = finished.Files;
        if (finished.Outcome == ProgramOutcome.Validated)
        {
            return record.Report(JobOutcome.Answered, FindingsMessage(finished.Findings), null) with { Findings = finished.Findings };
        }

        var (outcome, message, fault) = record.Last switch
        {
            { } last when finished.Outcome == ProgramOutcome.Completed => OfSolution(last),
            { Solution.HasValues: false } last when finished.Outcome == ProgramOutcome.Exception && record.Refusal is null => WithoutValues(record, last, finished),
            _ => OfFailure(record, finished),
        };
        return record.Report(outcome, message, fault, finished.StdoutDroppedBytes, finished.StderrDroppedBytes);
    }

    /// <summary>A model that came as text was solved.</summary>
    public static JobReport OfModel(RunRecord record)
    {
        var (outcome, message, fault) = OfSolution(record.Last!);
        return record.Report(outcome, message, fault);
    }

    /// <summary>A model that came as text is not solved.</summary>
    public static JobReport Refused(RunRecord record, JobFault fault) => record.Report(OutcomeOf(fault), fault.Message, fault);

    /// <summary>The text is no model.</summary>
    public static JobFault NotRead(ModelFormatException fault) => new(
        "model-text", fault.Line is { } line ? $"Line {line} of the model: {fault.Message}." : $"The model can not be read: {fault.Message}.")
    {
        Hint = fault.Hint,
        Line = fault.Line,
    };

    /// <summary>The Run was stopped; what there is comes along.</summary>
    public static JobReport Stopped(RunRecord record, StopCause cause, TimeSpan timeout, string? traceback = null)
    {
        var fault = StopFault(cause, timeout, record.Clock.Stage) with { Traceback = traceback };
        if (record.Last is not { Solution.HasValues: true } last)
        {
            return record.Report(OutcomeOf(cause), fault.Message, fault);
        }

        var kept = OfSolution(last);
        if (cause != StopCause.Deadline)
        {
            return record.Report(OutcomeOf(cause), $"{fault.Message} What was found by then: {kept.Message}", fault);
        }

        record.Warn($"{fault.Message} This is the answer to its last solve, number {record.Solves}.");
        return record.Report(kept.Outcome, kept.Message, kept.Fault);
    }

    /// <summary>The job was stopped before a Run could say anything.</summary>
    public static JobReport Stopped(string jobId, StopCause cause, TimeSpan timeout, JobProgress? last)
    {
        var fault = StopFault(cause, timeout, last?.Stage ?? JobStage.Queued);
        var found = last?.Solve?.Incumbent is { } incumbent
            ? $" The best solution found by then had the objective {incumbent:G10}" + (last.Solve.DualBound is { } bound ? $" (dual bound {bound:G10})." : ".")
            : "";
        return new JobReport { JobId = jobId, Outcome = OutcomeOf(cause), Message = fault.Message + found, Fault = fault };
    }

    /// <summary>The job failed for a reason that is no matter of its program's end.</summary>
    public static JobReport Faulted(string jobId, JobOutcome outcome, JobFault fault) =>
        new() { JobId = jobId, Outcome = outcome, Message = fault.Message, Fault = fault };

    private static (JobOutcome Outcome, string Message, JobFault? Fault) OfSolution(SolveRecord solve)
    {
        var solution = solve.Solution;
        if (solve.Verification is { IsValid: false } check)
        {
            var fault = new JobFault("verification-failed", Violated(check, solution))
            {
                Hint = "Do not use these values. Try another solver, tighten the solver's tolerances, or look for badly scaled coefficients (big M).",
            };
            return (JobOutcome.VerificationFailed, fault.Message, fault);
        }

        if (solve.Proof is { Verdict: ProofVerdict.Refuted } proof)
        {
            var fault = new JobFault("proof-refutes", $"The solver's answer ({solution.Solver}: {solution.Status}) is wrong: {proof.Reason}.")
            {
                Hint = "Do not use this answer. Try another solver; badly scaled coefficients are the most common cause.",
            };
            return (JobOutcome.VerificationFailed, fault.Message, fault);
        }

        return solution.Status switch
        {
            SolveStatus.Optimal => (JobOutcome.Answered, $"Optimal: objective {solution.Objective:G12}.", null),
            SolveStatus.Feasible => (JobOutcome.Answered, FeasibleMessage(solution), null),
            SolveStatus.Infeasible => (JobOutcome.NoAnswer, Reasoned("The model is infeasible: no point satisfies all constraints", solution), null),
            SolveStatus.Unbounded => (JobOutcome.NoAnswer, Reasoned("The model is unbounded: its objective can be improved without end", solution), null),
            SolveStatus.InfeasibleOrUnbounded => (JobOutcome.NoAnswer, Sentence("The model is infeasible or unbounded", solution), null),
            SolveStatus.NoSolution when solution.StopReason == StopReason.Interrupted =>
                (JobOutcome.Cancelled, "The solve was stopped before a solution was found.", null),
            SolveStatus.NoSolution => (JobOutcome.LimitReached, NoSolutionMessage(solution), null),
            _ => (JobOutcome.InternalFault, Sentence("The solver gave up for numerical reasons", solution), NumericalTrouble(solution)),
        };
    }

    /// <summary>The program did not expect that there is no answer, and failed over it: that there is none is the news.</summary>
    private static (JobOutcome Outcome, string Message, JobFault? Fault) WithoutValues(RunRecord record, SolveRecord last, SandboxFinished finished)
    {
        var line = finished.Line is { } number ? $" in line {number}" : "";
        record.Warn($"After its last solve, which brought no values, the program ended{line} with {finished.ExceptionType}: {finished.Message}");
        return OfSolution(last);
    }

    private static (JobOutcome Outcome, string Message, JobFault? Fault) OfFailure(RunRecord record, SandboxFinished finished)
    {
        // A refused solve surfaces in the program as an exception; the refusal is the better explanation.
        var refusal = finished.Outcome is ProgramOutcome.SolveFailed or ProgramOutcome.Exception ? record.Refusal : null;
        var fault = (refusal ?? new JobFault(CodeOf(finished.Outcome), MessageOf(finished)) { Hint = finished.Hint ?? HintOf(finished.Outcome) }) with
        {
            Line = finished.Line,
            Column = finished.Column,
            // Without a line of the program in it, it has our own alone.
            Traceback = refusal is not null && finished.Line is null ? null : finished.Traceback,
        };
        return (OutcomeOf(fault), fault.Message, fault);
    }

    private static JobOutcome OutcomeOf(JobFault refusal) =>
        refusal.Code is "start-failed" or "solver-lost" or RaceDecision.DisagreesCode ? JobOutcome.InternalFault : JobOutcome.BadInput;

    private static string CodeOf(ProgramOutcome outcome) => outcome switch
    {
        ProgramOutcome.SyntaxError => "syntax-error",
        ProgramOutcome.NoProblem or ProgramOutcome.Completed => "no-problem",
        ProgramOutcome.SeveralProblems => "several-problems",
        ProgramOutcome.SolveFailed => "solve-failed",
        ProgramOutcome.Interrupted => "interrupted",
        _ => "program-exception",
    };

    private static string MessageOf(SandboxFinished finished) => finished.Outcome switch
    {
        ProgramOutcome.Completed => "The program defines no LpProblem.",
        ProgramOutcome.NoProblem or ProgramOutcome.SeveralProblems => finished.Message,
        _ => finished.ExceptionType is { } type ? $"{type}: {finished.Message}" : finished.Message,
    };

    private static string? HintOf(ProgramOutcome outcome) => outcome switch
    {
        ProgramOutcome.NoProblem or ProgramOutcome.Completed =>
            "Create one with `prob = LpProblem(\"name\", LpMinimize)`, add the objective and the constraints with `prob += …`.",
        ProgramOutcome.SeveralProblems => "Call `.solve()` on the one that you want answered, or name it in the argument `problem`.",
        ProgramOutcome.SyntaxError => "Mend the line that is named and send the whole program again.",
        ProgramOutcome.Exception => "The traceback names the line of your program; mend it and send the whole program again.",
        _ => null,
    };

    private static string FindingsMessage(IReadOnlyList<Finding> findings)
    {
        var errors = findings.Count(finding => finding.Severity == FindingSeverity.Error);
        var warnings = findings.Count - errors;
        return findings.Count == 0 ? "Nothing wrong was seen in the program; it was not run."
            : $"{Counted(errors, "error")} and {Counted(warnings, "warning")} were seen in the program; it was not run.";

        static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
    }

    private static string FeasibleMessage(Solution solution)
    {
        var gap = solution.RelativeGap is { } relative ? $", gap {relative:P2}" : "";
        return $"Feasible, not proven optimal: objective {solution.Objective:G12}{gap}; {Why(solution)}.";
    }

    private static string NoSolutionMessage(Solution solution) => $"No solution was found, and the model may still have one; {Why(solution)}.";

    /// <summary>Which limit it was.</summary>
    private static string Why(Solution solution) => solution.StopReason switch
    {
        StopReason.TimeLimit => "the time limit was reached",
        StopReason.NodeLimit => "the node limit was reached",
        StopReason.ObjectiveStop => "it came to the objective or bound that was asked for",
        StopReason.Interrupted => "the solve was stopped",
        StopReason.OtherLimit => $"a limit of {solution.Solver}'s own was reached ({solution.Message})",
        _ => $"{solution.Solver} ended without a proof ({solution.Message})",
    };

    private static string Violated(VerificationReport check, Solution solution)
    {
        var worst = check.Constraints.Largest.Select(violation => ("constraint", violation))
            .Concat(check.Bounds.Largest.Select(violation => ("the bounds of variable", violation)))
            .Concat(check.Integrality.Largest.Select(violation => ("the integrality of variable", violation)))
            .OrderByDescending(pair => pair.violation.Relative)
            .FirstOrDefault();
        var what = worst.violation is { } violation
            ? $"it violates {worst.Item1} '{violation.Name}' by {violation.Absolute:G4} (value {violation.Value:G10}, limit {violation.Limit:G10})"
            : $"its objective is {check.Objective:G12}, not {solution.Objective:G12}";
        return $"The solver's answer ({solution.Solver}: {solution.Status}) failed verification: {what}.";
    }

    private static JobFault NumericalTrouble(Solution solution) => new("numerical-trouble", Sentence("The solver gave up for numerical reasons", solution))
    {
        Hint = "Scale the model (coefficients between 1e-3 and 1e4 do well), make big M smaller, or try another solver.",
    };

    /// <summary>A look at the model knows the reason; what a solver adds to its status is the status once more.</summary>
    private static string Reasoned(string text, Solution solution) => solution.Solver == ModelScreen.Solver ? Sentence(text, solution) : text + ".";

    private static string Sentence(string text, Solution solution) => solution.Message.Length == 0 ? text + "." : $"{text} ({solution.Message}).";

    private static JobOutcome OutcomeOf(StopCause cause) => cause == StopCause.Deadline ? JobOutcome.LimitReached : JobOutcome.Cancelled;

    private static JobFault StopFault(StopCause cause, TimeSpan timeout, JobStage stage) => cause switch
    {
        StopCause.Deadline => new JobFault("deadline", stage switch
        {
            JobStage.Running => $"The program was stopped: it ran longer than the {timeout.TotalSeconds:0.###} s that the job had.",
            JobStage.Solving => $"The solver was stopped: the job's {timeout.TotalSeconds:0.###} s were over.",
            _ => $"The job's {timeout.TotalSeconds:0.###} s were over before its program ran to its end.",
        })
        {
            Hint = stage == JobStage.Running ? "Look for an endless loop, or ask for more time (timeout)." : "Ask for more time (timeout), or for less (a larger gap).",
        },
        StopCause.ShuttingDown => new JobFault("shutting-down", "The server is shutting down.") { Hint = "Start it again and repeat the call." },
        _ => new JobFault("cancelled", "The job was cancelled."),
    };
}
