using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MipActors.Bench;

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
    private static readonly delegate* unmanaged<nint, uint, void> SetQuiet = (delegate* unmanaged<nint, uint, void>)Entry("SCIPsetMessagehdlrQuiet");

    private static string LibraryName => OperatingSystem.IsWindows() ? "libscip.dll" : OperatingSystem.IsMacOS() ? "libscip.10.0.dylib" : "libscip.so.10.0";

    /// <summary>Reads and solves; the optimum and the seconds of the solve alone.</summary>
    /// <param name="file">An MPS file of PuLP.</param>
    /// <param name="maximize">PuLP writes the sense into a comment, which no reader heeds.</param>
    public static (double Objective, double SolveSeconds) Solve(string file, bool maximize)
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

            var began = Stopwatch.GetTimestamp();
            Demand(Run(scip), "solve");
            return (PrimalBound(scip), Stopwatch.GetElapsedTime(began).TotalSeconds);
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
