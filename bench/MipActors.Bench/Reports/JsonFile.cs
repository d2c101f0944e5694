using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MipActors.Bench.Reports;

/// <summary>The same for machines, with every sample.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(string file, Machine machine, IReadOnlyList<Section> sections, CancellationToken cancellation)
    {
        var root = new JsonObject
        {
            ["machine"] = new JsonObject
            {
                ["processors"] = machine.Processors,
                ["load_before"] = machine.LoadBefore,
                ["load_after"] = machine.LoadAfter,
                ["runtime"] = machine.Runtime,
                ["containment"] = machine.Containment,
                ["server"] = machine.Server,
                ["utc"] = DateTime.UtcNow.ToString("O"),
            },
            ["rows"] = new JsonArray([.. sections.SelectMany(section => section.Rows.Select(row => Of(section, row)))]),
        };
        return File.WriteAllTextAsync(file, root.ToJsonString(Format) + "\n", cancellation);
    }

    private static JsonObject Of(Section section, Row row) => new()
    {
        ["id"] = row.Id,
        ["case"] = section.Case,
        ["text"] = row.Text,
        ["unit"] = row.Unit,
        ["median"] = row.Samples.Median,
        ["p95"] = row.Samples.Percentile95,
        ["samples"] = Numbers(row.Samples),
        ["ratios"] = new JsonArray([.. row.Ratios.Select(Of)]),
    };

    private static JsonObject Of(Ratio ratio) => new()
    {
        ["what"] = ratio.What,
        ["median"] = ratio.Pairs.Median,
        ["pairs"] = Numbers(ratio.Pairs),
        ["goals"] = new JsonArray([.. ratio.Goals.Select(goal => new JsonObject
        {
            [goal.AtLeast ? "at_least" : "at_most"] = goal.Bound,
            ["until"] = goal.Until,
            ["met"] = goal.IsMetBy(ratio.Pairs.Median),
        })]),
    };

    private static JsonArray Numbers(Samples samples) => [.. samples.Values.Select(value => JsonValue.Create(value))];
}
