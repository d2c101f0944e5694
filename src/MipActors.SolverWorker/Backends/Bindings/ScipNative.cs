using System.Runtime.InteropServices;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// The part of SCIP's C API that is used (scip.h, 10.0). Return codes: 1 okay, everything else an error. SCIP_Bool is unsigned int,
/// SCIP_Longint long long, SCIP_EVENTTYPE uint64_t.
/// </summary>
internal static unsafe partial class ScipNative
{
    /// <summary>The name that these bindings import from.</summary>
    public const string Library = "scip";

    public const int Okay = 1;
    public const int Minimize = 1;
    public const int Maximize = -1;
    public const int VarInteger = 1;
    public const int VarContinuous = 3;

    public const ulong EventPresolveRound = 0x0000040000;
    public const ulong EventNodeFocused = 0x0000080000;
    public const ulong EventNodeSolved = 0x0000700000;
    public const ulong EventLpSolved = 0x0004000000;
    public const ulong EventBestSolutionFound = 0x0010000000;

    public const int ParamBool = 0;
    public const int ParamInt = 1;
    public const int ParamLongint = 2;
    public const int ParamReal = 3;
    public const int ParamChar = 4;

    [LibraryImport(Library, EntryPoint = "SCIPmajorVersion")]
    public static partial int MajorVersion();

    [LibraryImport(Library, EntryPoint = "SCIPminorVersion")]
    public static partial int MinorVersion();

    [LibraryImport(Library, EntryPoint = "SCIPtechVersion")]
    public static partial int TechVersion();

