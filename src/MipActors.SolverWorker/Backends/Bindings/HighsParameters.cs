using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>Options and raw parameters in HiGHS' words.</summary>
internal static class HighsParameters
{
    private const string Solver = "HiGHS";

    private static readonly Lazy<string[]> Names = new(ReadNames);

    /// <summary>Sets what was asked and our defaults; gives the number of threads.</summary>
    /// <exception cref="SolveRefusedException">A raw parameter is unknown or can not have its value.</exception>
    public static int Apply(nint highs, SolveOptions options, SolveClock deadline, bool wantsLog)
    {
        _ = HighsNative.SetBoolOption(highs, "output_flag", wantsLog ? 1 : 0);

        // With a logging callback nothing goes to the console, but without this flag there are no messages at all.
        _ = HighsNative.SetBoolOption(highs, "log_to_console", wantsLog ? 1 : 0);
        _ = HighsNative.SetIntOption(highs, "threads", SolveDefaults.Threads(options));
        _ = HighsNative.SetIntOption(highs, "random_seed", SolveDefaults.Seed(options));
        _ = HighsNative.SetDoubleOption(highs, "mip_rel_gap", SolveDefaults.RelativeGap(options));
        _ = HighsNative.SetDoubleOption(highs, "mip_abs_gap", SolveDefaults.AbsoluteGap(options));
        if (options.NodeLimit is { } nodes)
        {
            _ = HighsNative.SetIntOption(highs, "mip_max_nodes", (int)Math.Min(nodes, int.MaxValue));
        }

        if (options.Log == SolverLog.Verbose)
        {
            _ = HighsNative.SetIntOption(highs, "log_dev_level", 1);
        }

        foreach (var (name, value) in options.Parameters)
        {
            Set(highs, name, value);
        }

        _ = HighsNative.SetDoubleOption(highs, "time_limit", deadline.RemainingSeconds);
        return HighsNative.GetIntOption(highs, "threads", out var threads, out _, out _, out _) == 0 ? threads : 1;
    }

    /// <summary>What is in force, read back from the library.</summary>
    public static IReadOnlyDictionary<string, string> InForce(nint highs, SolveOptions options, SolveClock deadline)
    {
        _ = HighsNative.GetIntOption(highs, "threads", out var threads, out _, out _, out _);
        _ = HighsNative.GetIntOption(highs, "random_seed", out var seed, out _, out _, out _);
        _ = HighsNative.GetDoubleOption(highs, "mip_rel_gap", out var relative, out _, out _, out _);
        _ = HighsNative.GetDoubleOption(highs, "mip_abs_gap", out var absolute, out _, out _, out _);
        return SolveDefaults.Report(options, deadline, threads, seed, relative, absolute);
    }

    private static void Set(nint highs, string name, string value)
    {
        if (HighsNative.GetOptionType(highs, name, out var type) == HighsNative.Error)
        {
            throw RawParameters.Unknown(Solver, name, Names.Value);
        }

        if (name == "time_limit")
        {
            throw RawParameters.Forbidden(Solver, name, "use the option timeLimitSeconds");
        }

        if (name.EndsWith("_file", StringComparison.Ordinal) || name.StartsWith("write_", StringComparison.Ordinal)
            || name is "output_flag" or "log_to_console")
        {
            throw RawParameters.Forbidden(Solver, name, "a solver here writes no files and prints nothing; the option log gives its log");
        }

        var status = type switch
        {
            HighsNative.OptionBool => HighsNative.SetBoolOption(
                highs, name, (RawParameters.Boolean(value) ?? throw RawParameters.Bad(Solver, name, value, "true or false is expected")) ? 1 : 0),
            HighsNative.OptionInt => SetInteger(highs, name, value),
            HighsNative.OptionDouble => HighsNative.SetDoubleOption(
                highs, name, RawParameters.Real(value) ?? throw RawParameters.Bad(Solver, name, value, "a number is expected")),
            _ => HighsNative.SetStringOption(highs, name, value),
        };
        if (status == HighsNative.Error)
        {
            throw RawParameters.Bad(Solver, name, value, Range(highs, name, type));
        }
    }

    private static int SetInteger(nint highs, string name, string value)
    {
        var whole = RawParameters.Integer(value) ?? throw RawParameters.Bad(Solver, name, value, "a whole number is expected");
        return Math.Abs(whole) <= int.MaxValue ? HighsNative.SetIntOption(highs, name, (int)whole) : HighsNative.Error;
    }

    private static string Range(nint highs, string name, int type)
    {
        if (type == HighsNative.OptionInt && HighsNative.GetIntOption(highs, name, out _, out var least, out var most, out _) == 0)
        {
            return $"it goes from {least} to {most}";
        }

        return type == HighsNative.OptionDouble && HighsNative.GetDoubleOption(highs, name, out _, out var low, out var high, out _) == 0
            ? $"it goes from {Numbers.Text(low)} to {Numbers.Text(high)}"
            : "the solver does not know this value";
    }

    private static string[] ReadNames()
    {
        var highs = HighsNative.Create();
        try
        {
            var names = new List<string>();
            for (var i = 0; i < HighsNative.GetNumOptions(highs); i++)
            {
                // The C string is ours to free, by the library's own allocator, which we can not name portably: kept, once a process.
                if (HighsNative.GetOptionName(highs, i, out var name) == 0 && Marshal.PtrToStringUTF8(name) is { } text)
                {
                    names.Add(text);
                }
            }

            return [.. names];
        }
        finally
        {
            HighsNative.Destroy(highs);
        }
    }
}
