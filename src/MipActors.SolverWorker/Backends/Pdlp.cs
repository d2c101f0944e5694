using System.Runtime.CompilerServices;
using Google.OrTools.LinearSolver;
using Google.OrTools.PDLP;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>PDLP, the first-order method of OR-Tools for very large LPs (Applegate et al. 2021). Has no basis.</summary>
internal sealed class Pdlp : ISolverBackend
{
    // Its own default of 1e-6 leaves points that our check, as strict, would not let pass.
    private const string Tolerance = "termination_criteria { simple_optimality_criteria { eps_optimal_absolute: 1e-9 eps_optimal_relative: 1e-9 } } ";

    public string Id => "pdlp";

    public int Rank => 6;

    public IReadOnlyList<string> Classes { get; } = [ProblemClass.Lp];

    public IReadOnlyList<string> DefaultFor { get; } = [];

    // An infeasible model may keep it busy for ever.
    public bool TakesEveryModelOfItsClass => false;

    public IReadOnlyDictionary<string, string> WithoutPresolve => SolveOptions.Default.Parameters;

    public IReadOnlyDictionary<string, string> ForSecondLook => SolveOptions.Default.Parameters;

    [ModuleInitializer]
    internal static void MakeKnown() => KnownBackends.Add(new Pdlp());

    public SolverDescription Describe() => new(
        Id,
        "PDLP",
        LinearSolverRun.Version,
        Classes,
        DefaultFor,
        new SolverSupport(Duals: true, MipStart: false, Progress: false, Interrupt: true, Log: true, Threads: true, RawParameters: true));

    public Solution Solve(SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        var threads = SolveDefaults.Threads(call.Options);
        var text = ProtoParameters.Text("PDLP", PrimalDualHybridGradientParams.Descriptor, call.Options.Parameters, "num_threads", "verbosity_level");
        using var run = new LinearSolverRun("PDLP", Solver.OptimizationProblemType.PDLP_LINEAR_PROGRAMMING, call.Model);
        return run.Solve($"{Tolerance}num_threads: {threads} {text}", deadline, observer, new Solution
        {
            Status = SolveStatus.NoSolution,
            Solver = Id,
            SolverVersion = LinearSolverRun.Version,
            Settings = SolveDefaults.Report(call.Options, deadline, threads, SolveDefaults.Seed(call.Options), relativeGap: 0, absoluteGap: 0),
        }, cancellation);
    }
}
