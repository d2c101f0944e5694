using System.Text.Json;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Mcp;

/// <summary>
/// Sorts solver settings as callers give them (the tools' <c>solver_params</c>, the command line's <c>--set</c>) into field options and
/// raw parameters.
/// </summary>
internal static class SolverParams
{
    /// <param name="solver">Id of the solver.</param>
    /// <param name="given">The settings.</param>
    /// <param name="wantsLog">Whether the solver's log is wanted, at whatever level.</param>
    /// <exception cref="ToolArgumentException">A setting is not what it has to be.</exception>
    public static SolveOptions Options(string solver, IReadOnlyDictionary<string, JsonElement>? given, bool wantsLog)
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
                "node_limit" => options with { NodeLimit = Whole(name, value, least: 0) },
                "objective_stop" => options with { ObjectiveStop = Number(name, value, least: double.MinValue) },
                "bound_stop" => options with { BoundStop = Number(name, value, least: double.MinValue) },
                "log_level" => options with { Log = (SolverLog)OneOf(name, value, "none", "normal", "verbose") },
                "cross_check" => options with { CrossCheck = Truth(name, value) },
                "sensitivity" => options with { Sensitivity = Truth(name, value) },
                "pool" => options with { Pool = Pool(name, value) },
                "second_objective" => options with { Second = Second(name, value) },
                "explain" => options with { Explain = Explain(name, value) },
                _ => Raw(options, raw, name, value),
            };
        }

        return options with { Parameters = raw, Log = wantsLog && options.Log == SolverLog.None ? SolverLog.Normal : options.Log };
    }

    private static PoolWish Pool(string name, JsonElement value)
    {
        var (count, gap) = (10, (double?)null);
        foreach (var (member, item) in Members(name, value, "count", "relative_gap"))
        {
            _ = member == "count" ? count = Whole($"{name}.{member}", item, least: 1) : gap = Number($"{name}.{member}", item, least: 0);
        }

        return new PoolWish { Count = count, RelativeGap = gap };
    }

    private static SecondObjective Second(string name, JsonElement value)
    {
        var second = new SecondObjective();
        foreach (var (member, item) in Members(name, value, "sense", "coefficients", "relative_slack", "front_points"))
        {
            var path = $"{name}.{member}";
            second = member switch
            {
                "sense" => second with { Maximize = OneOf(path, item, "minimize", "maximize") == 1 },
                "coefficients" => second with { Coefficients = Numbers(path, item) },
                "relative_slack" => second with { RelativeSlack = Number(path, item, least: 0) },
                _ => second with { FrontPoints = Whole(path, item, least: 0) },
            };
        }

        return second.Coefficients.Count > 0 ? second
            : throw new ToolArgumentException($"solver_params.{name}", "has no coefficients", "an object {\"sense\": \"maximize\", \"coefficients\": {\"x\": 1}}");
    }

    private static ExplainWish Explain(string name, JsonElement value)
    {
        var wish = new ExplainWish();
        foreach (var (member, item) in Members(name, value, "hard", "policy", "weights"))
        {
            var path = $"{name}.{member}";
            wish = member switch
            {
                "hard" => wish with { Hard = Texts(path, item) },
                "policy" => wish with { Policy = Texts(path, item) },
                _ => wish with { Weights = Numbers(path, item) },
            };
        }

        return wish;
    }

    private static IEnumerable<(string Name, JsonElement Value)> Members(string name, JsonElement value, params string[] known)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, value, $"an object with {string.Join(", ", known)}");
        }

        foreach (var member in value.EnumerateObject())
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                var hint = NearestName.Of(member.Name, known) is { } nearest ? $" (did you mean '{nearest}'?)" : "";
                throw new ToolArgumentException($"solver_params.{name}", $"has no member '{member.Name}'{hint}", string.Join(", ", known));
            }

            yield return (member.Name, member.Value);
        }
    }

    private static Dictionary<string, double> Numbers(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(name, value, "an object of names and numbers");
        }

        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            numbers[member.Name] = Number($"{name}.{member.Name}", member.Value, least: double.MinValue);
        }

        return numbers;
    }

    private static string[] Texts(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : throw Wrong(name, value, "a list of names");

    private static SolveOptions Raw(SolveOptions options, Dictionary<string, string> raw, string name, JsonElement value)
    {
        raw[name] = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => throw Wrong(name, value, "a text, a number, true or false"),
        };
        return options;
    }

    private static int OneOf(string name, JsonElement value, params string[] words) =>
        value.ValueKind == JsonValueKind.String && Array.IndexOf(words, value.GetString()) is >= 0 and var index
            ? index
            : throw Wrong(name, value, string.Join(" or ", words));

    private static bool Truth(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(name, value, "true or false"),
    };

    private static double Number(string name, JsonElement value, double least) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && double.IsFinite(number)
            ? number
            : throw Wrong(name, value, least > double.MinValue ? $"a number of at least {least:R}" : "a number");

    private static int Whole(string name, JsonElement value, int least) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least
            ? number
            : throw Wrong(name, value, $"a whole number of at least {least}");

    private static ToolArgumentException Wrong(string name, JsonElement value, string takes) =>
        new($"solver_params.{name}", $"is {ToolArguments.Describe(value)}", takes);
}
