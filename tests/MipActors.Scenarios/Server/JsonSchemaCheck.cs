using System.Text.Json;

namespace MipActors.Scenarios.Server;

/// <summary>
/// Holds a JSON value against a schema. It knows the words that the tools' schemas use and refuses every other one, so that no
/// rule is passed over in silence.
/// </summary>
internal sealed class JsonSchemaCheck(JsonElement root)
{
    private readonly List<string> _faults = [];

    /// <summary>What does not fit, each with its place; empty when everything does.</summary>
    public static IReadOnlyList<string> Faults(JsonElement schema, JsonElement value)
    {
        var check = new JsonSchemaCheck(schema);
        check.Check(schema, value, "$");
        return check._faults;
    }

    private void Check(JsonElement schema, JsonElement value, string at)
    {
        foreach (var rule in schema.EnumerateObject())
        {
            switch (rule.Name)
            {
                case "$schema" or "description" or "title" or "default":
                    break;
                case "$ref":
                    Check(Resolve(rule.Value.GetString()!), value, at);
                    break;
                case "type":
                    Expect(Types(rule.Value).Any(type => Fits(value, type)), at, $"{value.ValueKind} is no {rule.Value}");
                    break;
                case "enum":
                    Expect(rule.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)), at, $"{value} is none of {rule.Value}");
                    break;
                case "required":
                    foreach (var name in value.ValueKind == JsonValueKind.Object ? rule.Value.EnumerateArray().ToArray() : [])
                    {
                        Expect(value.TryGetProperty(name.GetString()!, out _), at, $"'{name}' is missing");
                    }

                    break;
                case "items":
                    foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [])
                    {
                        Check(rule.Value, item, at + "[]");
                    }

                    break;
                case "properties" or "additionalProperties":
                    break; // Together, below.
                default:
                    _faults.Add($"{at}: the check does not know the schema's word '{rule.Name}'");
                    break;
            }
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            CheckProperties(schema, value, at);
        }
    }

    private void CheckProperties(JsonElement schema, JsonElement value, string at)
    {
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var others = schema.TryGetProperty("additionalProperties", out var additional) ? additional : default;
        foreach (var property in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(property.Name, out var own))
            {
                Check(own, property.Value, $"{at}.{property.Name}");
            }
            else if (others.ValueKind == JsonValueKind.Object)
            {
                Check(others, property.Value, $"{at}.{property.Name}");
            }
            else
            {
                Expect(others.ValueKind != JsonValueKind.False, at, $"'{property.Name}' is not in the schema");
            }
        }
    }

    private JsonElement Resolve(string pointer)
    {
        var found = root;
        foreach (var step in pointer.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            found = found.GetProperty(step.Replace("~1", "/").Replace("~0", "~"));
        }

        return found;
    }

    private void Expect(bool holds, string at, string otherwise)
    {
        if (!holds)
        {
            _faults.Add($"{at}: {otherwise}");
        }
    }

    private static string[] Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];

    private static bool Fits(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => false,
    };
}
