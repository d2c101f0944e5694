using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>HiGHS through its C API.</summary>
internal sealed unsafe class Highs : ISolverBackend
{
    private static int _schedulerThreads;

    /// <summary>The one instance: LP certificates are HiGHS' part, whichever backend made the claim.</summary>
    public static Highs Instance { get; } = new();

    public string Id => "highs";

    public int Rank => 2;

    public IReadOnlyList<string> Classes { get; } = [ProblemClass.Lp, ProblemClass.Mip];

    public IReadOnlyList<string> DefaultFor { get; } = [ProblemClass.Lp];

    public bool TakesEveryModelOfItsClass => true;

    public IReadOnlyDictionary<string, string> WithoutPresolve { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["presolve"] = "off" };

    public IReadOnlyDictionary<string, string> ForSecondLook => SolveOptions.Default.Parameters;

    private static string Version => Marshal.PtrToStringUTF8(HighsNative.Version())?.TrimStart('v') ?? "";

    [ModuleInitializer]
    internal static void MakeKnown()
    {
        NativeSolvers.Add(HighsNative.Library, linux: "libhighs.so.1", mac: "libhighs.1.dylib", windows: "highs.dll");
        KnownBackends.Add(Instance);
    }

    public SolverDescription Describe() => new(
        Id,
        "HiGHS",
        Version,
        Classes,
        DefaultFor,
        new SolverSupport(Duals: true, MipStart: true, Progress: true, Interrupt: true, Log: true, Threads: true, RawParameters: true));

    public Solution Solve(SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        var content = new Content(call.Options, call.Model.Sense);
        using var run = new Session(observer, content, cancellation);
        var threads = HighsParameters.Apply(run.Handle, call.Options, deadline, observer.WantsLog);
        PrepareScheduler(threads);
        run.Pass(call.Model);
        run.Start(call.MipStart, call.Model.IsMip);
        run.Start(call.Basis, call.Model.IsMip);
        var settings = HighsParameters.InForce(run.Handle, call.Options, deadline);
        var status = HighsNative.Run(run.Handle);
        var answer = Answer(run, call.Model, status, settings) with { SolveSeconds = deadline.ElapsedSeconds };

        // HiGHS' word for the end of its nodes is that of its solutions.
        return answer.StopReason == StopReason.OtherLimit && call.Options.NodeLimit is { } limit && answer.Nodes >= limit
            ? answer with { StopReason = StopReason.NodeLimit, Message = "node limit reached" }
            : content.Reason(answer);
    }

    /// <summary>
    /// Row multipliers that should prove the rows of the model inconsistent whatever the integers (a dual ray; its sign is the
    /// library's), and the basis they belong to; nulls where there is none. To be checked by whoever believes it.
    /// </summary>
    public static (double[]? Multipliers, Basis? Basis) DualRay(LinearModel model, SolveClock deadline, CancellationToken cancellation)
    {
        using var run = new Session(SilentObserver.Instance, new Content(SolveOptions.Default, model.Sense), cancellation);

        // The dual simplex method ends with a ray when the primal is infeasible; presolve would find that out without one.
        var options = new SolveOptions
        {
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["presolve"] = "off", ["solver"] = "simplex" },
        };
        PrepareScheduler(HighsParameters.Apply(run.Handle, options, deadline, wantsLog: false));

        // With the objective the method may end with "unbounded or infeasible" and no ray.
        run.Pass(model.WithObjective(new double[model.ColumnCount]), relaxed: true);
        var ray = new double[model.RowCount];
        if (HighsNative.Run(run.Handle) == HighsNative.Error || HighsNative.GetModelStatus(run.Handle) != HighsStatus.Infeasible)
        {
            return default;
        }

