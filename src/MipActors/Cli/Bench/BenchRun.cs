using System.ComponentModel;
using MipActors.Core.Model;
using MipActors.Reports;

namespace MipActors.Cli.Bench;

/// <summary>One solver's run on one file.</summary>
internal sealed record BenchRun
{
    [Description("The file's name.")]
    public required string File { get; init; }

    [Description("The solver that was asked for.")]
    public required string Solver { get; init; }

    [Description("Its seed.")]
    public int Seed { get; init; }

    [Description("optimal, feasible, infeasible, unbounded, no_solution, …, or error.")]
    public required string Status { get; init; }

    [Description("Objective of the answer.")]
    public double? Objective { get; init; }

    [Description("Dual bound: no solution is better.")]
    public double? BestBound { get; init; }

    [Description("Relative gap of the two.")]
    public double? Gap { get; init; }

    [Description("Seconds inside of the solver; of a program with several solves the time of all of them, transfer included.")]
    public double Seconds { get; init; }

    [Description("Branch-and-bound nodes.")]
    public long Nodes { get; init; }

    [Description("Whether the answer satisfies the model, checked apart from the solver; null where there is none.")]
    public bool? Verified { get; init; }

    [Description("Whether the search came to its own end: optimal within the gap, infeasible or unbounded.")]
    public bool Solved { get; init; }

    [Description("Why there is no run; null where there is.")]
    public string? Error { get; init; }

    /// <summary>The sense of the model's objective; null where no model came about.</summary>
    internal ObjectiveSense? Sense { get; init; }

    public static BenchRun Of(SolveRequest request, JobReport report)
    {
        var solution = report.Solution;
        var isRefused = report.Outcome is JobOutcome.BadInput or JobOutcome.InternalFault;
        return new BenchRun
        {
            File = request.FileName,
            Solver = request.Options.Solver,
            Seed = request.Options.Seed ?? 0,
            Status = ReportViews.StatusWord(report),
            Objective = report.Verification?.Objective ?? Finite(solution?.Objective),
            BestBound = Finite(solution?.DualBound),
            Gap = solution?.RelativeGap,
            Seconds = report.Solves > 1 ? report.Timings.Solve.TotalSeconds : solution?.SolveSeconds ?? report.Timings.Solve.TotalSeconds,
            Nodes = solution?.Nodes ?? 0,
            Verified = report.Verification?.IsValid,
            Solved = !isRefused && solution is { StopReason: StopReason.Completed, Status: SolveStatus.Optimal or SolveStatus.Infeasible or SolveStatus.Unbounded or SolveStatus.InfeasibleOrUnbounded },
            Error = isRefused ? report.Fault?.Message ?? report.Message : null,
            Sense = report.Model?.Sense,
        };
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}

/// <summary>All runs, and what they say together.</summary>
internal sealed record BenchResult
{
    private const double ShiftSeconds = 1;

    [Description("Each run, in the order of the files.")]
    public required IReadOnlyList<BenchRun> Runs { get; init; }

    [Description("One entry for each solver, the fastest first.")]
    public required IReadOnlyList<BenchSummary> Summary { get; init; }

    [Description("Claims about one file that can not all be true.")]
    public required IReadOnlyList<string> Contradictions { get; init; }

    /// <summary>Sums up.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="timeLimit">What a run that solved nothing counts as, in seconds.</param>
    public static BenchResult Of(IReadOnlyList<BenchRun> runs, double timeLimit)
    {
        var means = runs.GroupBy(run => run.Solver, StringComparer.Ordinal).Select(group => new BenchSummary
        {
            Solver = group.Key,
            Runs = group.Count(),
            Solved = group.Count(run => run.Solved),
            MeanSeconds = ShiftedMean(group.Select(run => run.Solved ? Math.Min(run.Seconds, timeLimit) : timeLimit)),
        }).OrderBy(one => one.MeanSeconds).ToList();
        var best = means.Count > 0 ? means[0].MeanSeconds + ShiftSeconds : 1;
        return new BenchResult
        {
            Runs = runs,
            Summary = [.. means.Select(one => one with { Ratio = (one.MeanSeconds + ShiftSeconds) / best })],
            Contradictions = [.. runs.GroupBy(run => run.File, StringComparer.Ordinal).SelectMany(group => ContradictionsOf(group.Key, [.. group]))],
        };
    }

    /// <summary>The shifted geometric mean, as it is usual among solvers: no model that takes no time at all rules it.</summary>
    internal static double ShiftedMean(IEnumerable<double> seconds) => Math.Exp(seconds.Average(one => Math.Log(one + ShiftSeconds))) - ShiftSeconds;

    /// <summary>A point that is said not to exist, or to be worse than what was proven, is a contradiction; a different point is none.</summary>
    private static IEnumerable<string> ContradictionsOf(string file, IReadOnlyList<BenchRun> runs)
    {
        var points = runs.Where(run => run is { Verified: true, Objective: not null, Sense: not null }).ToList();
        foreach (var run in runs.Where(run => run is { Solved: true, Status: "infeasible" } && points.Count > 0).Take(1))
        {
            yield return $"{file}: {run.Solver} says infeasible, {points[0].Solver} has a verified solution";
        }

        foreach (var (bound, point) in runs.Where(run => run is { BestBound: not null, Solved: true }).SelectMany(bound => points.Select(point => (bound, point))))
        {
            var (limit, value) = (bound.BestBound!.Value, point.Objective!.Value);
            var beyond = point.Sense == ObjectiveSense.Minimize ? limit - value : value - limit;
            if (beyond > 1e-5 * Math.Max(1, Math.Abs(value)))
            {
                yield return $"{file}: {bound.Solver} (seed {bound.Seed}) claims that nothing is better than {limit:R}, {point.Solver} (seed {point.Seed}) has a verified solution of {value:R}";
            }
        }
    }
}

/// <summary>One solver over all files.</summary>
internal sealed record BenchSummary
{
    [Description("The solver.")]
    public required string Solver { get; init; }

    [Description("How many runs it had.")]
    public int Runs { get; init; }

    [Description("How many of them it solved within the limit.")]
    public int Solved { get; init; }

    [Description("Shifted geometric mean of its seconds (shift 1 s); a run that solved nothing counts as the time limit.")]
    public double MeanSeconds { get; init; }

    [Description("The shifted mean over that of the fastest.")]
    public double Ratio { get; init; }
}
