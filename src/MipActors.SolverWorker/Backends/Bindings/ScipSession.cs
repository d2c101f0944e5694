using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>One SCIP instance with one problem in it, what its callbacks need, and the freeing of it all.</summary>
internal sealed unsafe class ScipSession : IDisposable
{
    private const ulong Watched = ScipNative.EventBestSolutionFound | ScipNative.EventNodeSolved | ScipNative.EventNodeFocused
        | ScipNative.EventLpSolved | ScipNative.EventPresolveRound;

    private readonly GCHandle _self;
    private ISolveObserver _observer = SilentObserver.Instance;
    private CancellationToken _cancellation;
    private nint _scip;

    static ScipSession() => ScipNative.SetErrorPrinting(&OnError, 0);

    /// <summary>An instance with an empty problem, silent: two milliseconds of work that need no call to be there yet.</summary>
    public ScipSession()
    {
        _self = GCHandle.Alloc(this);
        Check(ScipNative.Create(out _scip));
        Check(ScipNative.SetMessageHandler(_scip, 0));
        Check(ScipNative.IncludeDefaultPlugins(_scip));
        Check(ScipNative.IncludeEventHandler(_scip, out var handler, "mipactors", "progress and interruption", &OnEvent, GCHandle.ToIntPtr(_self)));
        Check(ScipNative.SetEventInit(_scip, handler, &OnEventInit));
        Check(ScipNative.CreateProblem(_scip, ""));
    }

    /// <summary>The last error that SCIP would have printed, one line.</summary>
    public static string LastError { get; private set; } = "";

    public nint Handle => _scip;

    /// <summary>SCIP's variables, in the order of the model's columns.</summary>
    public nint[] Variables { get; private set; } = [];

    public bool WasRun { get; private set; }

    /// <summary>
    /// Empties the instance for the next problem: SCIP starts every statistic and random number over with a problem, so what it does there does not
    /// depend on what it did here.
    /// </summary>
    /// <returns>False when it can not be used again.</returns>
    public bool TryEmpty()
    {
        ReleaseVariables();
        (_observer, _cancellation, WasRun) = (SilentObserver.Instance, CancellationToken.None, false);
        return ScipNative.FreeProblem(_scip) == ScipNative.Okay
            && ScipNative.ResetParameters(_scip) == ScipNative.Okay
            && ScipNative.SetMessageHandler(_scip, 0) == ScipNative.Okay
            && ScipNative.CreateProblem(_scip, "") == ScipNative.Okay;
    }

    /// <summary>Who listens from now on, and what interrupts.</summary>
    public void Attend(ISolveObserver observer, CancellationToken cancellation)
    {
        _observer = observer;
        _cancellation = cancellation;
        if (observer.WantsLog)
        {
            Check(ScipNative.CreateMessageHandler(out var handler, 0, 0, 0, &OnMessage, &OnMessage, &OnMessage, 0, GCHandle.ToIntPtr(_self)));
            Check(ScipNative.SetMessageHandler(_scip, handler));
            Check(ScipNative.ReleaseMessageHandler(ref handler));
        }
    }

    public void Build(LinearModel model)
    {
        Check(ScipNative.SetSense(_scip, model.Sense == ObjectiveSense.Maximize ? ScipNative.Maximize : ScipNative.Minimize));
        Check(ScipNative.AddObjectiveOffset(_scip, model.ObjectiveOffset));
        Variables = new nint[model.ColumnCount];

        // Names would be hashed by SCIP and are of no use there; an empty one is not.
        byte noName = 0;
        for (var j = 0; j < Variables.Length; j++)
        {
            var type = model.Kinds[j] == VariableKind.Integer ? ScipNative.VarInteger : ScipNative.VarContinuous;
            Check(ScipNative.CreateVariable(
                _scip, out Variables[j], &noName, Bound(model.ColumnLower[j]), Bound(model.ColumnUpper[j]), model.Cost[j], type));
            Check(ScipNative.AddVariable(_scip, Variables[j]));
        }

        AddRows(model, &noName);
    }

