using System.Runtime.InteropServices;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// The part of HiGHS' C API that is used (highs/interfaces/highs_c_api.h, 1.12; HighsInt is int here). Status: −1 error, 0 ok, 1 warning.
/// </summary>
internal static unsafe partial class HighsNative
{
    /// <summary>The name that these bindings import from.</summary>
    public const string Library = "highs";

    public const int Error = -1;
    public const int RowWise = 2;
    public const int Minimize = 1;
    public const int Maximize = -1;
    public const int SolutionFeasible = 2;
    public const int BasisValid = 1;

    public const int CallbackLogging = 0;
    public const int CallbackSimplexInterrupt = 1;
    public const int CallbackIpmInterrupt = 2;
    public const int CallbackMipImprovingSolution = 4;
    public const int CallbackMipInterrupt = 6;

    public const int OptionBool = 0;
    public const int OptionInt = 1;
    public const int OptionDouble = 2;

    [LibraryImport(Library, EntryPoint = "Highs_create")]
    public static partial nint Create();

    [LibraryImport(Library, EntryPoint = "Highs_destroy")]
    public static partial void Destroy(nint highs);

    [LibraryImport(Library, EntryPoint = "Highs_version")]
    public static partial nint Version();

    [LibraryImport(Library, EntryPoint = "Highs_passMip")]
    public static partial int PassMip(
        nint highs,
        int columns,
        int rows,
        int nonZeros,
        int format,
        int sense,
        double offset,
        double[] cost,
        double[] columnLower,
        double[] columnUpper,
        double[] rowLower,
        double[] rowUpper,
        int[] starts,
        int[] indices,
        double[] values,
        int[] integrality);

    [LibraryImport(Library, EntryPoint = "Highs_passLp")]
    public static partial int PassLp(
        nint highs,
        int columns,
        int rows,
        int nonZeros,
        int format,
        int sense,
        double offset,
        double[] cost,
        double[] columnLower,
        double[] columnUpper,
        double[] rowLower,
        double[] rowUpper,
        int[] starts,
        int[] indices,
        double[] values);

    [LibraryImport(Library, EntryPoint = "Highs_run")]
    public static partial int Run(nint highs);

    [LibraryImport(Library, EntryPoint = "Highs_getModelStatus")]
    public static partial int GetModelStatus(nint highs);

    [LibraryImport(Library, EntryPoint = "Highs_getObjectiveValue")]
    public static partial double GetObjectiveValue(nint highs);

    [LibraryImport(Library, EntryPoint = "Highs_getSolution")]
    public static partial int GetSolution(nint highs, double[] columnValue, double[] columnDual, double[] rowValue, double[] rowDual);

    /// <summary>Statuses: 0 at lower, 1 basic, 2 at upper, 3 free at zero, 4 nonbasic (kHighsBasisStatus…).</summary>
    [LibraryImport(Library, EntryPoint = "Highs_getBasis")]
    public static partial int GetBasis(nint highs, int[] columns, int[] rows);

    /// <summary>The same statuses; a basis that is no basis is completed, as the C++ class does with a foreign ("alien") one.</summary>
    [LibraryImport(Library, EntryPoint = "Highs_setBasis")]
    public static partial int SetBasis(nint highs, int[] columns, int[] rows);

    /// <summary>Six groups (column cost up, down; column bound up, down; row bound up, down) of value, objective, entering and leaving variable.</summary>
    [LibraryImport(Library, EntryPoint = "Highs_getRanging")]
    public static partial int GetRanging(
        nint highs,
        double[] costUp, nint costUpObjective, nint costUpIn, nint costUpOut,
        double[] costDown, nint costDownObjective, nint costDownIn, nint costDownOut,
        nint boundUp, nint boundUpObjective, nint boundUpIn, nint boundUpOut,
        nint boundDown, nint boundDownObjective, nint boundDownIn, nint boundDownOut,
        double[] rowUp, nint rowUpObjective, nint rowUpIn, nint rowUpOut,
        double[] rowDown, nint rowDownObjective, nint rowDownIn, nint rowDownOut);

    [LibraryImport(Library, EntryPoint = "Highs_getDualRay")]
    public static partial int GetDualRay(nint highs, out int has, double[] ray);

    [LibraryImport(Library, EntryPoint = "Highs_setSolution")]
    public static partial int SetSolution(nint highs, double[] columnValue, nint rowValue, nint columnDual, nint rowDual);

    [LibraryImport(Library, EntryPoint = "Highs_setSparseSolution")]
    public static partial int SetSparseSolution(nint highs, int entries, int[] index, double[] value);

    [LibraryImport(Library, EntryPoint = "Highs_setCallback")]
    public static partial int SetCallback(nint highs, delegate* unmanaged<int, nint, nint, int*, nint, void> callback, nint data);

    [LibraryImport(Library, EntryPoint = "Highs_startCallback")]
    public static partial int StartCallback(nint highs, int type);

    /// <summary>By name, so that the layout of the struct, which changed between versions, does not matter.</summary>
    [LibraryImport(Library, EntryPoint = "Highs_getCallbackDataOutItem", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetCallbackDataOutItem(nint dataOut, string item);

    [LibraryImport(Library, EntryPoint = "Highs_resetGlobalScheduler")]
    public static partial void ResetGlobalScheduler(int blocking);

    [LibraryImport(Library, EntryPoint = "Highs_getIntInfoValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetIntInfo(nint highs, string info, out int value);

    [LibraryImport(Library, EntryPoint = "Highs_getInt64InfoValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetInt64Info(nint highs, string info, out long value);

    [LibraryImport(Library, EntryPoint = "Highs_getDoubleInfoValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetDoubleInfo(nint highs, string info, out double value);

    [LibraryImport(Library, EntryPoint = "Highs_getNumOptions")]
    public static partial int GetNumOptions(nint highs);

    /// <summary>The name is allocated by the library, for the caller to keep.</summary>
    [LibraryImport(Library, EntryPoint = "Highs_getOptionName")]
    public static partial int GetOptionName(nint highs, int index, out nint name);

    [LibraryImport(Library, EntryPoint = "Highs_getOptionType", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetOptionType(nint highs, string option, out int type);

    [LibraryImport(Library, EntryPoint = "Highs_setBoolOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetBoolOption(nint highs, string option, int value);

    [LibraryImport(Library, EntryPoint = "Highs_setIntOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetIntOption(nint highs, string option, int value);

    [LibraryImport(Library, EntryPoint = "Highs_setDoubleOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetDoubleOption(nint highs, string option, double value);

    [LibraryImport(Library, EntryPoint = "Highs_setStringOptionValue", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetStringOption(nint highs, string option, string value);

    [LibraryImport(Library, EntryPoint = "Highs_getIntOptionValues", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetIntOption(nint highs, string option, out int current, out int least, out int most, out int preset);

    [LibraryImport(Library, EntryPoint = "Highs_getDoubleOptionValues", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetDoubleOption(nint highs, string option, out double current, out double least, out double most, out double preset);
}