        var hasRay = HighsNative.GetDualRay(run.Handle, out var has, ray) != HighsNative.Error && has != 0;
        return (hasRay ? ray : null, BasisOf(run.Handle, model));
    }

    /// <summary>Duals, reduced costs and the ranges in which they hold, of an LP; null when it is not solved to a basis by then.</summary>
    public static Sensitivity? Ranges(LinearModel model, SolveClock deadline, CancellationToken cancellation)
    {
        using var run = new Session(SilentObserver.Instance, new Content(SolveOptions.Default, model.Sense), cancellation);
        PrepareScheduler(HighsParameters.Apply(run.Handle, SolveOptions.Default, deadline, wantsLog: false));
        run.Pass(model);
        if (HighsNative.Run(run.Handle) == HighsNative.Error || HighsNative.GetModelStatus(run.Handle) != HighsStatus.Optimal
            || BasisOf(run.Handle, model) is not { } basis)
        {
            return null;
        }

        var (columns, rows) = (model.ColumnCount, model.RowCount);
        var (values, reduced, activities, duals) = (new double[columns], new double[columns], new double[rows], new double[rows]);
        var (costUp, costDown, rowUp, rowDown) = (new double[columns], new double[columns], new double[rows], new double[rows]);
        if (HighsNative.GetSolution(run.Handle, values, reduced, activities, duals) == HighsNative.Error
            || HighsNative.GetRanging(
                run.Handle, costUp, 0, 0, 0, costDown, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, rowUp, 0, 0, 0, rowDown, 0, 0, 0) == HighsNative.Error)
        {
            return null;
        }

        for (var row = 0; row < rows; row++)
        {
            if (basis.Rows[row] == BasisStatus.Basic)
            {
                // A row that does not bind: its side may move up to the activity.
                var isUpper = Math.Abs(model.RowUpper[row]) < ModelGate.SolverInfinity;
                (rowDown[row], rowUp[row]) = isUpper ? (activities[row], double.PositiveInfinity) : (double.NegativeInfinity, activities[row]);
            }
        }

        return new Sensitivity
        {
            RowDuals = duals,
            ReducedCosts = reduced,
            CostLower = Array.ConvertAll(costDown, Infinite),
            CostUpper = Array.ConvertAll(costUp, Infinite),
            SideLower = Array.ConvertAll(rowDown, Infinite),
            SideUpper = Array.ConvertAll(rowUp, Infinite),
        };

        static double Infinite(double value) => Math.Abs(value) >= ModelGate.SolverInfinity ? double.CopySign(double.PositiveInfinity, value) : value;
    }

    /// <summary>The scheduler is one for the whole process and keeps its first number of threads until it is reset.</summary>
    private static void PrepareScheduler(int threads)
    {
        if (_schedulerThreads != 0 && _schedulerThreads != threads)
        {
            HighsNative.ResetGlobalScheduler(blocking: 1);
        }

        _schedulerThreads = threads;
    }

    private Solution Answer(Session run, LinearModel model, int runStatus, IReadOnlyDictionary<string, string> settings)
    {
        var highs = run.Handle;
        var code = HighsNative.GetModelStatus(highs);
        _ = HighsNative.GetIntInfo(highs, "primal_solution_status", out var primal);
        var hasPoint = primal == HighsNative.SolutionFeasible && HighsStatus.MayHavePoint(code);
        var (status, stop) = HighsStatus.Map(code, hasPoint, runStatus == HighsNative.Error);
        var isMip = model.IsMip;

        double[]? values = null, duals = null, reduced = null;
        if (status is SolveStatus.Optimal or SolveStatus.Feasible)
        {
            (values, duals, reduced) = (new double[model.ColumnCount], new double[model.RowCount], new double[model.ColumnCount]);
            _ = HighsNative.GetSolution(highs, values, reduced, new double[model.RowCount], duals);
            if (isMip || status != SolveStatus.Optimal)
            {
                (duals, reduced) = (null, null);
            }
        }

        double? objective = values is null ? null : Numbers.Finite(HighsNative.GetObjectiveValue(highs));
        return new Solution
        {
            Status = status,
            StopReason = stop,
            Objective = objective,
            DualBound = isMip ? MipBound(highs, status) : status == SolveStatus.Optimal ? objective : null,
            Values = values,
            RowDuals = duals,
            Basis = duals is null ? null : BasisOf(highs, model),
            ReducedCosts = reduced,
            Nodes = isMip && HighsNative.GetInt64Info(highs, "mip_node_count", out var nodes) == 0 ? Math.Max(0, nodes) : 0,
            Iterations = Iterations(highs),
            Solver = Id,
            SolverVersion = Version,
            Message = HighsStatus.Word(code),
            Settings = settings,
        };
    }

    /// <summary>The final basis, or null where there is none (an interior point that was not crossed over).</summary>
    private static Basis? BasisOf(nint highs, LinearModel model)
    {
        var (columns, rows) = (new int[model.ColumnCount], new int[model.RowCount]);
        return HighsNative.GetIntInfo(highs, "basis_validity", out var validity) == 0 && validity == HighsNative.BasisValid
            && HighsNative.GetBasis(highs, columns, rows) != HighsNative.Error
            && Array.TrueForAll(columns, IsKnown) && Array.TrueForAll(rows, IsKnown)
            ? new Basis(Array.ConvertAll(columns, status => (BasisStatus)status), Array.ConvertAll(rows, status => (BasisStatus)status))
            : null;

        static bool IsKnown(int status) => status is >= (int)BasisStatus.AtLower and <= (int)BasisStatus.Free;
    }

    private static double? MipBound(nint highs, SolveStatus status) =>
        status is SolveStatus.Optimal or SolveStatus.Feasible or SolveStatus.NoSolution
        && HighsNative.GetDoubleInfo(highs, "mip_dual_bound", out var bound) == 0 ? Numbers.Finite(bound) : null;

    private static long Iterations(nint highs)
    {
        long sum = 0;
        foreach (var info in (ReadOnlySpan<string>)["simplex_iteration_count", "ipm_iteration_count", "crossover_iteration_count", "pdlp_iteration_count"])
        {
            sum += HighsNative.GetIntInfo(highs, info, out var count) == 0 ? Math.Max(0, count) : 0;
        }

        return sum;
    }

    /// <summary>One instance of the library's solver and what its callbacks need.</summary>
    private sealed class Session : IDisposable
    {
        private readonly ISolveObserver _observer;
        private readonly CancellationToken _cancellation;
        private readonly Content _content;
        private readonly GCHandle _self;

        public Session(ISolveObserver observer, Content content, CancellationToken cancellation)
        {
            _content = content;
            _observer = observer;
            _cancellation = cancellation;
            _self = GCHandle.Alloc(this);
            Handle = HighsNative.Create();
            Listen();
        }

        public nint Handle { get; }

        public void Pass(LinearModel model, bool relaxed = false)
        {
            var matrix = model.Matrix;
            var sense = model.Sense == ObjectiveSense.Maximize ? HighsNative.Maximize : HighsNative.Minimize;
            var status = model.IsMip && !relaxed
                ? HighsNative.PassMip(
                    Handle, model.ColumnCount, model.RowCount, matrix.NonZeroCount, HighsNative.RowWise, sense, model.ObjectiveOffset,
                    model.Cost, model.ColumnLower, model.ColumnUpper, model.RowLower, model.RowUpper,
                    matrix.Starts, matrix.Indices, matrix.Values, Array.ConvertAll(model.Kinds, kind => (int)kind))
                : HighsNative.PassLp(
                    Handle, model.ColumnCount, model.RowCount, matrix.NonZeroCount, HighsNative.RowWise, sense, model.ObjectiveOffset,
                    model.Cost, model.ColumnLower, model.ColumnUpper, model.RowLower, model.RowUpper,
                    matrix.Starts, matrix.Indices, matrix.Values);
            if (status == HighsNative.Error)
            {
                throw new SolveRefusedException(
                    SolveRefusedException.BadModel, "HiGHS does not take this model: it has a coefficient of 1e15 or more, or a bound that is none");
            }
        }

        public void Start(double[]? point, bool isMip)
        {
            if (point is null || !isMip)
            {
                return;
            }

            if (!Array.Exists(point, double.IsNaN))
            {
                _ = HighsNative.SetSolution(Handle, point, 0, 0, 0);
                return;
            }

            var known = Enumerable.Range(0, point.Length).Where(i => !double.IsNaN(point[i])).ToArray();
            if (known.Length > 0)
            {
                _ = HighsNative.SetSparseSolution(Handle, known.Length, known, Array.ConvertAll(known, i => point[i]));
            }
        }

        /// <summary>One that HiGHS can not use is none.</summary>
        public void Start(Basis? basis, bool isMip)
        {
            if (basis is not null && !isMip)
            {
                _ = HighsNative.SetBasis(Handle, Array.ConvertAll(basis.Columns, status => (int)status), Array.ConvertAll(basis.Rows, status => (int)status));
            }
        }

        private void Listen()
        {
            _ = HighsNative.SetCallback(Handle, &OnEvent, GCHandle.ToIntPtr(_self));
            ReadOnlySpan<int> events =
            [
                HighsNative.CallbackSimplexInterrupt, HighsNative.CallbackIpmInterrupt,
                HighsNative.CallbackMipInterrupt, HighsNative.CallbackMipImprovingSolution,
            ];
            foreach (var type in events)
            {
                _ = HighsNative.StartCallback(Handle, type);
            }

            if (_observer.WantsLog)
            {
                _ = HighsNative.StartCallback(Handle, HighsNative.CallbackLogging);
            }
        }

        public void Dispose()
        {
            HighsNative.Destroy(Handle);
            _self.Free();
        }

        [UnmanagedCallersOnly]
        private static void OnEvent(int type, nint message, nint dataOut, int* dataIn, nint self)
        {
            try
            {
                ((Session)GCHandle.FromIntPtr(self).Target!).OnEvent(type, message, dataOut, dataIn);
            }
            catch (Exception fault)
            {
                // Nothing may be thrown through the native frames above.
                Console.Error.WriteLine(fault);
            }
        }

        private void OnEvent(int type, nint message, nint dataOut, int* dataIn)
        {
            if (type == HighsNative.CallbackLogging)
            {
                _observer.Log(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)message));
                return;
            }

            // The first member of HighsCallbackDataIn is user_interrupt; it is null for events that can not interrupt.
            var isMip = type is HighsNative.CallbackMipInterrupt or HighsNative.CallbackMipImprovingSolution;
            var isContent = isMip && _content.IsWanted && _content.Look(
                Numbers.Finite(Item<double>(dataOut, "mip_primal_bound")), Numbers.Finite(Item<double>(dataOut, "mip_dual_bound")));
            if (dataIn is not null && (isContent || _cancellation.IsCancellationRequested))
            {
                *dataIn = 1;
            }

            if (!_observer.WantsProgress(hasIncumbent: type == HighsNative.CallbackMipImprovingSolution))
            {
                return;
            }

            if (isMip)
            {
                _observer.Progress(
                    Numbers.Finite(Item<double>(dataOut, "mip_primal_bound")),
                    Numbers.Finite(Item<double>(dataOut, "mip_dual_bound")),
                    Math.Max(0, Item<long>(dataOut, "mip_node_count")),
                    Math.Max(0, Item<long>(dataOut, "mip_total_lp_iterations")));
            }
            else
            {
                var iterations = Item<int>(dataOut, "simplex_iteration_count") + Item<int>(dataOut, "ipm_iteration_count");
                _observer.Progress(null, null, 0, Math.Max(0, iterations));
            }
        }

        private static T Item<T>(nint dataOut, string name)
            where T : unmanaged
        {
            var address = HighsNative.GetCallbackDataOutItem(dataOut, name);
            return address == 0 ? default : Unsafe.ReadUnaligned<T>((void*)address);
        }
    }
}