    /// <summary>Offers a starting point; what is unknown in it SCIP completes. One that does not fit is dropped by SCIP.</summary>
    public void Start(double[]? point)
    {
        if (point is null)
        {
            return;
        }

        nint solution;
        Check(Array.Exists(point, double.IsNaN)
            ? ScipNative.CreatePartialSolution(_scip, out solution, 0)
            : ScipNative.CreateSolution(_scip, out solution, 0));
        for (var j = 0; j < point.Length; j++)
        {
            if (!double.IsNaN(point[j]))
            {
                Check(ScipNative.SetSolutionValue(_scip, solution, Variables[j], Bound(point[j])));
            }
        }

        Check(ScipNative.AddSolutionAndFree(_scip, ref solution, out _));
    }

    /// <summary>Solves; gives SCIP's return code.</summary>
    public int Run()
    {
        WasRun = true;

        // Sets a flag that the solve looks at; our event handler repeats it, should the solve just be resetting the flag.
        using var interruption = _cancellation.Register(() => _ = ScipNative.InterruptSolve(_scip));
        return ScipNative.Solve(_scip);
    }

    public void Dispose()
    {
        ReleaseVariables();
        if (_scip != 0)
        {
            _ = ScipNative.Free(ref _scip);
        }

        _self.Free();
    }

    private void ReleaseVariables()
    {
        for (var j = 0; j < Variables.Length; j++)
        {
            if (Variables[j] != 0)
            {
                _ = ScipNative.ReleaseVariable(_scip, ref Variables[j]);
            }
        }

        Variables = [];
    }

    private static double Bound(double value) => Math.Clamp(value, -ModelGate.SolverInfinity, ModelGate.SolverInfinity);

    private static void Check(int code)
    {
        if (code != ScipNative.Okay)
        {
            throw new SolveRefusedException(SolveRefusedException.BadModel, $"SCIP does not take this model (code {code}): {LastError}");
        }
    }

    private void AddRows(LinearModel model, byte* noName)
    {
        var matrix = model.Matrix;
        var variables = new nint[matrix.NonZeroCount];
        for (var entry = 0; entry < variables.Length; entry++)
        {
            variables[entry] = Variables[matrix.Indices[entry]];
        }

        fixed (nint* allVariables = variables)
        fixed (double* allValues = matrix.Values)
        {
            for (var row = 0; row < model.RowCount; row++)
            {
                var start = matrix.Starts[row];
                Check(ScipNative.CreateLinear(
                    _scip, out var constraint, noName, matrix.Starts[row + 1] - start, allVariables + start, allValues + start,
                    Bound(model.RowLower[row]), Bound(model.RowUpper[row])));
                Check(ScipNative.AddConstraint(_scip, constraint));
                Check(ScipNative.ReleaseConstraint(_scip, ref constraint));
            }
        }
    }

    private void OnEvent()
    {
        if (_cancellation.IsCancellationRequested)
        {
            _ = ScipNative.InterruptSolve(_scip);
        }

        var incumbent = Numbers.Finite(ScipNative.GetPrimalBound(_scip));
        if (_observer.WantsProgress(incumbent is not null))
        {
            _observer.Progress(
                incumbent,
                Numbers.Finite(ScipNative.GetDualBound(_scip)),
                ScipNative.GetNodes(_scip),
                ScipNative.GetLpIterations(_scip));
        }
    }

    [UnmanagedCallersOnly]
    private static int OnEventInit(nint scip, nint handler) => ScipNative.CatchEvent(scip, Watched, handler, 0, 0);

    // Nothing may be thrown through the native frames above these three.
    [UnmanagedCallersOnly]
    private static int OnEvent(nint scip, nint handler, nint occurred, nint data)
    {
        try
        {
            ((ScipSession)GCHandle.FromIntPtr(ScipNative.GetEventData(handler)).Target!).OnEvent();
            return ScipNative.Okay;
        }
        catch (Exception fault)
        {
            Console.Error.WriteLine(fault);
            return 0;
        }
    }

    [UnmanagedCallersOnly]
    private static void OnMessage(nint handler, nint file, nint message)
    {
        try
        {
            if (message != 0)
            {
                ((ScipSession)GCHandle.FromIntPtr(ScipNative.GetMessageData(handler)).Target!)._observer
                    .Log(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)message));
            }
        }
        catch (Exception fault)
        {
            Console.Error.WriteLine(fault);
        }
    }

    [UnmanagedCallersOnly]
    private static void OnError(nint data, nint file, nint message)
    {
        var text = Marshal.PtrToStringUTF8(message)?.Trim() ?? "";
        if (text.Length > 0 && !text.StartsWith('['))
        {
            LastError = text;
        }
    }
}
