using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.Reports;

namespace MipActors.Bundles;

/// <summary>Whether a replay gave the same answer as the job that was bundled.</summary>
/// <param name="IsSame">The same outcome, status and objective (within the tolerance of the check).</param>
/// <param name="Differences">What differs, in a sentence each; of a same answer what may: values, versions.</param>
public sealed record Comparison(bool IsSame, IReadOnlyList<string> Differences)
{
    /// <summary>Compares the bundled answer with the new one.</summary>
    public static Comparison Of(Bundle bundle, JobReport replayed, IReadOnlyDictionary<string, string> versions)
    {
        var (then, now) = (bundle.Report, replayed);
        List<string> differences = [];
        var (statusThen, statusNow) = (ReportViews.StatusWord(then), ReportViews.StatusWord(now));
        var isSame = statusThen == statusNow && then.Outcome == now.Outcome && then.Fault?.Code == now.Fault?.Code;
        if (!isSame)
        {
            differences.Add($"the status was {Described(statusThen, then)} and is {Described(statusNow, now)}");
        }

        var (objectiveThen, objectiveNow) = (then.Solution?.Objective, now.Solution?.Objective);
        if (!Agree(objectiveThen, objectiveNow, bundle.Request.ValidationTolerance))
        {
            isSame = false;
            differences.Add($"the objective was {objectiveThen?.ToString("R") ?? "none"} and is {objectiveNow?.ToString("R") ?? "none"}"
                + (statusThen == "feasible" && statusNow == "feasible" ? " (a limit stopped both, so that it may)" : ""));
        }

        if (!Same(then.Model, now.Model))
        {
            isSame = false;
            differences.Add("the model is another one: the program made something else of the same data");
        }
        else if (then.Solution?.Values is { } before && now.Solution?.Values is { } after && !before.AsSpan().SequenceEqual(after))
        {
            var count = before.Zip(after).Count(pair => pair.First != pair.Second);
            differences.Add($"{count:N0} of {before.Length:N0} variables have another value" + (isSame ? ", at the same objective" : ""));
        }

        if (then.Proof?.Verdict != now.Proof?.Verdict)
        {
            differences.Add($"the proof was {Word(then.Proof)} and is {Word(now.Proof)}");
        }

        foreach (var (name, version) in bundle.Versions)
        {
            if (versions.GetValueOrDefault(name) is var other && other != version)
            {
                differences.Add($"{name} was {version} and is {other ?? "not there"}");
            }
        }

        return new Comparison(isSame, differences);
    }

    private static string Described(string status, JobReport report) => report.Fault is { } fault ? $"{status} ({fault.Code})" : status;

    private static string Word(ProofReport? proof) => proof?.Verdict.ToString().ToLowerInvariant() ?? "none";

    private static bool Agree(double? a, double? b, double tolerance) => (a, b) switch
    {
        (null, null) => true,
        ({ } then, { } now) => Math.Abs(then - now) <= Math.Max(tolerance, 1e-9) * Math.Max(1, Math.Abs(then)),
        _ => false,
    };

    private static bool Same(LinearModel? a, LinearModel? b) => (a, b) switch
    {
        (null, null) => true,
        ({ } then, { } now) => Bytes(then).SequenceEqual(Bytes(now)),
        _ => false,
    };

    private static ReadOnlySpan<byte> Bytes(LinearModel model)
    {
        var writer = new WireWriter();
        ModelCodec.Write(writer, model);
        return writer.Written.Span;
    }
}
