using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// Options and raw parameters in CBC's words. CBC passes over what it does not know and has no way to ask what it does, so the names are
/// listed: those of cbc 2.10's command line that change how it solves, none that reads or writes.
/// </summary>
internal static class CbcParameters
{
    private const string Solver = "CBC";

    private static readonly string[] OffOnRoot = ["off", "on", "root", "ifmove", "forceOn"];
    private static readonly string[] OffOnBoth = ["off", "on", "both", "before"];
    private static readonly string[] OffOn = ["off", "on"];

    private static readonly Dictionary<string, string[]> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["cutsOnOff"] = OffOnRoot,
        ["cliqueCuts"] = OffOnRoot,
        ["flowCoverCuts"] = OffOnRoot,
        ["gomoryCuts"] = OffOnRoot,
        ["knapsackCuts"] = OffOnRoot,
        ["liftAndProjectCuts"] = OffOnRoot,
        ["mixedIntegerRoundingCuts"] = OffOnRoot,
        ["probingCuts"] = OffOnRoot,
        ["reduceAndSplitCuts"] = OffOnRoot,
        ["residualCapacityCuts"] = OffOnRoot,
        ["twoMirCuts"] = OffOnRoot,
        ["zeroHalfCuts"] = OffOnRoot,
        ["combineSolutions"] = OffOnBoth,
        ["divingSome"] = OffOnBoth,
        ["feasibilityPump"] = OffOnBoth,
        ["greedyHeuristic"] = OffOnBoth,
        ["heuristicsOnOff"] = OffOnBoth,
        ["localTreeSearch"] = OffOn,
        ["proximitySearch"] = OffOnBoth,
        ["rens"] = OffOnBoth,
        ["rins"] = OffOnBoth,
        ["roundingHeuristic"] = OffOnBoth,
        ["nodeStrategy"] = ["hybrid", "fewest", "depth", "upfewest", "downfewest", "updepth", "downdepth"],
        ["preprocess"] = ["off", "on", "equal", "equalall", "sos", "trysos", "strategy", "aggregate", "forcesos"],
        ["presolve"] = ["off", "on", "more"],
        ["scaling"] = ["off", "equilibrium", "geometric", "automatic", "dynamic"],
    };

    private static readonly string[] WholeNumbers =
        ["cutDepth", "maxSolutions", "passCuts", "passFeasibilityPump", "passPresolve", "passTreeCuts", "strategy", "strongBranching", "trustPseudoCosts"];

    private static readonly string[] Reals = ["cutoff", "dualTolerance", "increment", "integerTolerance", "primalTolerance"];

    private static readonly string[] Ours =
        ["allowableGap", "ratioGap", "seconds", "maxNodes", "threads", "randomSeed", "randomCbcSeed", "logLevel", "timeMode"];

    /// <summary>Sets what was asked and our defaults.</summary>
    /// <exception cref="SolveRefusedException">A raw parameter is unknown or can not have its value, or an option is not CBC's.</exception>
    public static void Apply(nint model, SolveOptions options, ISolveObserver observer)
    {
        if (options.ObjectiveStop is not null || options.BoundStop is not null)
        {
            throw RawParameters.Forbidden(Solver, "objective_stop", "it can not be stopped at a value; take scip or highs");
        }

        CbcNative.SetParameter(model, "timeMode", "elapsed");
        CbcNative.SetParameter(model, "ratioGap", Numbers.Text(SolveDefaults.RelativeGap(options)));
        CbcNative.SetParameter(model, "allowableGap", Numbers.Text(SolveDefaults.AbsoluteGap(options)));

        // By default CBC takes no solution that is better by less than 1e-5.
        CbcNative.SetParameter(model, "increment", Numbers.Text(1e-9));
        CbcNative.SetParameter(model, "randomSeed", Numbers.Text(SolveDefaults.Seed(options) + 1));
        CbcNative.SetParameter(model, "randomCbcSeed", Numbers.Text(SolveDefaults.Seed(options) + 1));
        if (SolveDefaults.Threads(options) is > 1 and var threads)
        {
            CbcNative.SetParameter(model, "threads", Numbers.Text(threads));
        }

        if (options.NodeLimit is { } nodes)
        {
            CbcNative.SetParameter(model, "maxNodes", Numbers.Text(Math.Min(nodes, int.MaxValue)));
        }

        foreach (var (name, value) in options.Parameters)
        {
            CbcNative.SetParameter(model, name, Checked(name, value));
        }

        CbcNative.SetLogLevel(model, options.Log == SolverLog.Verbose && observer.WantsLog ? 2 : 1);
    }

    /// <summary>Sets the time limit: what is left at the moment of the call.</summary>
    public static void Limit(nint model, SolveClock deadline)
    {
        if (double.IsFinite(deadline.RemainingSeconds))
        {
            // It looks at its clock between nodes alone, so it is asked to end a little early.
            var early = Math.Min(0.5, deadline.RemainingSeconds / 10);
            CbcNative.SetParameter(model, "seconds", Numbers.Text(Math.Max(0.01, deadline.RemainingSeconds - early)));
        }
    }

    private static string Checked(string name, string value)
    {
        if (Ours.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw RawParameters.Forbidden(Solver, name, "there is an option for it");
        }

        if (Words.TryGetValue(name, out var words))
        {
            return words.Contains(value, StringComparer.OrdinalIgnoreCase)
                ? value
                : throw RawParameters.Bad(Solver, name, value, $"one of {string.Join(", ", words)} is expected");
        }

        if (WholeNumbers.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return Numbers.Text(RawParameters.Integer(value) is { } whole && Math.Abs(whole) <= int.MaxValue
                ? whole
                : throw RawParameters.Bad(Solver, name, value, $"a whole number is expected; it goes from {int.MinValue} to {int.MaxValue}"));
        }

        if (Reals.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return Numbers.Text(RawParameters.Real(value) ?? throw RawParameters.Bad(Solver, name, value, "a number is expected"));
        }

        throw RawParameters.Unknown(Solver, name, [.. Words.Keys, .. WholeNumbers, .. Reals]);
    }
}