    [LibraryImport(Library, EntryPoint = "SCIPcreate")]
    public static partial int Create(out nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPfree")]
    public static partial int Free(ref nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPincludeDefaultPlugins")]
    public static partial int IncludeDefaultPlugins(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPcreateProbBasic", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateProblem(nint scip, string name);

    [LibraryImport(Library, EntryPoint = "SCIPfreeProb")]
    public static partial int FreeProblem(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPresetParams")]
    public static partial int ResetParameters(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPsetObjsense")]
    public static partial int SetSense(nint scip, int sense);

    [LibraryImport(Library, EntryPoint = "SCIPaddOrigObjoffset")]
    public static partial int AddObjectiveOffset(nint scip, double offset);

    [LibraryImport(Library, EntryPoint = "SCIPcreateVarBasic")]
    public static partial int CreateVariable(nint scip, out nint variable, byte* name, double lower, double upper, double cost, int type);

    [LibraryImport(Library, EntryPoint = "SCIPaddVar")]
    public static partial int AddVariable(nint scip, nint variable);

    [LibraryImport(Library, EntryPoint = "SCIPreleaseVar")]
    public static partial int ReleaseVariable(nint scip, ref nint variable);

    [LibraryImport(Library, EntryPoint = "SCIPcreateConsBasicLinear")]
    public static partial int CreateLinear(
        nint scip, out nint constraint, byte* name, int count, nint* variables, double* values, double lower, double upper);

    [LibraryImport(Library, EntryPoint = "SCIPaddCons")]
    public static partial int AddConstraint(nint scip, nint constraint);

    [LibraryImport(Library, EntryPoint = "SCIPreleaseCons")]
    public static partial int ReleaseConstraint(nint scip, ref nint constraint);

    [LibraryImport(Library, EntryPoint = "SCIPsolve")]
    public static partial int Solve(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPinterruptSolve")]
    public static partial int InterruptSolve(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPgetStatus")]
    public static partial int GetStatus(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPgetBestSol")]
    public static partial nint GetBestSolution(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPgetSolVals")]
    public static partial int GetSolutionValues(nint scip, nint solution, int count, nint[] variables, double[] values);

    [LibraryImport(Library, EntryPoint = "SCIPgetSolOrigObj")]
    public static partial double GetObjective(nint scip, nint solution);

    [LibraryImport(Library, EntryPoint = "SCIPgetDualbound")]
    public static partial double GetDualBound(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPgetPrimalbound")]
    public static partial double GetPrimalBound(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPgetNTotalNodes")]
    public static partial long GetNodes(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPgetNLPIterations")]
    public static partial long GetLpIterations(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPcreateSol")]
    public static partial int CreateSolution(nint scip, out nint solution, nint heuristic);

    [LibraryImport(Library, EntryPoint = "SCIPcreatePartialSol")]
    public static partial int CreatePartialSolution(nint scip, out nint solution, nint heuristic);

    [LibraryImport(Library, EntryPoint = "SCIPsetSolVal")]
    public static partial int SetSolutionValue(nint scip, nint solution, nint variable, double value);

    [LibraryImport(Library, EntryPoint = "SCIPaddSolFree")]
    public static partial int AddSolutionAndFree(nint scip, ref nint solution, out uint stored);

    [LibraryImport(Library, EntryPoint = "SCIPincludeEventhdlrBasic", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int IncludeEventHandler(
        nint scip, out nint handler, string name, string description, delegate* unmanaged<nint, nint, nint, nint, int> execute, nint data);

    [LibraryImport(Library, EntryPoint = "SCIPsetEventhdlrInit")]
    public static partial int SetEventInit(nint scip, nint handler, delegate* unmanaged<nint, nint, int> init);

    [LibraryImport(Library, EntryPoint = "SCIPeventhdlrGetData")]
    public static partial nint GetEventData(nint handler);

    [LibraryImport(Library, EntryPoint = "SCIPcatchEvent")]
    public static partial int CatchEvent(nint scip, ulong type, nint handler, nint data, nint position);

    [LibraryImport(Library, EntryPoint = "SCIPmessagehdlrCreate")]
    public static partial int CreateMessageHandler(
        out nint handler,
        uint buffered,
        nint fileName,
        uint quiet,
        delegate* unmanaged<nint, nint, nint, void> warning,
        delegate* unmanaged<nint, nint, nint, void> dialog,
        delegate* unmanaged<nint, nint, nint, void> info,
        nint free,
        nint data);

    [LibraryImport(Library, EntryPoint = "SCIPmessagehdlrGetData")]
    public static partial nint GetMessageData(nint handler);

    [LibraryImport(Library, EntryPoint = "SCIPmessagehdlrRelease")]
    public static partial int ReleaseMessageHandler(ref nint handler);

    [LibraryImport(Library, EntryPoint = "SCIPsetMessagehdlr")]
    public static partial int SetMessageHandler(nint scip, nint handler);

    [LibraryImport(Library, EntryPoint = "SCIPmessageSetErrorPrinting")]
    public static partial void SetErrorPrinting(delegate* unmanaged<nint, nint, nint, void> print, nint data);

    [LibraryImport(Library, EntryPoint = "SCIPgetParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetParam(nint scip, string name);

    [LibraryImport(Library, EntryPoint = "SCIPgetParams")]
    public static partial nint* GetParams(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPgetNParams")]
    public static partial int GetParamCount(nint scip);

    [LibraryImport(Library, EntryPoint = "SCIPparamGetName")]
    public static partial nint GetParamName(nint param);

    [LibraryImport(Library, EntryPoint = "SCIPparamGetType")]
    public static partial int GetParamType(nint param);

    [LibraryImport(Library, EntryPoint = "SCIPparamGetIntMin")]
    public static partial int GetParamIntLeast(nint param);

    [LibraryImport(Library, EntryPoint = "SCIPparamGetIntMax")]
    public static partial int GetParamIntMost(nint param);

    [LibraryImport(Library, EntryPoint = "SCIPparamGetRealMin")]
    public static partial double GetParamRealLeast(nint param);

    [LibraryImport(Library, EntryPoint = "SCIPparamGetRealMax")]
    public static partial double GetParamRealMost(nint param);

    [LibraryImport(Library, EntryPoint = "SCIPparamGetInt")]
    public static partial int GetParamInt(nint param);

    [LibraryImport(Library, EntryPoint = "SCIPparamGetReal")]
    public static partial double GetParamReal(nint param);

    [LibraryImport(Library, EntryPoint = "SCIPsetBoolParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetBool(nint scip, string name, uint value);

    [LibraryImport(Library, EntryPoint = "SCIPsetIntParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetInt(nint scip, string name, int value);

    [LibraryImport(Library, EntryPoint = "SCIPsetLongintParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLongint(nint scip, string name, long value);

    [LibraryImport(Library, EntryPoint = "SCIPsetRealParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetReal(nint scip, string name, double value);

    [LibraryImport(Library, EntryPoint = "SCIPsetCharParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetChar(nint scip, string name, sbyte value);

    [LibraryImport(Library, EntryPoint = "SCIPsetStringParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetString(nint scip, string name, string value);
}
