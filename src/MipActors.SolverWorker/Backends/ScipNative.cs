using System.Runtime.InteropServices;

namespace MipActors.SolverWorker;

/// <summary>
/// The part of SCIP's C API that is used (scip.h, 10.0). Return codes: 1 okay, everything else an error. SCIP_Bool is unsigned int,
/// SCIP_Longint long long, SCIP_EVENTTYPE uint64_t.
/// </summary>
internal static unsafe partial class ScipNative
{
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

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPmajorVersion")]
    public static partial int MajorVersion();

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPminorVersion")]
    public static partial int MinorVersion();

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPtechVersion")]
    public static partial int TechVersion();

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPcreate")]
    public static partial int Create(out nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPfree")]
    public static partial int Free(ref nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPincludeDefaultPlugins")]
    public static partial int IncludeDefaultPlugins(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPcreateProbBasic", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateProblem(nint scip, string name);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetObjsense")]
    public static partial int SetSense(nint scip, int sense);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPaddOrigObjoffset")]
    public static partial int AddObjectiveOffset(nint scip, double offset);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPcreateVarBasic")]
    public static partial int CreateVariable(nint scip, out nint variable, byte* name, double lower, double upper, double cost, int type);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPaddVar")]
    public static partial int AddVariable(nint scip, nint variable);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPreleaseVar")]
    public static partial int ReleaseVariable(nint scip, ref nint variable);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPcreateConsBasicLinear")]
    public static partial int CreateLinear(
        nint scip, out nint constraint, byte* name, int count, nint* variables, double* values, double lower, double upper);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPaddCons")]
    public static partial int AddConstraint(nint scip, nint constraint);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPreleaseCons")]
    public static partial int ReleaseConstraint(nint scip, ref nint constraint);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsolve")]
    public static partial int Solve(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPinterruptSolve")]
    public static partial int InterruptSolve(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetStatus")]
    public static partial int GetStatus(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetBestSol")]
    public static partial nint GetBestSolution(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetSolVals")]
    public static partial int GetSolutionValues(nint scip, nint solution, int count, nint[] variables, double[] values);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetSolOrigObj")]
    public static partial double GetObjective(nint scip, nint solution);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetDualbound")]
    public static partial double GetDualBound(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetPrimalbound")]
    public static partial double GetPrimalBound(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetNTotalNodes")]
    public static partial long GetNodes(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetNLPIterations")]
    public static partial long GetLpIterations(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPcreateSol")]
    public static partial int CreateSolution(nint scip, out nint solution, nint heuristic);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPcreatePartialSol")]
    public static partial int CreatePartialSolution(nint scip, out nint solution, nint heuristic);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetSolVal")]
    public static partial int SetSolutionValue(nint scip, nint solution, nint variable, double value);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPaddSolFree")]
    public static partial int AddSolutionAndFree(nint scip, ref nint solution, out uint stored);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPincludeEventhdlrBasic", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int IncludeEventHandler(
        nint scip, out nint handler, string name, string description, delegate* unmanaged<nint, nint, nint, nint, int> execute, nint data);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetEventhdlrInit")]
    public static partial int SetEventInit(nint scip, nint handler, delegate* unmanaged<nint, nint, int> init);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPeventhdlrGetData")]
    public static partial nint GetEventData(nint handler);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPcatchEvent")]
    public static partial int CatchEvent(nint scip, ulong type, nint handler, nint data, nint position);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPmessagehdlrCreate")]
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

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPmessagehdlrGetData")]
    public static partial nint GetMessageData(nint handler);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPmessagehdlrRelease")]
    public static partial int ReleaseMessageHandler(ref nint handler);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetMessagehdlr")]
    public static partial int SetMessageHandler(nint scip, nint handler);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPmessageSetErrorPrinting")]
    public static partial void SetErrorPrinting(delegate* unmanaged<nint, nint, nint, void> print, nint data);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetParam(nint scip, string name);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetParams")]
    public static partial nint* GetParams(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPgetNParams")]
    public static partial int GetParamCount(nint scip);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPparamGetName")]
    public static partial nint GetParamName(nint param);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPparamGetType")]
    public static partial int GetParamType(nint param);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPparamGetIntMin")]
    public static partial int GetParamIntLeast(nint param);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPparamGetIntMax")]
    public static partial int GetParamIntMost(nint param);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPparamGetRealMin")]
    public static partial double GetParamRealLeast(nint param);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPparamGetRealMax")]
    public static partial double GetParamRealMost(nint param);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPparamGetInt")]
    public static partial int GetParamInt(nint param);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPparamGetReal")]
    public static partial double GetParamReal(nint param);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetBoolParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetBool(nint scip, string name, uint value);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetIntParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetInt(nint scip, string name, int value);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetLongintParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLongint(nint scip, string name, long value);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetRealParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetReal(nint scip, string name, double value);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetCharParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetChar(nint scip, string name, sbyte value);

    [LibraryImport(NativeSolvers.Scip, EntryPoint = "SCIPsetStringParam", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetString(nint scip, string name, string value);
}
