using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Actors.Runs;

/// <summary>The starting point that a caller gave with a request, values by names: what a solver gets of it, and what the caller has to hear.</summary>
internal static class GivenStart
{
    private const int MostNamed = 3;

    /// <summary>
    /// The call with the start; none where the start speaks of no variable of the model. Names that the model does not have are passed over: a start
    /// may come from last week's larger model.
    /// </summary>
    public static (SolveCall Call, string? Note) Begin(SolveCall call, IReadOnlyDictionary<string, double> start, double tolerance)
    {
        var model = call.Model;
        double[] values = [.. model.ColumnNames.Select(name => start.TryGetValue(name, out var value) ? value : double.NaN)];
        if (Array.TrueForAll(values, double.IsNaN))
        {
            return (call, $"The start was not used: it has none of the model's variables, but {Some(start.Keys)}.");
        }

        return (call with { MipStart = values }, Unknown(model, start) ?? Broken(model, values, tolerance));
    }

    private static string? Unknown(LinearModel model, IReadOnlyDictionary<string, double> start)
    {
        var known = model.ColumnNames.ToHashSet(StringComparer.Ordinal);
        string[] unknown = [.. start.Keys.Where(name => !known.Contains(name))];
        return unknown.Length == 0 ? null : $"Of the start was passed over what the model does not have: {Some(unknown)}.";
    }

    /// <summary>Solvers mend a start that does not fit, or drop it without a word.</summary>
    private static string? Broken(LinearModel model, double[] values, double tolerance)
    {
        if (Array.Exists(values, double.IsNaN) || SolutionCheck.Run(model, values, tolerance, null) is not { IsValid: false } report)
        {
            return null;
        }

        var where = report.Constraints.Largest.Concat(report.Bounds.Largest).Concat(report.Integrality.Largest).FirstOrDefault() is { } first
            ? $" ('{first.Name}' by {first.Absolute:G6})"
            : "";
        return $"The start does not satisfy the model{where}: the solver may have mended or dropped it.";
    }

    private static string Some(IEnumerable<string> names)
    {
        string[] first = [.. names.Take(MostNamed + 1)];
        return string.Join(", ", first.Take(MostNamed).Select(name => $"'{name}'")) + (first.Length > MostNamed ? ", …" : "");
    }
}
