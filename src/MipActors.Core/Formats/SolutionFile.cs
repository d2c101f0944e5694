using System.Globalization;
using System.Text;
using System.Text.Json;
using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>
/// Solutions as files, by their ending: <c>.sol</c> (a line <c>name value</c> each, <c>#</c> begins a comment: the form that Gurobi writes
/// and SCIP, HiGHS and MIPLIB's checker read in variants), <c>.csv</c> (RFC 4180, header <c>variable,value</c>) and <c>.json</c> (an object
/// with <c>status</c>, <c>objective</c> and <c>variables</c>). Numbers are written so that they read back bit for bit.
/// </summary>
public static class SolutionFile
{
    /// <summary>The endings that are understood.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".sol", ".csv", ".json"];

    /// <summary>The text of a solution.</summary>
    /// <param name="ending">One of <see cref="Endings"/>.</param>
    /// <param name="model">The model, for its names.</param>
    /// <param name="solution">A solution with values.</param>
    /// <exception cref="FormatException">The ending is none of those, or there are no values.</exception>
    public static string Write(string ending, LinearModel model, Solution solution)
    {
        var values = solution.Values ?? throw new FormatException("there is no solution to write");
        return Known(ending) switch
        {
            ".sol" => Sol(model, solution, values),
            ".csv" => Csv(model, values),
            _ => Json(model, solution, values),
        };
    }

    /// <summary>Values by name.</summary>
    /// <param name="ending">One of <see cref="Endings"/>.</param>
    /// <param name="text">The file's text.</param>
    /// <exception cref="FormatException">The text is not of that form; the message names the line.</exception>
    public static IReadOnlyDictionary<string, double> Read(string ending, string text) => Known(ending) switch
    {
        ".json" => FromJson(text),
        ".csv" => FromLines(text, ',', skipHeader: true),
        _ => FromLines(text, ' ', skipHeader: false),
    };

    private static string Known(string ending) => Endings.Contains(ending.ToLowerInvariant())
        ? ending.ToLowerInvariant()
        : throw new FormatException($"'{ending}' is no kind of solution file; take one of {string.Join(", ", Endings)}");

    private static string Sol(LinearModel model, Solution solution, double[] values)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Solution of {OneWord(model.Name)}, {solution.Status}\n");
        text.Append(CultureInfo.InvariantCulture, $"# Objective value = {solution.Objective:R}\n");
        for (var column = 0; column < values.Length; column++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{OneWord(model.ColumnNames[column])} {values[column]:R}\n");
        }

        return text.ToString();
    }

    private static string Csv(LinearModel model, double[] values)
    {
        var text = new StringBuilder("variable,value\r\n");
        for (var column = 0; column < values.Length; column++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Quoted(model.ColumnNames[column])},{values[column]:R}\r\n");
        }

        return text.ToString();
    }

    private static string Json(LinearModel model, Solution solution, double[] values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("status", solution.Status.ToString().ToLowerInvariant());
            if (solution.Objective is { } objective && double.IsFinite(objective))
            {
                json.WriteNumber("objective", objective);
            }

            json.WriteStartObject("variables");
            for (var column = 0; column < values.Length; column++)
            {
                json.WriteNumber(model.ColumnNames[column], values[column]);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static Dictionary<string, double> FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var variables = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("variables", out var nested) ? nested : root;
            if (variables.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("the JSON is no object of names and values");
            }

            var values = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var property in variables.EnumerateObject())
            {
                values[property.Name] = property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetDouble(out var value) && double.IsFinite(value)
                    ? value
                    : throw new FormatException($"the value of '{property.Name}' is no number");
            }

            return values;
        }
        catch (JsonException fault)
        {
            throw new FormatException($"the text is not JSON: {fault.Message}", fault);
        }
    }

    private static Dictionary<string, double> FromLines(string text, char separator, bool skipHeader)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#' || line.StartsWith("=obj=", StringComparison.Ordinal) || (skipHeader && number == 1))
            {
                continue;
            }

            var at = line.LastIndexOf(separator);
            if (at <= 0 || !double.TryParse(line.AsSpan(at + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            {
                throw new FormatException($"line {number} is not a name and a number");
            }

            values[Unquoted(line[..at].TrimEnd())] = value;
        }

        return values;
    }

    private static string OneWord(string name) => name.Length == 0 ? "_" : string.Concat(name.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? '_' : c));

    private static string Quoted(string name) => name.AsSpan().ContainsAny(",\"\r\n") ? $"\"{name.Replace("\"", "\"\"")}\"" : name;

    private static string Unquoted(string name) => name.Length >= 2 && name[0] == '"' && name[^1] == '"' ? name[1..^1].Replace("\"\"", "\"") : name;
}
