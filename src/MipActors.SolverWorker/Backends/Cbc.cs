using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// CBC through its C API. It can not be interrupted: a cancelled solve, or one that overruns its time limit, is left to itself, on its own
/// thread, and goes with the process.
/// </summary>
internal sealed unsafe class Cbc : ISolverBackend
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Overrun = TimeSpan.FromMilliseconds(800);

    // CBC gives its incumbent out at its end alone: that is worth more waiting than a mere bound. The job's own deadline holds all the same.
    private static readonly TimeSpan OverrunForIncumbent = TimeSpan.FromSeconds(3);
    // Seconds; CBC is asked to end a little early, and does not always say that its time was over.
    private const double NearlyOver = 0.6;
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(10);

    // The last solve, which may still run though it was answered for: what CBC prints is told apart by nothing, so one runs at a time.
    private static Task _left = Task.CompletedTask;

    public string Id => "cbc";

    public int Rank => 3;

    public IReadOnlyList<string> Classes { get; } = [ProblemClass.Lp, ProblemClass.Mip];

    public IReadOnlyList<string> DefaultFor { get; } = [];

    // It can not be interrupted: no second opinion can be cut short.
    public bool TakesEveryModelOfItsClass => false;

    public IReadOnlyDictionary<string, string> WithoutPresolve { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["preprocess"] = "off", ["presolve"] = "off" };

    public IReadOnlyDictionary<string, string> ForSecondLook => SolveOptions.Default.Parameters;

    private static string Version => Marshal.PtrToStringUTF8(CbcNative.Version()) ?? "";

    [ModuleInitializer]
    internal static void MakeKnown()
    {
        NativeSolvers.Add(CbcNative.Library, linux: "libCbcSolver.so.2", mac: "libCbcSolver.2.dylib", windows: null);
        if (NativeSolvers.Has(CbcNative.Library))
        {
            KnownBackends.Add(new Cbc());
        }
    }

    public SolverDescription Describe() => new(
        Id,
        "CBC",
        Version,
        Classes,
        DefaultFor,
        new SolverSupport(Duals: false, MipStart: true, Progress: true, Interrupt: false, Log: true, Threads: true, RawParameters: true));

    public Solution Solve(SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        var looks = new CbcLog(observer, call.Model.ObjectiveOffset);
        var shell = new Solution
        {
            Status = SolveStatus.NoSolution,
            Solver = Id,
            SolverVersion = Version,
            Settings = SolveDefaults.Report(
                call.Options, deadline, SolveDefaults.Threads(call.Options), SolveDefaults.Seed(call.Options),
                SolveDefaults.RelativeGap(call.Options), SolveDefaults.AbsoluteGap(call.Options)),
        };
        Await(_left, deadline, cancellation);
        if (cancellation.IsCancellationRequested || deadline.IsOver)
        {
            var reason = cancellation.IsCancellationRequested ? StopReason.Interrupted : StopReason.TimeLimit;
            return shell with { StopReason = reason, Message = "ended before it began", SolveSeconds = deadline.ElapsedSeconds };
        }

        var model = CbcNative.Create();
        try
        {
            CbcParameters.Apply(model, call.Options, observer);
        }
        catch
        {
            CbcNative.Destroy(model);
            throw;
        }

        // The thread owns CBC's model: it may outlive this call.
        var answer = new TaskCompletionSource<Solution>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => RunToEnd(model, call, deadline, looks, shell, answer), maxStackSize: 16 << 20) { IsBackground = true, Name = Id }.Start();
        Await(answer.Task, deadline, cancellation);
        looks.IsOver = true;
        _left = answer.Task;
        var patience = cancellation.IsCancellationRequested ? Patience : looks.Incumbent is null ? Overrun : OverrunForIncumbent;
        return (((IAsyncResult)answer.Task).AsyncWaitHandle.WaitOne(patience) ? answer.Task.GetAwaiter().GetResult() : shell with
        {
            StopReason = cancellation.IsCancellationRequested ? StopReason.Interrupted : StopReason.TimeLimit,
            DualBound = looks.Bound,
            Message = looks.Incumbent is { } incumbent
                ? $"stopped; CBC does not give out its incumbent then, whose objective was {Numbers.Text(incumbent)}"
                : "stopped",
        }) with { SolveSeconds = deadline.ElapsedSeconds };
    }

    private static void Await(Task solve, SolveClock deadline, CancellationToken cancellation) => WaitHandle.WaitAny(
        [((IAsyncResult)solve).AsyncWaitHandle, cancellation.WaitHandle],
        deadline.RemainingSeconds < LongestWait.TotalSeconds ? TimeSpan.FromSeconds(deadline.RemainingSeconds) : Timeout.InfiniteTimeSpan);

    private static void RunToEnd(
        nint model, SolveCall call, SolveClock deadline, CbcLog looks, Solution shell, TaskCompletionSource<Solution> answer)
    {
        try
        {
            Solution solution;
            using (new PrintTap(looks))
            {
                Load(model, call);
                CbcParameters.Limit(model, deadline);
                _ = CbcNative.Solve(model);
                solution = Answer(model, call.Model, shell, deadline);
            }

            answer.SetResult(solution);
        }
        catch (Exception fault)
        {
            answer.SetException(fault);
        }
        finally
        {
            CbcNative.Destroy(model);
        }
    }

    private static void Load(nint cbc, SolveCall call)
    {
        var model = call.Model;
        var columns = model.Matrix.Transpose(model.ColumnCount);
        CbcNative.Load(
            cbc, model.ColumnCount, model.RowCount, columns.Starts, columns.Indices, columns.Values,
            Array.ConvertAll(model.ColumnLower, Bound), Array.ConvertAll(model.ColumnUpper, Bound), model.Cost,
            Array.ConvertAll(model.RowLower, Bound), Array.ConvertAll(model.RowUpper, Bound));
        CbcNative.SetSense(cbc, model.Sense == ObjectiveSense.Maximize ? -1 : 1);
        for (var j = 0; j < model.ColumnCount; j++)
        {
            if (model.Kinds[j] == VariableKind.Integer)
            {
                CbcNative.SetInteger(cbc, j);
            }
        }

        if (call.MipStart is { } start)
        {
            var known = Enumerable.Range(0, start.Length).Where(j => !double.IsNaN(start[j])).ToArray();
            CbcNative.SetMipStart(cbc, known.Length, known, Array.ConvertAll(known, j => start[j]));
        }
    }

    private static Solution Answer(nint cbc, LinearModel model, Solution shell, SolveClock deadline)
    {
        var isOptimal = CbcNative.IsOptimal(cbc) != 0;
        var point = model.IsMip ? CbcNative.BestSolution(cbc) : isOptimal ? CbcNative.ColumnSolution(cbc) : null;
        double? bound = model.IsMip ? Numbers.Finite(CbcNative.BestBound(cbc)) + model.ObjectiveOffset : null;
        shell = shell with
        {
            Nodes = model.IsMip ? Math.Max(0, CbcNative.Nodes(cbc)) : 0,
            Iterations = Math.Max(0, CbcNative.Iterations(cbc)),
        };
        if (point is not null && (isOptimal || model.IsMip))
        {
            var values = new ReadOnlySpan<double>(point, model.ColumnCount).ToArray();
            var objective = model.ObjectiveOffset;
            for (var j = 0; j < values.Length; j++)
            {
                objective += model.Cost[j] * values[j];
            }

            return shell with
            {
                Status = isOptimal ? SolveStatus.Optimal : SolveStatus.Feasible,
                StopReason = isOptimal ? StopReason.Completed : Stop(cbc, deadline),
                Values = values,
                Objective = objective,
                DualBound = isOptimal && !model.IsMip ? objective : bound,
                Message = isOptimal ? "optimal" : "stopped at a limit",
            };
        }

        if (CbcNative.IsUnbounded(cbc) != 0)
        {
            return shell with { Status = SolveStatus.Unbounded, Message = "unbounded" };
        }

        if (CbcNative.IsInfeasible(cbc) != 0)
        {
            // Its presolve calls unbounded models infeasible too.
            var isSure = CbcNative.Status(cbc) == 0 && model.IsMip;
            return shell with { Status = isSure ? SolveStatus.Infeasible : SolveStatus.InfeasibleOrUnbounded, Message = "infeasible" };
        }

        return CbcNative.Status(cbc) == 1 || deadline.RemainingSeconds <= NearlyOver
            ? shell with { StopReason = Stop(cbc, deadline), DualBound = bound, Message = "stopped at a limit" }
            : shell with { Status = SolveStatus.NumericalTrouble, Message = $"CBC ended with status {CbcNative.Status(cbc)} and nothing else" };
    }

    private static StopReason Stop(nint cbc, SolveClock deadline) =>
        CbcNative.IsNodeLimitReached(cbc) != 0 ? StopReason.NodeLimit
        : CbcNative.IsTimeLimitReached(cbc) != 0 || deadline.RemainingSeconds <= NearlyOver ? StopReason.TimeLimit
        : StopReason.OtherLimit;

    private static double Bound(double value) =>
        Math.Abs(value) >= ModelGate.SolverInfinity ? double.CopySign(double.MaxValue, value) : value;
}
