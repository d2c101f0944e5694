using System.Diagnostics;
using System.Runtime.InteropServices;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Bench.Floors;

/// <summary>
/// SCIP in this process, by itself, with its own reader of MPS files: the end of the peers' way, and the floor under ours.
/// </summary>
internal static unsafe class BareScip
{
    private const int Okay = 1;
    private const int Maximize = -1;

    // Loaded by hand: the library lies beside the worker, not beside this program.
    private static readonly nint Library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "worker", LibraryName));
    private static readonly delegate* unmanaged<nint*, int> Create = (delegate* unmanaged<nint*, int>)Entry("SCIPcreate");
    private static readonly delegate* unmanaged<nint*, int> Free = (delegate* unmanaged<nint*, int>)Entry("SCIPfree");
    private static readonly delegate* unmanaged<nint, int> IncludePlugins = (delegate* unmanaged<nint, int>)Entry("SCIPincludeDefaultPlugins");
    private static readonly delegate* unmanaged<nint, byte*, byte*, int> ReadProblem = (delegate* unmanaged<nint, byte*, byte*, int>)Entry("SCIPreadProb");
    private static readonly delegate* unmanaged<nint, int, int> SetSense = (delegate* unmanaged<nint, int, int>)Entry("SCIPsetObjsense");
    private static readonly delegate* unmanaged<nint, int> Run = (delegate* unmanaged<nint, int>)Entry("SCIPsolve");
    private static readonly delegate* unmanaged<nint, double> PrimalBound = (delegate* unmanaged<nint, double>)Entry("SCIPgetPrimalbound");
    private static readonly delegate* unmanaged<nint, long> NodeCount = (delegate* unmanaged<nint, long>)Entry("SCIPgetNTotalNodes");
    private static readonly delegate* unmanaged<nint, byte*, double, int> SetReal = (delegate* unmanaged<nint, byte*, double, int>)Entry("SCIPsetRealParam");
    private static readonly delegate* unmanaged<nint, uint, void> SetQuiet = (delegate* unmanaged<nint, uint, void>)Entry("SCIPsetMessagehdlrQuiet");

    private static string LibraryName => OperatingSystem.IsWindows() ? "libscip.dll" : OperatingSystem.IsMacOS() ? "libscip.10.0.dylib" : "libscip.so.10.0";

    /// <summary>Writes a model, has it read and solved with the gaps that the server takes where it is told nothing.</summary>
    public static BareSolve Solve(LinearModel model)
    {
        var file = Path.Combine(Path.GetTempPath(), $"mipactors-bench-{Environment.ProcessId}-bare.mps");
        try
        {
            File.WriteAllText(file, ModelText.Write(ModelFormat.Mps, model).Text);
            return Solve(file, maximize: false, gap: 1e-9);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Reads and solves.</summary>
    /// <param name="file">An MPS file.</param>
    /// <param name="maximize">PuLP writes the sense into a comment, which no reader heeds.</param>
    /// <param name="gap">Relative and absolute; SCIP's own are 0.</param>
    public static BareSolve Solve(string file, bool maximize, double gap = 0)
    {
        nint scip = 0;
        var path = (byte*)Marshal.StringToCoTaskMemUTF8(file);
        try
        {
            Demand(Create(&scip), "create");
            SetQuiet(scip, 1);
            Demand(IncludePlugins(scip), "plugins");
            Demand(ReadProblem(scip, path, null), "read");
            if (maximize)
            {
                Demand(SetSense(scip, Maximize), "sense");
            }

            fixed (byte* relative = "limits/gap\0"u8, absolute = "limits/absgap\0"u8)
            {
                Demand(SetReal(scip, relative, gap), "gap");
                Demand(SetReal(scip, absolute, gap), "gap");
            }

            var began = Stopwatch.GetTimestamp();
            Demand(Run(scip), "solve");
            return new BareSolve(PrimalBound(scip), Stopwatch.GetElapsedTime(began).TotalSeconds, NodeCount(scip));
        }
        finally
        {
            if (scip != 0)
            {
                _ = Free(&scip);
            }

            Marshal.FreeCoTaskMem((nint)path);
        }
    }

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
/// <param name="Seconds">Of the solve, without reading.</param>
/// <param name="Nodes">Of the tree.</param>
internal sealed record BareSolve(double Objective, double Seconds, long Nodes);
