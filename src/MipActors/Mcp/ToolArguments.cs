using System.Text.Json;
using MipActors.Core.Formats;
using ModelContextProtocol.Protocol;

namespace MipActors.Mcp;

/// <summary>An argument of a tool is wrong; says which, what it is, and what it takes.</summary>
internal sealed class ToolArgumentException : Exception
{
    public ToolArgumentException(string argument, string what, string takes)
        : base($"The argument '{argument}' {what}.") => Hint = $"It takes {takes}.";

    public ToolArgumentException(string message, string hint)
        : base(message) => Hint = hint;

    public string Hint { get; }
}

/// <summary>
/// Checks a call's arguments against the tool's own schema before the SDK binds them: the SDK ignores unknown arguments and
/// hides the reason of wrong ones.
/// </summary>
internal static class ToolArguments
{
    /// <exception cref="ToolArgumentException">An argument is unknown, missing or of the wrong type.</exception>
    public static void Check(Tool tool, IDictionary<string, JsonElement>? arguments)
    {
        var properties = tool.InputSchema.TryGetProperty("properties", out var found) ? found : default;
        var known = properties.ValueKind == JsonValueKind.Object ? properties.EnumerateObject().ToDictionary(p => p.Name, p => p.Value) : [];
        foreach (var (name, value) in arguments ?? new Dictionary<string, JsonElement>())
        {
            if (!known.TryGetValue(name, out var schema))
            {
                var nearest = NearestName.Of(name, known.Keys);
                throw new ToolArgumentException(
                    $"The tool '{tool.Name}' has no argument '{TerminalText.Escape(name)}'.",
                    nearest is null ? $"It takes: {string.Join(", ", known.Keys)}." : $"Did you mean '{nearest}'? It takes: {string.Join(", ", known.Keys)}.");
            }

            CheckType(name, value, schema);
        }

        CheckRequired(tool, arguments);
    }

    /// <summary>What a JSON value is, for a sentence.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.Null => "null",
        JsonValueKind.String => $"the text \"{Cut(value.GetString()!)}\"",
        _ => Cut(value.GetRawText()),
    };

    /// <summary>A number above 0.</summary>
    /// <exception cref="ToolArgumentException">It is none, or larger than <paramref name="most"/>.</exception>
    public static double Positive(string name, double value, double most) => value > 0 && value <= most
        ? value
        : throw new ToolArgumentException(name, $"is {value:R}", $"a number above 0 and up to {most:R}");

    /// <summary>A whole number within two others.</summary>
    /// <exception cref="ToolArgumentException">It is not.</exception>
    public static int Between(string name, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new ToolArgumentException(name, $"is {value}", $"a whole number from {least} to {most}");

    /// <summary>The argument <c>timeout</c>, in seconds; null when it was not given.</summary>
    /// <exception cref="ToolArgumentException">It is not above 0.</exception>
    public static TimeSpan? Timeout(double? seconds) => seconds is { } given ? TimeSpan.FromSeconds(Positive("timeout", given, most: 1e6)) : null;

    private static void CheckRequired(Tool tool, IDictionary<string, JsonElement>? arguments)
    {
        if (!tool.InputSchema.TryGetProperty("required", out var required))
        {
            return;
        }

        foreach (var name in required.EnumerateArray().Select(element => element.GetString()!))
        {
            if (arguments?.ContainsKey(name) != true)
            {
                throw new ToolArgumentException($"The argument '{name}' is missing.", $"The tool '{tool.Name}' can not do without it.");
            }
        }
    }

    private static void CheckType(string name, JsonElement value, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type))
        {
            return;
        }

        var allowed = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : new[] { type.GetString()! };
        if (!allowed.Any(one => Fits(value, one)))
        {
            throw new ToolArgumentException(name, $"is {Describe(value)}", string.Join(" or ", allowed.Where(one => one != "null").Select(Word)));
        }
    }

    private static bool Fits(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static string Word(string type) => type switch
    {
        "string" => "a text",
        "boolean" => "true or false",
        "number" => "a number",
        "integer" => "a whole number",
        "object" => "an object",
        "array" => "a list",
        _ => type,
    };

    private static string Cut(string text)
    {
        var escaped = TerminalText.Escape(text);
        return escaped.Length <= 60 ? escaped : escaped[..60] + "…";
    }
}
