using System.Globalization;
using System.Text.Json;
using MipActors.Core.Model;

namespace MipActors.Reports;

/// <summary>How much of a report is given out, so that no answer floods an agent's context.</summary>
/// <param name="Variables">Variables listed.</param>
/// <param name="Constraints">Constraints listed.</param>
/// <param name="Violations">Violations listed of each kind.</param>
/// <param name="OutputCharacters">Characters of each of stdout, stderr and the solver's log.</param>
/// <param name="Alternatives">Further answers listed.</param>
public sealed record ReportSize(int Variables, int Constraints, int Violations, int OutputCharacters, int Alternatives)
{
    /// <summary>For an agent: some 10,000 tokens at the very most.</summary>
    public static ReportSize Agent { get; } = new(200, 60, 10, 8_000, 10);

    /// <summary>Everything.</summary>
    public static ReportSize Whole { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);
}

/// <summary>Makes the view of a report.</summary>
public static class ReportViews
{
    /// <summary>Content of files in one view; what is wanted in full on request is not cut by <see cref="ReportSize"/>.</summary>
    private const long MostFileBytes = 2 << 20;

    /// <summary>The view, no larger than asked.</summary>
    public static ReportView Of(JobReport report, ReportSize size)
    {
        var solution = report.Solution;
        var model = report.Model;
        return new ReportView
        {
            JobId = report.JobId,
            Status = StatusWord(report),
            Message = report.Message,
            Error = report.Fault is { } fault ? FaultOf(fault) : null,
            Stdout = Cut(report.Output.Stdout, report.Output.StdoutDroppedBytes, size.OutputCharacters),
            Stderr = Cut(report.Output.Stderr, report.Output.StderrDroppedBytes, size.OutputCharacters),
            Files = Files(report.Files),
            Solution = solution is not null && model is not null ? SolutionOf(model, solution, report.Verification, size) : null,
            Validation = report.Verification is { } check ? ValidationOf(check, size) : null,
            Proof = report.Proof is { } proof ? ProofOf(proof) : null,
            SolverInfo = solution is null ? null
                : new SolverView { Name = solution.Solver, Version = solution.SolverVersion, Choice = solution.Choice, Message = solution.Message, Settings = solution.Settings },
            Model = model is null ? null : ModelOf(model),
            Solves = report.Solves,
            Warnings = report.Warnings,
            SolverOutput = report.SolverLog is { } log ? Cut(log, 0, size.OutputCharacters) : null,
            Timings = TimingsOf(report.Timings),
        };
    }

    /// <summary>The view of a job that goes on.</summary>
    public static ReportView Of(string jobId, JobProgress? last) => new()
    {
        JobId = jobId,
        Status = "running",
        Message = $"The job goes on ({last?.Message ?? "waiting"}). Call get_job with job_id \"{jobId}\" to wait for its answer, or cancel_job to stop it and keep what it has found.",
        Progress = last is null ? null : ProgressOf(last),
    };

    /// <summary>The view of a look at a job.</summary>
    public static ProgressView ProgressOf(JobProgress progress) => new()
    {
        Stage = JsonNamingPolicy.SnakeCaseLower.ConvertName(progress.Stage.ToString()),
        Message = progress.Message,
        Incumbent = Finite(progress.Solve?.Incumbent),
        BestBound = Finite(progress.Solve?.DualBound),
        Gap = Finite(progress.Solve?.RelativeGap),
        Nodes = progress.Solve?.Nodes,
        ElapsedSeconds = Finite(progress.Solve?.ElapsedSeconds),
    };

    /// <summary>The one word for how a job ended.</summary>
    public static string StatusWord(JobReport report) => report.Outcome switch
    {
        JobOutcome.Answered when report.Findings is not null => "validated",
        JobOutcome.Answered or JobOutcome.NoAnswer when report.Solution is { } solution => StatusWord(solution.Status),
        JobOutcome.LimitReached => report.Solution?.Status == SolveStatus.Feasible ? "feasible" : "no_solution",
        JobOutcome.Cancelled => "cancelled",
        JobOutcome.BadInput => "bad_input",
        JobOutcome.VerificationFailed => "verification_failed",
        _ => "error",
    };

    /// <summary>snake_case of a status.</summary>
    public static string StatusWord(SolveStatus status) => status switch
    {
        SolveStatus.InfeasibleOrUnbounded => "infeasible_or_unbounded",
        SolveStatus.NoSolution => "no_solution",
        SolveStatus.NumericalTrouble => "numerical_trouble",
        _ => status.ToString().ToLowerInvariant(),
    };

    private static FileView[] Files(IReadOnlyList<ProgramFile> files)
    {
        var budget = MostFileBytes;
        return [.. files.Select(file => FileView.Of(file, ref budget))];
    }

    private static FaultView FaultOf(JobFault fault) => new()
    {
        Code = fault.Code,
        Message = fault.Message,
        Hint = fault.Hint,
        Line = fault.Line,
        Column = fault.Column,
        Traceback = fault.Traceback,
    };

    private static ModelView ModelOf(LinearModel model) => new()
    {
        Name = model.Name,
        Sense = model.Sense == ObjectiveSense.Minimize ? "minimize" : "maximize",
        Variables = model.ColumnCount,
        IntegerVariables = model.IntegerCount,
        Constraints = model.RowCount,
        NonZeros = model.Matrix.NonZeroCount,
    };

