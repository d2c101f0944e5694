using System.Diagnostics;
using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.Bench.Floors;

/// <summary>HiGHS in this process, by itself, with its own reader of MPS files.</summary>
internal sealed unsafe class BareHighs : IDisposable
{
    private const int Failed = -1;
    private const int RowWise = 2;
    private const int Minimize = 1;
    private const int Maximize = -1;

    // Loaded by hand: the library lies beside the worker, not beside this program.
    private static readonly nint Library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "worker", LibraryName));
    private static readonly delegate* unmanaged<nint> Create = (delegate* unmanaged<nint>)Entry("Highs_create");
    private static readonly delegate* unmanaged<nint, void> Destroy = (delegate* unmanaged<nint, void>)Entry("Highs_destroy");
    private static readonly delegate* unmanaged<nint, byte*, int, int> SetBool = (delegate* unmanaged<nint, byte*, int, int>)Entry("Highs_setBoolOptionValue");
    private static readonly delegate* unmanaged<nint, byte*, int, int> SetInt = (delegate* unmanaged<nint, byte*, int, int>)Entry("Highs_setIntOptionValue");
    private static readonly delegate* unmanaged<nint, byte*, byte*, int> SetString = (delegate* unmanaged<nint, byte*, byte*, int>)Entry("Highs_setStringOptionValue");
    private static readonly delegate* unmanaged<nint, byte*, double, int> SetDouble = (delegate* unmanaged<nint, byte*, double, int>)Entry("Highs_setDoubleOptionValue");
    private static readonly delegate* unmanaged<nint, byte*, int> ReadModel = (delegate* unmanaged<nint, byte*, int>)Entry("Highs_readModel");
    private static readonly delegate* unmanaged<nint, int, int, int, int, int, double, double*, double*, double*, double*, double*, int*, int*, double*, int*, int> PassMip =
        (delegate* unmanaged<nint, int, int, int, int, int, double, double*, double*, double*, double*, double*, int*, int*, double*, int*, int>)Entry("Highs_passMip");

    private static readonly delegate* unmanaged<nint, int, int, double*, double*, int> ChangeRows =
        (delegate* unmanaged<nint, int, int, double*, double*, int>)Entry("Highs_changeRowsBoundsByRange");

    private static readonly delegate* unmanaged<nint, int> RunModel = (delegate* unmanaged<nint, int>)Entry("Highs_run");
    private static readonly delegate* unmanaged<nint, double> ObjectiveValue = (delegate* unmanaged<nint, double>)Entry("Highs_getObjectiveValue");
    private static readonly delegate* unmanaged<nint, byte*, long*, int> GetInt64 = (delegate* unmanaged<nint, byte*, long*, int>)Entry("Highs_getInt64InfoValue");

    private readonly nint _highs = Create();

    /// <summary>Silent, one thread, and the gaps that the server takes where it is told nothing.</summary>
    public BareHighs()
    {
        fixed (byte* output = "output_flag\0"u8, threads = "threads\0"u8, seed = "random_seed\0"u8, relative = "mip_rel_gap\0"u8, absolute = "mip_abs_gap\0"u8)
        {
            Demand(SetBool(_highs, output, 0), "output_flag");
            Demand(SetInt(_highs, threads, 1), "threads");
            Demand(SetInt(_highs, seed, 0), "random_seed");
            Demand(SetDouble(_highs, relative, 1e-9), "mip_rel_gap");
            Demand(SetDouble(_highs, absolute, 1e-9), "mip_abs_gap");
        }
    }

    private static string LibraryName => OperatingSystem.IsWindows() ? "highs.dll" : OperatingSystem.IsMacOS() ? "libhighs.1.dylib" : "libhighs.so.1";

    public double Objective => ObjectiveValue(_highs);

    public long Nodes
    {
        get
        {
            long nodes = 0;
            fixed (byte* name = "mip_node_count\0"u8)
            {
                Demand(GetInt64(_highs, name, &nodes), "nodes");
            }

            return nodes;
        }
    }

    /// <summary>Reads an MPS file; seconds.</summary>
    public double Read(string file)
    {
        var path = (byte*)Marshal.StringToCoTaskMemUTF8(file);
        try
        {
            var began = Stopwatch.GetTimestamp();
            Demand(ReadModel(_highs, path), "read");
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        finally
        {
            Marshal.FreeCoTaskMem((nint)path);
        }
    }

    /// <summary>Takes a model; seconds.</summary>
    public double Pass(LinearModel model)
    {
        var matrix = model.Matrix;
        var kinds = Array.ConvertAll(model.Kinds, kind => (int)kind);
        var began = Stopwatch.GetTimestamp();
        fixed (double* cost = model.Cost, lower = model.ColumnLower, upper = model.ColumnUpper, rowLower = model.RowLower, rowUpper = model.RowUpper, values = matrix.Values)
        fixed (int* starts = matrix.Starts, indices = matrix.Indices, integrality = kinds)
        {
            Demand(
                PassMip(
                    _highs, model.ColumnCount, model.RowCount, matrix.NonZeroCount, RowWise, model.Sense == ObjectiveSense.Maximize ? Maximize : Minimize,
                    model.ObjectiveOffset, cost, lower, upper, rowLower, rowUpper, starts, indices, values, integrality),
                "model");
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Changes the sides of all rows, and keeps the basis: the quickest way to the next answer that there is.</summary>
    public void ChangeSides(LinearModel model)
    {
        fixed (double* lower = model.RowLower, upper = model.RowUpper)
        {
            Demand(ChangeRows(_highs, 0, model.RowCount - 1, lower, upper), "sides");
        }
    }

    /// <summary>Solves; seconds.</summary>
    public double Run()
    {
        var began = Stopwatch.GetTimestamp();
        Demand(RunModel(_highs), "solve");
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>Tells the solver to stop at once, and to look at nothing before.</summary>
    public void StopAtOnce()
    {
        fixed (byte* presolve = "presolve\0"u8, off = "off\0"u8, limit = "time_limit\0"u8)
        {
            Demand(SetString(_highs, presolve, off), "presolve");
            Demand(SetDouble(_highs, limit, 0), "time_limit");
        }
    }

    public void Dispose() => Destroy(_highs);

    private static nint Entry(string name) => NativeLibrary.GetExport(Library, name);

    private static void Demand(int code, string step)
    {
        if (code == Failed)
        {
            throw new BenchException($"HiGHS by itself failed: {step}");
        }
    }
}
