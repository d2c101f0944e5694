using System.Runtime.CompilerServices;
using Google.OrTools.Glop;
using Google.OrTools.LinearSolver;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>GLOP, the simplex method of OR-Tools.</summary>
internal sealed class Glop : ISolverBackend
{
    public const string SolverId = "glop";

    public string Id => SolverId;

    public int Rank => 5;

    public IReadOnlyList<string> Classes { get; } = [ProblemClass.Lp];

    public IReadOnlyList<string> DefaultFor { get; } = [];

    public bool TakesEveryModelOfItsClass => true;

    public IReadOnlyDictionary<string, string> WithoutPresolve { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["use_preprocessing"] = "false" };

    public IReadOnlyDictionary<string, string> ForSecondLook => SolveOptions.Default.Parameters;

    [ModuleInitializer]
    internal static void MakeKnown() => KnownBackends.Add(new Glop());

    public SolverDescription Describe() => new(
        Id,
        "GLOP",
        LinearSolverRun.Version,
        Classes,
        DefaultFor,
        new SolverSupport(Duals: true, MipStart: false, Progress: false, Interrupt: true, Log: true, Threads: false, RawParameters: true));

    public Solution Solve(SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        var seed = SolveDefaults.Seed(call.Options);
        var text = ProtoParameters.Text("GLOP", GlopParameters.Descriptor, call.Options.Parameters, "max_time_in_seconds", "log_search_progress", "log_to_stdout", "random_seed");
        using var run = new LinearSolverRun("GLOP", Solver.OptimizationProblemType.GLOP_LINEAR_PROGRAMMING, call.Model);
        return run.Solve($"random_seed: {seed} {text}", deadline, observer, new Solution
        {
            Status = SolveStatus.NoSolution,
            Solver = Id,
            SolverVersion = LinearSolverRun.Version,
            Settings = SolveDefaults.Report(call.Options, deadline, threads: 1, seed, relativeGap: 0, absoluteGap: 0),
        }, cancellation);
    }
}
