using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>Options and raw parameters in SCIP's words.</summary>
internal static unsafe class ScipParameters
{
    private const string Solver = "SCIP";
    private const string Seed = "randomization/randomseedshift";

    /// <summary>Sets what was asked and our defaults.</summary>
    /// <exception cref="SolveRefusedException">A raw parameter is unknown or can not have its value.</exception>
    public static void Apply(nint scip, SolveOptions options)
    {
        _ = ScipNative.SetBool(scip, "misc/catchctrlc", 0);
        _ = ScipNative.SetReal(scip, "limits/gap", SolveDefaults.RelativeGap(options));
        _ = ScipNative.SetReal(scip, "limits/absgap", SolveDefaults.AbsoluteGap(options));
        _ = ScipNative.SetInt(scip, Seed, SolveDefaults.Seed(options));
        if (options.NodeLimit is { } nodes)
        {
            _ = ScipNative.SetLongint(scip, "limits/totalnodes", nodes);
        }

        if (options.ObjectiveStop is { } objective)
        {
            _ = ScipNative.SetReal(scip, "limits/primal", objective);
        }

        if (options.BoundStop is { } bound)
        {
            _ = ScipNative.SetReal(scip, "limits/dual", bound);
        }

        if (options.Log == SolverLog.Verbose)
        {
            _ = ScipNative.SetInt(scip, "display/verblevel", 5);
        }

        foreach (var (name, value) in options.Parameters)
        {
            Set(scip, name, value);
        }
    }

    /// <summary>Sets the time limit: what is left at the moment of the call.</summary>
    public static void Limit(nint scip, SolveClock deadline) =>
        _ = ScipNative.SetReal(scip, "limits/time", Math.Min(deadline.RemainingSeconds, ModelGate.SolverInfinity));

    /// <summary>What is in force, read back from the library.</summary>
    public static IReadOnlyDictionary<string, string> InForce(nint scip, SolveOptions options, SolveClock deadline) => SolveDefaults.Report(
        options,
        deadline,
        threads: 1,
        ScipNative.GetParamInt(ScipNative.GetParam(scip, Seed)),
        ScipNative.GetParamReal(ScipNative.GetParam(scip, "limits/gap")),
        ScipNative.GetParamReal(ScipNative.GetParam(scip, "limits/absgap")));

    private static void Set(nint scip, string name, string value)
    {
        var parameter = ScipNative.GetParam(scip, name);
        if (parameter == 0)
        {
            throw RawParameters.Unknown(Solver, name, Names(scip));
        }

        if (name == "limits/time")
        {
            throw RawParameters.Forbidden(Solver, name, "use the option timeLimitSeconds");
        }

        if (name.EndsWith("file", StringComparison.Ordinal) || name.EndsWith("filename", StringComparison.Ordinal)
            || name.EndsWith("directory", StringComparison.Ordinal))
        {
            throw RawParameters.Forbidden(Solver, name, "a solver here writes no files; the option log gives its log");
        }

        var type = ScipNative.GetParamType(parameter);
        var result = type switch
        {
            ScipNative.ParamBool => ScipNative.SetBool(
                scip, name, (RawParameters.Boolean(value) ?? throw RawParameters.Bad(Solver, name, value, "true or false is expected")) ? 1u : 0u),
            ScipNative.ParamInt => Whole(name, value) is var whole && Math.Abs(whole) <= int.MaxValue ? ScipNative.SetInt(scip, name, (int)whole) : 0,
            ScipNative.ParamLongint => ScipNative.SetLongint(scip, name, Whole(name, value)),
            ScipNative.ParamReal => ScipNative.SetReal(
                scip, name, RawParameters.Real(value) ?? throw RawParameters.Bad(Solver, name, value, "a number is expected")),
            ScipNative.ParamChar => value.Length == 1 && char.IsAscii(value[0]) ? ScipNative.SetChar(scip, name, (sbyte)value[0]) : 0,
            _ => ScipNative.SetString(scip, name, value),
        };
        if (result != ScipNative.Okay)
        {
            throw RawParameters.Bad(Solver, name, value, Range(parameter, type));
        }
    }

    private static long Whole(string name, string value) =>
        RawParameters.Integer(value) ?? throw RawParameters.Bad(Solver, name, value, "a whole number is expected");

    private static string Range(nint parameter, int type) => type switch
    {
        ScipNative.ParamInt => $"it goes from {ScipNative.GetParamIntLeast(parameter)} to {ScipNative.GetParamIntMost(parameter)}",
        ScipNative.ParamReal =>
            $"it goes from {Numbers.Text(ScipNative.GetParamRealLeast(parameter))} to {Numbers.Text(ScipNative.GetParamRealMost(parameter))}",
        ScipNative.ParamChar => "one character that SCIP knows is expected",
        _ => "the solver does not know this value",
    };

    private static List<string> Names(nint scip)
    {
        var parameters = ScipNative.GetParams(scip);
        var names = new List<string>();
        for (var i = 0; i < ScipNative.GetParamCount(scip); i++)
        {
            names.Add(Marshal.PtrToStringUTF8(ScipNative.GetParamName(parameters[i])) ?? "");
        }

        return names;
    }
}
