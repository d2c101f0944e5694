using System.Runtime.InteropServices;

namespace MipActors.SolverWorker.Backends;

/// <summary>The part of CBC's C API that is used (Cbc_C_Interface.h, 2.10).</summary>
internal static unsafe partial class CbcNative
{
    /// <summary>The name that these bindings import from.</summary>
    public const string Library = "cbc";

    [LibraryImport(Library, EntryPoint = "Cbc_getVersion")]
    public static partial nint Version();

    [LibraryImport(Library, EntryPoint = "Cbc_newModel")]
    public static partial nint Create();

    [LibraryImport(Library, EntryPoint = "Cbc_deleteModel")]
    public static partial void Destroy(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_loadProblem")]
    public static partial void Load(
        nint model,
        int columns,
        int rows,
        int[] starts,
        int[] indices,
        double[] values,
        double[] columnLower,
        double[] columnUpper,
        double[] cost,
        double[] rowLower,
        double[] rowUpper);

    [LibraryImport(Library, EntryPoint = "Cbc_setInteger")]
    public static partial void SetInteger(nint model, int column);

    /// <summary>1 minimises, −1 maximises.</summary>
    [LibraryImport(Library, EntryPoint = "Cbc_setObjSense")]
    public static partial void SetSense(nint model, double sense);

    [LibraryImport(Library, EntryPoint = "Cbc_setParameter", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetParameter(nint model, string name, string value);

    [LibraryImport(Library, EntryPoint = "Cbc_setLogLevel")]
    public static partial void SetLogLevel(nint model, int level);

    [LibraryImport(Library, EntryPoint = "Cbc_setMIPStartI")]
    public static partial void SetMipStart(nint model, int count, int[] columns, double[] values);

    [LibraryImport(Library, EntryPoint = "Cbc_solve")]
    public static partial int Solve(nint model);

    /// <summary>−1 before branch and bound, 0 finished, 1 stopped at a limit, 2 abandoned, 5 stopped by the user.</summary>
    [LibraryImport(Library, EntryPoint = "Cbc_status")]
    public static partial int Status(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_isProvenOptimal")]
    public static partial int IsOptimal(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_isProvenInfeasible")]
    public static partial int IsInfeasible(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_isContinuousUnbounded")]
    public static partial int IsUnbounded(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_isNodeLimitReached")]
    public static partial int IsNodeLimitReached(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_isSecondsLimitReached")]
    public static partial int IsTimeLimitReached(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_getColSolution")]
    public static partial double* ColumnSolution(nint model);

    /// <summary>The best integer solution, or 0.</summary>
    [LibraryImport(Library, EntryPoint = "Cbc_bestSolution")]
    public static partial double* BestSolution(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_getBestPossibleObjValue")]
    public static partial double BestBound(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_getNodeCount")]
    public static partial int Nodes(nint model);

    [LibraryImport(Library, EntryPoint = "Cbc_getIterationCount")]
    public static partial int Iterations(nint model);
}