    private static TimingsView TimingsOf(StageTimings timings) => new()
    {
        Queue = Seconds(timings.Queue),
        Sandbox = Seconds(timings.Sandbox),
        Program = Seconds(timings.Program),
        Solve = Seconds(timings.Solve),
        Verify = Seconds(timings.Verify),
        Total = Seconds(timings.Total),
    };

    private static SolutionView SolutionOf(LinearModel model, Solution solution, VerificationReport? check, ReportSize size)
    {
        var variables = solution.Values is { } values ? Variables(model, values, size.Variables) : null;
        var constraints = check is { } checkedOnes ? Constraints(model, checkedOnes.RowActivities, size.Constraints) : null;
        return new SolutionView
        {
            Status = StatusWord(solution.Status),
            Confirmation = InsightViews.Of(solution.Confirmation),
            ObjectiveValue = Finite(solution.Objective),
            BestBound = Finite(solution.DualBound),
            Gap = Finite(solution.RelativeGap),
            Variables = variables,
            VariablesOmitted = variables is null ? 0 : model.ColumnCount - variables.Count,
            Constraints = constraints,
            ConstraintsOmitted = constraints is null ? 0 : model.RowCount - constraints.Count,
            SolveTime = Math.Round(solution.SolveSeconds, 6),
            Iterations = solution.Iterations,
            Nodes = solution.Nodes,
            Insight = InsightViews.Insight(model, solution, size),
            UnboundedRay = InsightViews.Ray(model, solution.UnboundedRay, size),
            Explanation = InsightViews.Explanation(model, solution.Explanation),
            Alternatives = InsightViews.Alternatives(model, solution, size),
            AlternativesScope = solution.AlternativeScope == AlternativeScope.None ? null : solution.AlternativeScope.ToString().ToLowerInvariant(),
            Timeline = InsightViews.Timeline(solution.Timeline),
            PrimalIntegral = Finite(solution.PrimalIntegral),
        };
    }

    private static OrderedDictionary<string, double> Variables(LinearModel model, double[] values, int most)
    {
        var listed = new OrderedDictionary<string, double>(Math.Min(most, values.Length), StringComparer.Ordinal);
        foreach (var wantZeros in (ReadOnlySpan<bool>)[false, true])
        {
            for (var column = 0; column < values.Length && listed.Count < most; column++)
            {
                if (values[column] == 0 == wantZeros && double.IsFinite(values[column]))
                {
                    listed.Add(Unique(listed, model.ColumnNames[column]), values[column] + 0.0);
                }
            }
        }

        return listed;
    }

    /// <summary>Names may repeat in PuLP; in an object they may not.</summary>
    private static string Unique(OrderedDictionary<string, double> taken, string name)
    {
        var unique = name;
        for (var copy = 2; taken.ContainsKey(unique); copy++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({copy})");
        }

        return unique;
    }

    private static List<ConstraintView> Constraints(LinearModel model, double[] activities, int most)
    {
        var slacks = new double[activities.Length];
        var order = new int[activities.Length];
        for (var row = 0; row < activities.Length; row++)
        {
            slacks[row] = Math.Min(activities[row] - model.RowLower[row], model.RowUpper[row] - activities[row]);
            order[row] = row;
        }

        if (activities.Length > most)
        {
            Array.Sort((double[])slacks.Clone(), order);
            order = order[..most];
            Array.Sort(order);
        }

        return [.. order.Select(row => new ConstraintView
        {
            Name = model.RowNames[row],
            Activity = Finite(activities[row]),
            Slack = Finite(slacks[row]),
        })];
    }

    /// <summary>The view of a check.</summary>
    public static ValidationView ValidationOf(VerificationReport check, ReportSize size) => new()
    {
        IsValid = check.IsValid,
        Tolerance = check.Tolerance,
        ConstraintViolations = Violations(check.Constraints, size.Violations),
        BoundViolations = Violations(check.Bounds, size.Violations),
        IntegralityViolations = Violations(check.Integrality, size.Violations),
        ViolationCount = check.Constraints.Count + check.Bounds.Count + check.Integrality.Count,
        RecomputedObjective = Finite(check.Objective),
        ObjectiveAgrees = check.ObjectiveAgrees,
    };

    private static ProofView ProofOf(ProofReport proof) => new()
    {
        Verdict = proof.Verdict.ToString().ToLowerInvariant(),
        Reason = proof.Reason,
        RigorousBound = Finite(proof.RigorousBound),
        ExactObjective = proof.ExactObjective,
        Pivots = proof.Pivots,
        Seconds = Math.Round(proof.Seconds, 6),
    };

    private static ViolationView[] Violations(ViolationList list, int most) => [.. list.Largest.Take(most).Select(violation => new ViolationView
    {
        Name = violation.Name,
        Value = Finite(violation.Value),
        Limit = Finite(violation.Limit),
        Absolute = Finite(violation.Absolute),
        Relative = Finite(violation.Relative),
    })];

    private static string Cut(string text, long droppedBytes, int most)
    {
        var kept = text.Length <= most ? text : text[..most];
        var omitted = droppedBytes + (text.Length - kept.Length);
        return omitted == 0 ? kept : string.Create(CultureInfo.InvariantCulture, $"{kept}\n… {omitted:N0} more characters were not kept");
    }

    private static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 6);

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number + 0.0 : null; // −0 is 0.
}
