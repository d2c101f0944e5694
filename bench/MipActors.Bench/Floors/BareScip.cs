using System.Diagnostics;
using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.Bench.Floors;

/// <summary>SCIP in this process, by itself: the end of the peers' way, and the floor under ours.</summary>
internal static unsafe class BareScip
{
    private const int Okay = 1;
    private const int Minimize = 1;
    private const int Maximize = -1;
    private const int IntegerVariable = 1;
    private const int ContinuousVariable = 3;
    private const double Infinity = 1e20;
    private const double TimeLimitSeconds = 290;

    // Loaded by hand: the library lies beside the worker, not beside this program.
    private static readonly nint Library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "worker", LibraryName));
    private static readonly delegate* unmanaged<nint*, int> Create = (delegate* unmanaged<nint*, int>)Entry("SCIPcreate");
    private static readonly delegate* unmanaged<nint*, int> Free = (delegate* unmanaged<nint*, int>)Entry("SCIPfree");
    private static readonly delegate* unmanaged<nint, int> IncludePlugins = (delegate* unmanaged<nint, int>)Entry("SCIPincludeDefaultPlugins");
    private static readonly delegate* unmanaged<nint, byte*, byte*, int> ReadProblem = (delegate* unmanaged<nint, byte*, byte*, int>)Entry("SCIPreadProb");
    private static readonly delegate* unmanaged<nint, byte*, int> CreateProblem = (delegate* unmanaged<nint, byte*, int>)Entry("SCIPcreateProbBasic");
    private static readonly delegate* unmanaged<nint, nint*, byte*, double, double, double, int, int> CreateVariable =
        (delegate* unmanaged<nint, nint*, byte*, double, double, double, int, int>)Entry("SCIPcreateVarBasic");

    private static readonly delegate* unmanaged<nint, nint, int> AddVariable = (delegate* unmanaged<nint, nint, int>)Entry("SCIPaddVar");
    private static readonly delegate* unmanaged<nint, nint*, int> ReleaseVariable = (delegate* unmanaged<nint, nint*, int>)Entry("SCIPreleaseVar");
    private static readonly delegate* unmanaged<nint, nint*, byte*, int, nint*, double*, double, double, int> CreateRow =
        (delegate* unmanaged<nint, nint*, byte*, int, nint*, double*, double, double, int>)Entry("SCIPcreateConsBasicLinear");

    private static readonly delegate* unmanaged<nint, nint, int> AddRow = (delegate* unmanaged<nint, nint, int>)Entry("SCIPaddCons");
    private static readonly delegate* unmanaged<nint, nint*, int> ReleaseRow = (delegate* unmanaged<nint, nint*, int>)Entry("SCIPreleaseCons");
    private static readonly delegate* unmanaged<nint, double, int> AddOffset = (delegate* unmanaged<nint, double, int>)Entry("SCIPaddOrigObjoffset");
    private static readonly delegate* unmanaged<nint, int, int> SetSense = (delegate* unmanaged<nint, int, int>)Entry("SCIPsetObjsense");
    private static readonly delegate* unmanaged<nint, byte*, double, int> SetReal = (delegate* unmanaged<nint, byte*, double, int>)Entry("SCIPsetRealParam");
    private static readonly delegate* unmanaged<nint, int> Run = (delegate* unmanaged<nint, int>)Entry("SCIPsolve");
    private static readonly delegate* unmanaged<nint, double> PrimalBound = (delegate* unmanaged<nint, double>)Entry("SCIPgetPrimalbound");
    private static readonly delegate* unmanaged<nint, long> NodeCount = (delegate* unmanaged<nint, long>)Entry("SCIPgetNTotalNodes");
    private static readonly delegate* unmanaged<nint, uint, void> SetQuiet = (delegate* unmanaged<nint, uint, void>)Entry("SCIPsetMessagehdlrQuiet");

    private static string LibraryName => OperatingSystem.IsWindows() ? "libscip.dll" : OperatingSystem.IsMacOS() ? "libscip.10.0.dylib" : "libscip.so.10.0";

    /// <summary>Takes a model and solves it, with the gaps and the time limit that the server takes where it is told nothing.</summary>
    public static BareSolve Solve(LinearModel model)
    {
        var variables = new nint[model.ColumnCount];
        return Solve(Build, Release);

        void Build(nint scip)
        {
            fixed (byte* relative = "limits/gap\0"u8, absolute = "limits/absgap\0"u8, time = "limits/time\0"u8)
            {
                // As the server sets it: SCIP looks at the clock often, and with a limit a solve takes some hundredths longer (measured: 4 to 6 %).
                Demand(SetReal(scip, time, TimeLimitSeconds), "time limit");
                Demand(SetReal(scip, relative, 1e-9), "gap");
                Demand(SetReal(scip, absolute, 1e-9), "gap");
            }

            byte noName = 0;
            Demand(CreateProblem(scip, &noName), "problem");
            Demand(SetSense(scip, model.Sense == ObjectiveSense.Maximize ? Maximize : Minimize), "sense");
            Demand(AddOffset(scip, model.ObjectiveOffset), "offset");
            fixed (nint* all = variables)
            {
                for (var column = 0; column < variables.Length; column++)
                {
                    var type = model.Kinds[column] == VariableKind.Integer ? IntegerVariable : ContinuousVariable;
                    Demand(CreateVariable(scip, all + column, &noName, Bound(model.ColumnLower[column]), Bound(model.ColumnUpper[column]), model.Cost[column], type), "variable");
                    Demand(AddVariable(scip, all[column]), "variable");
                }
            }

            for (var row = 0; row < model.RowCount; row++)
            {
                nint made;
                var of = model.Matrix.RowIndices(row).ToArray().Select(column => variables[column]).ToArray();
                fixed (nint* ofRow = of)
                fixed (double* values = model.Matrix.RowValues(row))
                {
                    Demand(CreateRow(scip, &made, &noName, of.Length, ofRow, values, Bound(model.RowLower[row]), Bound(model.RowUpper[row])), "row");
                }

                Demand(AddRow(scip, made), "row");
                Demand(ReleaseRow(scip, &made), "row");
            }
        }

        void Release(nint scip)
        {
            fixed (nint* all = variables)
            {
                for (var column = 0; column < variables.Length && all[column] != 0; column++)
                {
                    _ = ReleaseVariable(scip, all + column);
                }
            }
        }
    }

    /// <summary>Has SCIP's own reader read a file, and solves.</summary>
    /// <param name="file">An MPS file of PuLP.</param>
    /// <param name="maximize">PuLP writes the sense into a comment, which no reader heeds.</param>
    public static BareSolve Solve(string file, bool maximize)
    {
        var path = (byte*)Marshal.StringToCoTaskMemUTF8(file);
        try
        {
            return Solve(
                scip =>
                {
                    Demand(ReadProblem(scip, path, null), "read");
                    Demand(SetSense(scip, maximize ? Maximize : Minimize), "sense");
                },
                static _ => { });
        }
        finally
        {
            Marshal.FreeCoTaskMem((nint)path);
        }
    }

    private static BareSolve Solve(Action<nint> build, Action<nint> release)
    {
        nint scip = 0;
        try
        {
            Demand(Create(&scip), "create");
            SetQuiet(scip, 1);
            Demand(IncludePlugins(scip), "plugins");
            build(scip);
            var began = Stopwatch.GetTimestamp();
            Demand(Run(scip), "solve");
            return new BareSolve(PrimalBound(scip), Stopwatch.GetElapsedTime(began).TotalSeconds, NodeCount(scip));
        }
        finally
        {
            if (scip != 0)
            {
                release(scip);
                _ = Free(&scip);
            }
        }
    }

    private static double Bound(double value) => Math.Clamp(value, -Infinity, Infinity);

    private static nint Entry(string name) => NativeLibrary.GetExport(Library, name);

    private static void Demand(int code, string step)
    {
        if (code != Okay)
        {
            throw new BenchException($"SCIP by itself failed: {step}, code {code}");
        }
    }
}

/// <summary>A solve by a solver alone.</summary>
/// <param name="Objective">The optimum.</param>
/// <param name="Seconds">Of the solve, without reading or building.</param>
/// <param name="Nodes">Of the tree.</param>
internal sealed record BareSolve(double Objective, double Seconds, long Nodes);
