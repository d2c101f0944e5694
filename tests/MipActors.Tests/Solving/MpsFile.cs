using System.Globalization;
using System.IO.Compression;
using MipActors.Core.Model;

namespace MipActors.Tests.Solving;

/// <summary>A reader of MPS just good enough for the instance folder: free form, integer markers, ranges, all bound types.</summary>
internal static class MpsFile
{
    public static LinearModel Read(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        var freeRows = new HashSet<string>(StringComparer.Ordinal);
        List<double> cost = [], lower = [], upper = [], rhs = [];
        List<char> types = [];
        List<bool> integers = [];
        List<(int Row, int Column, double Value)> entries = [];
        var ranges = new Dictionary<int, double>();
        string section = "", objective = "";
        var integer = false;
        var offset = 0.0;
        var sense = ObjectiveSense.Minimize;

        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '*')
            {
                continue;
            }

            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (!char.IsWhiteSpace(line[0]))
            {
                section = words[0];
                sense = section == "OBJSENSE" && words.Length > 1 && words[1].StartsWith("MAX", StringComparison.Ordinal) ? ObjectiveSense.Maximize : sense;
                continue;
            }

            switch (section)
            {
                case "OBJSENSE":
                    sense = words[0].StartsWith("MAX", StringComparison.Ordinal) ? ObjectiveSense.Maximize : ObjectiveSense.Minimize;
                    break;
                case "ROWS" when words[0] == "N":
                    objective = objective.Length == 0 ? words[1] : objective;
                    freeRows.Add(words[1]);
                    break;
                case "ROWS":
                    rows.Add(words[1], rows.Count);
                    types.Add(words[0][0]);
                    rhs.Add(0);
                    break;
                case "COLUMNS" when words.Contains("'MARKER'"):
                    integer = words[^1] == "'INTORG'";
                    break;
                case "COLUMNS":
                    if (!columns.TryGetValue(words[0], out var column))
                    {
                        columns.Add(words[0], column = columns.Count);
                        cost.Add(0);
                        lower.Add(0);
                        upper.Add(double.PositiveInfinity);
                        integers.Add(integer);
                    }

                    foreach (var (name, value) in Pairs(words, 1))
                    {
                        if (name == objective)
                        {
                            cost[column] = value;
                        }
                        else if (!freeRows.Contains(name))
                        {
                            entries.Add((rows[name], column, value));
                        }
                    }

                    break;
                case "RHS":
                    foreach (var (name, value) in Pairs(words, words.Length % 2 == 0 ? 0 : 1))
                    {
                        if (name == objective)
                        {
                            offset = -value;
                        }
                        else if (!freeRows.Contains(name))
                        {
                            rhs[rows[name]] = value;
                        }
                    }

                    break;
                case "RANGES":
                    foreach (var (name, value) in Pairs(words, words.Length % 2 == 0 ? 0 : 1))
                    {
                        ranges[rows[name]] = value;
                    }

                    break;
                case "BOUNDS":
                    Bound(words, columns, lower, upper, integers);
                    break;
            }
        }

        double[] rowLower = new double[rows.Count], rowUpper = new double[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            (rowLower[i], rowUpper[i]) = RowBounds(types[i], rhs[i], ranges.TryGetValue(i, out var range) ? range : null);
        }

        var ordered = entries.GroupBy(e => (e.Row, e.Column)).Select(g => (g.Key.Row, g.Key.Column, Value: g.Sum(e => e.Value))).OrderBy(e => e.Row).ToArray();
        var starts = new int[rows.Count + 1];
        foreach (var entry in ordered)
        {
            starts[entry.Row + 1]++;
        }

        for (var i = 0; i < rows.Count; i++)
        {
            starts[i + 1] += starts[i];
        }

        return new LinearModel
        {
            Name = Path.GetFileName(path),
            Sense = sense,
            ObjectiveOffset = offset,
            Cost = [.. cost],
            ColumnLower = [.. lower],
            ColumnUpper = [.. upper],
            Kinds = [.. integers.Select(isInteger => isInteger ? VariableKind.Integer : VariableKind.Continuous)],
            ColumnNames = [.. columns.Keys],
            RowLower = rowLower,
            RowUpper = rowUpper,
            RowNames = [.. rows.Keys],
            Matrix = new SparseMatrix(starts, [.. ordered.Select(e => e.Column)], [.. ordered.Select(e => e.Value)]),
        };
    }

    private static IEnumerable<(string Name, double Value)> Pairs(string[] words, int first)
    {
        for (var i = first; i + 1 < words.Length; i += 2)
        {
            yield return (words[i], Number(words[i + 1]));
        }
    }

    private static (double Lower, double Upper) RowBounds(char type, double rhs, double? range) => (type, range) switch
    {
        ('L', null) => (double.NegativeInfinity, rhs),
        ('G', null) => (rhs, double.PositiveInfinity),
        ('L', { } r) => (rhs - Math.Abs(r), rhs),
        ('G', { } r) => (rhs, rhs + Math.Abs(r)),
        (_, { } r) => r < 0 ? (rhs + r, rhs) : (rhs, rhs + r),
        _ => (rhs, rhs),
    };

    private static void Bound(string[] words, Dictionary<string, int> columns, List<double> lower, List<double> upper, List<bool> integers)
    {
        var hasValue = words[0] is not ("FR" or "MI" or "PL" or "BV");
        var name = hasValue ? words[^2] : columns.ContainsKey(words[^1]) ? words[^1] : words[^2];
        var value = hasValue ? Number(words[^1]) : 0;
        var j = columns[name];
        integers[j] |= words[0] is "BV" or "LI" or "UI";
        (lower[j], upper[j]) = words[0] switch
        {
            "UP" or "UI" => (value < 0 && lower[j] == 0 ? double.NegativeInfinity : lower[j], value),
            "LO" or "LI" => (value, upper[j]),
            "FX" => (value, value),
            "FR" => (double.NegativeInfinity, double.PositiveInfinity),
            "MI" => (double.NegativeInfinity, upper[j]),
            "PL" => (lower[j], double.PositiveInfinity),
            _ => (0, 1),
        };
    }

    private static double Number(string text)
    {
        var value = double.Parse(text, CultureInfo.InvariantCulture);
        return Math.Abs(value) >= 1e20 ? Math.Sign(value) * double.PositiveInfinity : value;
    }
}
