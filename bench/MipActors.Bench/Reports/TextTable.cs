using System.Globalization;
using System.Text;

namespace MipActors.Bench.Reports;

/// <summary>The table that a person reads.</summary>
internal static class TextTable
{
    private const int TextWidth = 66;

    public static string Of(Machine machine, IReadOnlyList<Section> sections)
    {
        var text = new StringBuilder();
        Line(text, $"MipActors bench · {machine.Processors} cores, load {machine.LoadBefore} before and {machine.LoadAfter} after · .NET {machine.Runtime} · {machine.Containment}");
        Line(text, $"server: {machine.Server}");
        foreach (var section in sections)
        {
            Line(text, "");
            Line(text, $"{section.Case}: {section.Title}");
            Line(text, $"  {"",-TextWidth}{"median",10}{"95 %",10}{"n",6}   ratio, median of pairs");
            foreach (var row in section.Rows)
            {
                Row(text, row);
            }
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, Row row)
    {
        var label = (row.IsPart ? "  " : "") + row.Text;
        var figures = string.Create(CultureInfo.InvariantCulture,
            $"  {label,-TextWidth}{Figure(row.Samples.Median, row.Unit),10}{(row.Samples.Count > 1 ? Figure(row.Samples.Percentile95, row.Unit) : ""),10}{row.Samples.Count,6}");
        if (row.Ratios.Count == 0)
        {
            Line(text, figures);
        }

        for (var at = 0; at < row.Ratios.Count; at++)
        {
            Line(text, $"{(at == 0 ? figures : new string(' ', figures.Length))}   {Words(row.Ratios[at])}");
        }
    }

    private static string Words(Ratio ratio)
    {
        var value = ratio.Pairs.Median;
        var goals = string.Join("; ", ratio.Goals.Select(goal => string.Create(CultureInfo.InvariantCulture,
            $"goal {(goal.AtLeast ? "≥" : "≤")} {goal.Bound:0.##} ({goal.Until}): {(goal.IsMetBy(value) ? "met" : "missed")}")));
        if (ratio.IsShare)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{value * 100,5:0.0} % {ratio.What}");
        }

        return $"{Number(value),7} {ratio.What}{(goals.Length > 0 ? "   " + goals : "")}";
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static string Figure(double value, string unit) => unit switch
    {
        "s" when Math.Abs(value) >= 0.9995 => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} s"),
        "s" => string.Create(CultureInfo.InvariantCulture, $"{value * 1e3:0.00} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} {unit}"),
    };

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
