using System.ComponentModel;
using System.Text;
using System.Text.Json;
using MipActors.Actors.Library;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Library;

/// <summary>A parameter that two solutions were found with different values of.</summary>
internal sealed record DataChangeView
{
    [Description("Name of the parameter.")]
    public required string Name { get; init; }

    [Description("Its value for the first solution; null when it had none.")]
    public JsonElement? First { get; init; }

    [Description("Its value for the second solution; null when it had none.")]
    public JsonElement? Second { get; init; }
}

/// <summary>A variable that differs.</summary>
internal sealed record VariableChangeView
{
    [Description("Name of the variable.")]
    public required string Name { get; init; }

    [Description("Its value in the first solution; null when it is not in that model.")]
    public double? First { get; init; }

    [Description("Its value in the second solution; null when it is not in that model.")]
    public double? Second { get; init; }
}

/// <summary>What differs between two solutions: objective, data, decisions, and which constraints bind.</summary>
internal sealed record SolutionComparison
{
    private const double BindingTolerance = 1e-6;
    private const double ChangeTolerance = 1e-9;
    private const int MostListed = 200;

    [Description("Objective of the first solution.")]
    public double? FirstObjective { get; init; }

    [Description("Objective of the second solution.")]
    public double? SecondObjective { get; init; }

    [Description("Second minus first.")]
    public double? ObjectiveChange { get; init; }

    [Description("The change relative to the first objective; 0.01 is one per cent; null when the first is 0.")]
    public double? RelativeChange { get; init; }

    [Description("first, second or neither: which has the better objective in the sense of the first one's model.")]
    public required string Better { get; init; }

    [Description("Parameters with different values.")]
    public IReadOnlyList<DataChangeView> DataChanges { get; init; } = [];

    [Description("Variables that differ, the largest difference first; at most 200.")]
    public IReadOnlyList<VariableChangeView> ChangedVariables { get; init; } = [];

    [Description("How many variables differ in all.")]
    public int ChangedCount { get; init; }

    [Description("How many variables are the same in both.")]
    public int SameCount { get; init; }

    [Description("Constraints that bind in both.")]
    public IReadOnlyList<string> BindingInBoth { get; init; } = [];

    [Description("Constraints that bind in the first alone.")]
    public IReadOnlyList<string> BindingInFirst { get; init; } = [];

    [Description("Constraints that bind in the second alone.")]
    public IReadOnlyList<string> BindingInSecond { get; init; } = [];

    /// <summary>Compares two reports that each hold a model and values.</summary>
    public static SolutionComparison Of(JobReport first, ReportEntry firstEntry, JobReport second, ReportEntry secondEntry)
    {
        var (before, after) = (ValuesOf(first), ValuesOf(second));
        var changes = before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Select(name => new VariableChangeView { Name = name, First = ValueIn(before, name), Second = ValueIn(after, name) })
            .Where(change => !Agree(change.First, change.Second))
            .OrderByDescending(change => Math.Abs((change.Second ?? 0) - (change.First ?? 0)))
            .ThenBy(change => change.Name, StringComparer.Ordinal)
            .ToList();
        var (bound, boundAfter) = (BindingOf(first), BindingOf(second));
        var (a, b) = (first.Solution!.Objective, second.Solution!.Objective);
        return new SolutionComparison
        {
            FirstObjective = a,
            SecondObjective = b,
            ObjectiveChange = b - a,
            RelativeChange = a is 0 or null ? null : (b - a) / Math.Abs(a.Value),
            Better = Agree(a, b) ? "neither" : (b < a) == (first.Model!.Sense == ObjectiveSense.Minimize) ? "second" : "first",
            DataChanges = DataChangesOf(firstEntry.DataJson, secondEntry.DataJson),
            ChangedVariables = [.. changes.Take(MostListed)],
            ChangedCount = changes.Count,
            SameCount = before.Keys.Union(after.Keys, StringComparer.Ordinal).Count() - changes.Count,
            BindingInBoth = [.. bound.Where(boundAfter.Contains).Take(MostListed)],
            BindingInFirst = [.. bound.Where(name => !boundAfter.Contains(name)).Take(MostListed)],
            BindingInSecond = [.. boundAfter.Where(name => !bound.Contains(name)).Take(MostListed)],
        };
    }

    public string ToText()
    {
        const int most = 20;
        var text = new StringBuilder();
        text.AppendLine($"Objective:  {FirstObjective:R} -> {SecondObjective:R} ({ObjectiveChange:+0.######;-0.######;0}{(RelativeChange is { } relative ? $", {relative:+0.##%;-0.##%;0%}" : "")}); better: {Better}");
        foreach (var change in DataChanges.Take(most))
        {
            text.AppendLine($"Data:       {change.Name}: {Short(change.First)} -> {Short(change.Second)}");
        }

        text.AppendLine($"Variables:  {ChangedCount:N0} differ, {SameCount:N0} are the same");
        foreach (var change in ChangedVariables.Take(most))
        {
            text.AppendLine($"  {change.Name}: {change.First?.ToString("R") ?? "none"} -> {change.Second?.ToString("R") ?? "none"}");
        }

        text.AppendLine($"Binding:    in both {BindingInBoth.Count}; in the first alone: {List(BindingInFirst)}; in the second alone: {List(BindingInSecond)}");
        return TerminalText.Escape(text.ToString(), keepLines: true);

        static string List(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", ", names.Take(most));
    }

    private static string Short(JsonElement? value) => value?.GetRawText() is { } text ? text.Length <= 60 ? text : text[..60] + "…" : "none";

    private static double? ValueIn(Dictionary<string, double> values, string name) => values.TryGetValue(name, out var value) ? value : null;

    private static bool Agree(double? a, double? b) => a is { } one && b is { } other
        ? Math.Abs(one - other) <= ChangeTolerance * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other)))
        : a is null && b is null;

    private static Dictionary<string, double> ValuesOf(JobReport report)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var column = 0; column < report.Model!.ColumnCount; column++)
        {
            values.TryAdd(report.Model.ColumnNames[column], report.Solution!.Values![column]);
        }

        return values;
    }

    private static HashSet<string> BindingOf(JobReport report)
    {
        var binding = new HashSet<string>(StringComparer.Ordinal);
        var model = report.Model!;
        for (var row = 0; row < (report.Verification?.RowActivities.Length ?? 0); row++)
        {
            var activity = report.Verification!.RowActivities[row];
            var slack = Math.Min(activity - model.RowLower[row], model.RowUpper[row] - activity);
            if (slack <= BindingTolerance * Math.Max(1, Math.Abs(activity)))
            {
                binding.Add(model.RowNames[row]);
            }
        }

        return binding;
    }

    private static List<DataChangeView> DataChangesOf(string firstJson, string secondJson)
    {
        var (first, second) = (Members(firstJson), Members(secondJson));
        return [.. first.Keys.Union(second.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => new DataChangeView
            {
                Name = name,
                First = first.TryGetValue(name, out var before) ? before : null,
                Second = second.TryGetValue(name, out var after) ? after : null,
            })
            .Where(change => change.First?.GetRawText() != change.Second?.GetRawText())];
    }

    private static Dictionary<string, JsonElement> Members(string json) => json.Length == 0
        ? []
        : JsonElement.Parse(json).EnumerateObject().ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal);
}
