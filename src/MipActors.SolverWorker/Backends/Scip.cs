using System.Runtime.CompilerServices;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>SCIP through its C API.</summary>
internal sealed class Scip : ISolverBackend
{
    // A solve of so few entries is over as fast as its instance is freed.
    private const int MostEntriesKept = 10_000;

    private static ScipSession? _prepared;
    private static ScipSession? _spent;

    public string Id => "scip";

    public int Rank => 1;

    public IReadOnlyList<string> Classes { get; } = [ProblemClass.Lp, ProblemClass.Mip];

    public IReadOnlyList<string> DefaultFor { get; } = [ProblemClass.Mip];

    public bool TakesEveryModelOfItsClass => true;

    public IReadOnlyDictionary<string, string> WithoutPresolve { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["presolving/maxrounds"] = "0" };

    public IReadOnlyDictionary<string, string> ForSecondLook { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["timing/clocktype"] = "1" };

    private static string Version => $"{ScipNative.MajorVersion()}.{ScipNative.MinorVersion()}.{ScipNative.TechVersion()}";

    [ModuleInitializer]
    internal static void MakeKnown()
    {
        NativeSolvers.Add(ScipNative.Library, linux: "libscip.so.10.0", mac: "libscip.10.0.dylib", windows: "libscip.dll");
        KnownBackends.Add(new Scip());
    }

    public SolverDescription Describe() => new(
        Id,
        "SCIP",
        Version,
        Classes,
        DefaultFor,
        new SolverSupport(Duals: false, MipStart: true, Progress: true, Interrupt: true, Log: true, Threads: false, RawParameters: true));

    public void Prepare()
    {
        if (Interlocked.Exchange(ref _spent, null) is { } spent)
        {
            if (_prepared is null && spent.TryEmpty())
            {
                _prepared = spent;
            }
            else
            {
                spent.Dispose();
            }
        }

        _prepared ??= new ScipSession();
    }

    public Solution Solve(SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        var session = Interlocked.Exchange(ref _prepared, null) ?? new ScipSession();
        try
        {
            return Solve(session, call, deadline, observer, cancellation);
        }
        finally
        {
            // A small one is freed when the answer is out, or after the next solve of the same answer.
            var isKept = call.Model.Matrix.NonZeroCount <= MostEntriesKept;
            (isKept ? Interlocked.Exchange(ref _spent, session) : session)?.Dispose();
        }
    }

    private Solution Solve(ScipSession session, SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        session.Attend(observer, cancellation);
        ScipParameters.Apply(session.Handle, call.Options);
        session.Build(call.Model);
        session.Start(call.MipStart);
        ScipParameters.Limit(session.Handle, deadline);
        var settings = ScipParameters.InForce(session.Handle, call.Options, deadline);
        var result = cancellation.IsCancellationRequested || deadline.IsOver ? ScipNative.Okay : session.Run();
        return Answer(session, call.Model, result, settings, cancellation) with { SolveSeconds = deadline.ElapsedSeconds };
    }

    private Solution Answer(
        ScipSession session, LinearModel model, int result, IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
    {
        var scip = session.Handle;
        var shell = new Solution
        {
            Status = SolveStatus.NoSolution,
            Solver = Id,
            SolverVersion = Version,
            Settings = settings,
        };
        if (!session.WasRun)
        {
            // Most getters of SCIP may not be called before the solve.
            return cancellation.IsCancellationRequested
                ? shell with { StopReason = StopReason.Interrupted, Message = "interrupted before it began" }
                : shell with { StopReason = StopReason.TimeLimit, Message = "the time limit was used up by building the model" };
        }

        if (result != ScipNative.Okay)
        {
            return shell with { Status = SolveStatus.NumericalTrouble, Message = $"SCIP failed with code {result}: {ScipSession.LastError}" };
        }

        var code = ScipNative.GetStatus(scip);
        var best = ScipNative.GetBestSolution(scip);
        var (status, stop) = ScipStatus.Map(code, best != 0);
        double[]? values = null;
        double? objective = null;
        if (status is SolveStatus.Optimal or SolveStatus.Feasible)
        {
            values = new double[model.ColumnCount];
            _ = ScipNative.GetSolutionValues(scip, best, values.Length, session.Variables, values);
            objective = Numbers.Finite(ScipNative.GetObjective(scip, best));
        }

        double? bound = status is SolveStatus.Optimal or SolveStatus.Feasible or SolveStatus.NoSolution
            ? Numbers.Finite(ScipNative.GetDualBound(scip))
            : null;
        return shell with
        {
            Status = status,
            StopReason = stop,
            Objective = objective,
            DualBound = status == SolveStatus.Optimal && !model.IsMip ? objective : bound,
            Values = values,
            Nodes = model.IsMip ? ScipNative.GetNodes(scip) : 0,
            Iterations = ScipNative.GetLpIterations(scip),
            Message = ScipStatus.Word(code),
        };
    }
}
