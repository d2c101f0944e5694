using System.Globalization;
using System.Text;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Solving;

/// <summary>
/// The public instances with known optima, by every solver that takes their class: right, limit, refused, never wrong. The quick third
/// (an instance that took its slowest solver 0.2 s) runs wherever the folder is (MIPACTORS_INSTANCES); the whole table when
/// MIPACTORS_INSTANCE_TABLE names the file to write it to.
/// </summary>
[Trait("Category", "Instances")]
public sealed class InstanceTests
{
    private const double QuickSeconds = 0.2;

    private static readonly string[] MipSolvers = ["scip", "highs", "cbc", "cpsat"];
    private static readonly string[] LpSolvers = ["highs", "scip", "glop", "cbc"];

    private sealed record Known(string File, bool IsMip, bool IsInfeasible, double? Objective, double Seconds);

    [Fact]
    public async Task The_quick_third_is_right_or_at_its_limit()
    {
        if (All() is not { } all)
        {
            return;
        }

        var quick = all.Where(known => known.Seconds <= QuickSeconds).ToList();
        Console.WriteLine($"{quick.Count} of {all.Count} instances, {all.Count - quick.Count} skipped: they are not of the quick third");
        var wrong = new List<string>();
        foreach (var known in quick)
        {
            await using var worker = await WorkerProcess.StartAsync();
            foreach (var solver in (known.IsMip ? MipSolvers : LpSolvers).Take(2))
            {
                var (verdict, _, solution) = await CellAsync(worker, known, solver, limitSeconds: 20);
                if (verdict == "wrong")
                {
                    wrong.Add($"{known.File} by {solver}: {solution?.Status} {solution?.Objective}, {solution?.Message}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task The_whole_table()
    {
        if (Environment.GetEnvironmentVariable("MIPACTORS_INSTANCE_TABLE") is not { Length: > 0 } path || All() is not { } all)
        {
            Console.WriteLine("skipped the whole table: MIPACTORS_INSTANCE_TABLE names no file");
            return;
        }

        var limit = double.Parse(Environment.GetEnvironmentVariable("MIPACTORS_INSTANCE_SECONDS") ?? "60", CultureInfo.InvariantCulture);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var rows = new StringBuilder();
        foreach (var isMip in (bool[])[true, false])
        {
            var solvers = isMip ? MipSolvers : LpSolvers;
            rows.Append(CultureInfo.InvariantCulture, $"\n## {(isMip ? "MIPs" : "LPs")}\n\n| instance | known | {string.Join(" | ", solvers)} |\n| --- | --- |{string.Concat(solvers.Select(_ => " --- |"))}\n");
            foreach (var known in all.Where(one => one.IsMip == isMip))
            {
                rows.Append(CultureInfo.InvariantCulture, $"| {known.File.Split('.')[0]} | {(known.IsInfeasible ? "infeasible" : $"{known.Objective:G10}")} |");
                foreach (var solver in solvers)
                {
                    await using var worker = await WorkerProcess.StartAsync();
                    var (verdict, seconds, solution) = await CellAsync(worker, known, solver, limit);
                    var mark = solution?.Confirmation.Level == ConfirmationLevel.Confirmed ? "" : verdict == "right" ? ", claimed" : "";
                    rows.Append(CultureInfo.InvariantCulture, $" {verdict}{mark}{(verdict is "right" ? $" {seconds:0.0} s" : "")} |");
                    counts[$"{(isMip ? "MIP" : "LP")} {solver} {verdict}"] = counts.GetValueOrDefault($"{(isMip ? "MIP" : "LP")} {solver} {verdict}") + 1;
                }

                rows.Append('\n');
                await File.WriteAllTextAsync(path, Page(limit, counts, rows.ToString()));
            }
        }

        Assert.DoesNotContain(counts.Keys, key => key.EndsWith(" wrong", StringComparison.Ordinal));
    }

    private static string Page(double limit, SortedDictionary<string, int> counts, string rows) =>
        $"""
        # The instances with known optima

        Written by `MIPACTORS_INSTANCES=DIR MIPACTORS_INSTANCE_TABLE=bench/instances.md MIPACTORS_INSTANCE_SECONDS={limit} dotnet test tests/MipActors.Tests --filter The_whole_table`:
        {limit} s a solve, one thread, the verdict's confirmation included in the seconds. "right" is within 1e-6 relative (1e-9 at zero) and passes verification;
        "limit" is a limit reached, "refused" a model that is not for that solver (it says so), "claimed" a right word that nothing but the solver confirmed.

        {string.Join('\n', counts.Select(pair => $"- {pair.Key}: {pair.Value}"))}
        {rows}
        """;

    private static async Task<(string Verdict, double Seconds, Solution? Solution)> CellAsync(WorkerProcess worker, Known known, string solver, double limitSeconds)
    {
        var model = known.File == "issue-2585.lp" ? FalseVerdictTests.Issue2585 : MpsFile.Read(FalseVerdictTests.Instance(known.File)!);
        var answer = await worker.AnswerAsync(new SolveCall(new SolveOptions { Solver = solver, TimeLimitSeconds = limitSeconds }, model));
        return answer switch
        {
            MipActors.Solving.WorkerMessage.Refused => ("refused", 0, null),
            MipActors.Solving.WorkerMessage.Solved solved => (Verdict(known, model, solved.Solution), solved.Solution.SolveSeconds, solved.Solution),
            _ => ("wrong", 0, null),
        };
    }

    private static string Verdict(Known known, LinearModel model, Solution solution)
    {
        var isRight = known.Objective is { } objective && solution.Objective is { } value
            && Math.Abs(value - objective) <= Math.Max(1e-9, 1e-6 * Math.Abs(objective))
            && SolutionCheck.Run(model, solution.Values!, 1e-6, value).IsValid;
        return solution.Status switch
        {
            SolveStatus.Optimal => isRight ? "right" : "wrong",
            SolveStatus.Infeasible => known.IsInfeasible ? "right" : "wrong",
            SolveStatus.Unbounded => "wrong",
            SolveStatus.Feasible when known.IsInfeasible => "wrong",
            _ => "limit",
        };
    }

    private static List<Known>? All()
    {
        if (FalseVerdictTests.Instance("optima.tsv") is not { } path)
        {
            return null;
        }

        return [.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Where(cells => cells.Length >= 13).Select(cells => new Known(
            cells[0],
            cells[1] == "MIP",
            cells[6] == "infeasible",
            double.TryParse(cells[7], CultureInfo.InvariantCulture, out var objective) ? objective : null,
            double.TryParse(cells[12], CultureInfo.InvariantCulture, out var seconds) ? seconds : double.PositiveInfinity))];
    }
}
