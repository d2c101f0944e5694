using System.Text.Json;
using System.Text.RegularExpressions;
using MipActors.Actors.Library;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Mcp;

namespace MipActors.Library;

/// <summary>From what a caller gives to a definition, and from a definition and data to a request.</summary>
internal static partial class ModelData
{
    /// <summary>The declared parameters of <c>define_model</c>.</summary>
    /// <param name="given">By name: an object with description and default, both optional.</param>
    /// <exception cref="ToolArgumentException">One is not what it has to be.</exception>
    public static IReadOnlyList<ModelParameter> Parameters(IReadOnlyDictionary<string, JsonElement>? given)
    {
        var parameters = new List<ModelParameter>();
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            const string takes = "an object like {\"description\": \"units a day\", \"default\": 40}, both optional";
            if (value.ValueKind != JsonValueKind.Object)
            {
                throw new ToolArgumentException($"parameters.{name}", $"is {ToolArguments.Describe(value)}", takes);
            }

            var (description, defaultJson) = ("", (string?)null);
            foreach (var member in value.EnumerateObject())
            {
                _ = member.Name switch
                {
                    "description" when member.Value.ValueKind == JsonValueKind.String => description = member.Value.GetString()!,
                    "default" => defaultJson = Canonical(member.Value),
                    _ => throw new ToolArgumentException($"parameters.{name}", $"has the member '{TerminalText.Escape(member.Name)}' of {ToolArguments.Describe(member.Value)}", takes),
                };
            }

            parameters.Add(new ModelParameter(name, description, defaultJson));
        }

        return [.. parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)];
    }

    /// <summary>A name for a model.</summary>
    /// <exception cref="ToolArgumentException">It is none.</exception>
    public static string Name(string argument, string given) => LegalName().IsMatch(given.Trim())
        ? given.Trim()
        : throw new ToolArgumentException(argument, $"is \"{TerminalText.Escape(given)}\"", "a name of up to 64 letters, digits, dots, dashes and underscores, which begins with a letter or digit");

    /// <summary>The data of one solve: what is given, and defaults for the rest; sorted by name, so that the same data are the same text.</summary>
    /// <exception cref="ToolArgumentException">A parameter is unknown, or one without a default is missing.</exception>
    public static string Json(ModelDefinition model, IReadOnlyDictionary<string, JsonElement>? given)
    {
        var data = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in model.Parameters.Where(parameter => parameter.DefaultJson is not null))
        {
            data[parameter.Name] = parameter.DefaultJson!;
        }

        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            if (model.Parameters.Count > 0 && model.Parameters.All(parameter => parameter.Name != name))
            {
                var nearest = NearestName.Of(name, model.Parameters.Select(parameter => parameter.Name));
                throw new ToolArgumentException(
                    $"The model '{model.Name}' has no parameter '{TerminalText.Escape(name)}'.",
                    (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"It has: {string.Join(", ", model.Parameters.Select(parameter => parameter.Name))}.");
            }

            data[name] = Canonical(value);
        }

        var missing = model.Parameters.Select(parameter => parameter.Name).Where(name => !data.ContainsKey(name)).ToList();
        return missing.Count == 0
            ? "{" + string.Join(",", data.Select(pair => $"{JsonSerializer.Serialize(pair.Key)}:{pair.Value}")) + "}"
            : throw new ToolArgumentException(
                $"The model '{model.Name}' needs {string.Join(", ", missing.Select(name => $"data.{name}"))}, which have no default.", "get_model tells what each parameter means.");
    }

    /// <summary>The request that solves a model with data.</summary>
    public static SolveRequest Request(StoredModel model, IReadOnlyDictionary<string, JsonElement>? data) => new()
    {
        Code = model.Definition.Code,
        Format = model.Definition.Format,
        FileName = model.Definition.Format is { } format ? $"{model.Definition.Name}.{format.ToString().ToLowerInvariant()}" : $"{model.Definition.Name}.py",
        DataJson = Json(model.Definition, data),
        StoredAs = new ModelVersion(model.Definition.Name, model.Version),
    };

    private static string Canonical(JsonElement value) => JsonSerializer.Serialize(value);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LegalName();
}
