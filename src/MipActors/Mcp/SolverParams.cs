using System.Text.Json;
using MipActors.Core.Model;

namespace MipActors.Mcp;

/// <summary>Sorts the argument <c>solver_params</c> into field options and raw parameters.</summary>
internal static class SolverParams
{
    public static SolveOptions Options(string solver, IReadOnlyDictionary<string, JsonElement>? given)
    {
        var options = new SolveOptions { Solver = solver.Trim().ToLowerInvariant() };
        var raw = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            options = name switch
            {
                "time_limit" or "timeLimit" => options with { TimeLimitSeconds = Number(name, value, least: 0.001) },
                "relative_gap" or "mip_gap" or "gapRel" => options with { RelativeGap = Number(name, value, least: 0) },
                "absolute_gap" or "gapAbs" => options with { AbsoluteGap = Number(name, value, least: 0) },
                "threads" => options with { Threads = Whole(name, value, least: 1) },
                "seed" => options with { Seed = Whole(name, value, least: 0) },
                _ => Raw(options, raw, name, value),
            };
        }

        return options with { Parameters = raw };
    }

    private static SolveOptions Raw(SolveOptions options, Dictionary<string, string> raw, string name, JsonElement value)
    {
        raw[name] = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw new ToolArgumentException($"solver_params.{name}", $"is {ToolArguments.Describe(value)}", "a text, a number, true or false"),
        };
        return options;
    }

    private static double Number(string name, JsonElement value, double least) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && double.IsFinite(number)
            ? number
            : throw new ToolArgumentException($"solver_params.{name}", $"is {ToolArguments.Describe(value)}", $"a number of at least {least:R}");

    private static int Whole(string name, JsonElement value, int least) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least
            ? number
            : throw new ToolArgumentException($"solver_params.{name}", $"is {ToolArguments.Describe(value)}", $"a whole number of at least {least}");
}
