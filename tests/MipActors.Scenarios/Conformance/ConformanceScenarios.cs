using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MipActors.Scenarios.Server;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Conformance;

/// <summary>
/// Programs that others wrote, run as they are, against what they do natively (PuLP 2.6.0, CBC 2.10.8, CPython 3.11). Their text is not
/// ours to keep: the environment names a folder with <c>programs.tsv</c> and <c>ID.py</c> for each of its lines (docs/conformance.md).
/// </summary>
public sealed class ConformanceScenarios(SharedServer shared, ITestOutputHelper output) : IClassFixture<SharedServer>
{
    private const string FolderVariable = "MIPACTORS_PROGRAMS";
    private const string TableVariable = "MIPACTORS_PROGRAMS_TABLE";
    private const double LeastShare = 0.98;

    [Fact]
    public async Task Programs_of_others_end_as_they_do_natively()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder)
        {
            output.WriteLine($"skipped: {FolderVariable} names no folder");
            return;
        }

        var lines = await File.ReadAllLinesAsync(Path.Combine(folder, "programs.tsv"));
        var names = lines[0].Split('\t');
        var results = new List<Result>();
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            var native = names.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
            var result = await RunAsync(folder, native);
            results.Add(result);
            output.WriteLine(result.Row);
        }

        if (Environment.GetEnvironmentVariable(TableVariable) is { Length: > 0 } table)
        {
            await File.WriteAllTextAsync(table, Table(results));
        }

        var same = results.Count(result => result.IsSame);
        Assert.True(same >= LeastShare * results.Count, $"{same} of {results.Count} end as they do natively");
        Assert.All(results, result => Assert.True(result.IsSame || !result.SolvesAgain, result.Row));
    }

    private async Task<Result> RunAsync(string folder, Dictionary<string, string> native)
    {
        var code = await File.ReadAllTextAsync(Path.Combine(folder, native["id"] + ".py"));
        var clock = Stopwatch.StartNew();
        var report = (await shared.Process.CallAsync(new { code, timeout = 120 })).GetProperty("result").GetProperty("structuredContent");
        while (report.GetProperty("status").GetString() == "running")
        {
            var waiting = await shared.Process.CallAsync(new { job_id = report.GetProperty("job_id").GetString() }, "get_job");
            report = waiting.GetProperty("result").GetProperty("structuredContent");
        }

        return new Result(native, report, clock.Elapsed);
    }

    private static string Table(IReadOnlyList<Result> results)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{results.Count(result => result.IsSame)} of {results.Count} end with the same status and objective.").AppendLine();
        text.AppendLine("| program | natively | here | solves | seconds |").AppendLine("| --- | --- | --- | --- | --- |");
        foreach (var result in results)
        {
            text.AppendLine(result.Row);
        }

        return text.ToString();
    }

    private sealed class Result(Dictionary<string, string> native, JsonElement report, TimeSpan time)
    {
        private readonly string _status = report.GetProperty("status").GetString()!;
        private readonly int _solves = report.GetProperty("solves").GetInt32();
        private readonly double? _objective = report.TryGetProperty("solution", out var solution) && solution.TryGetProperty("objective_value", out var objective)
            ? objective.GetDouble() : null;

        public bool SolvesAgain => native["solves"] != "1";

        public bool IsSame => string.Equals(_status, native["status"], StringComparison.OrdinalIgnoreCase)
            && (_status != "optimal" || (_objective is { } found && Math.Abs(found - Native) <= 1e-6 * Math.Max(1, Math.Abs(Native))));

        public string Row => string.Create(
            CultureInfo.InvariantCulture,
            $"| {native["repository"]} `{native["path"]}` | {native["status"]} {(native["status"] == "Optimal" ? native["objective"] : "")} | {_status} {_objective:G10}{(IsSame ? "" : " **differs**")} | {native["solves"]} / {_solves} | {time.TotalSeconds:0.00} |");

        private double Native => double.Parse(native["objective"], CultureInfo.InvariantCulture);
    }
}
