using System.Globalization;
using MipActors.Core.Model;
using MipActors.Tests.Solving.Instances;

namespace MipActors.Tests.Solving;

/// <summary>A worker uses an instance of SCIP again and again; what it answers must not depend on what it has answered before.</summary>
public sealed class ScipMemoryTests
{
    private const int MostEntries = 10_000;
    private const double QuickSeconds = 0.5;

    private static readonly SolveOptions Options = new() { Solver = "scip", CrossCheck = false };

    [Fact]
    public Task Made_up_models() => SameAsInANewWorkerAsync(
        [
            ("knapsack", Models.Knapsack(rows: 4, columns: 40)),
            ("half", Models.HalfInteger()),
            ("market", Models.MarketSplit(rows: 2, columns: 16)),
            ("infeasible", Models.IntegerInfeasible()),
            ("wyndor", Models.Wyndor()),
            ("wide", Models.Knapsack(rows: 2, columns: 60)),
            ("unbounded", Models.UnboundedMip()),
        ]);

    [Fact]
    [Trait("Category", "Instances")]
    public async Task Known_instances()
    {
        if (KnownInstance.All() is { } all)
        {
            var models = all.Where(known => known.Seconds <= QuickSeconds && known.Solvers.Contains("scip", StringComparer.Ordinal))
                .Select(known => (known.File, Model: known.Model())).Where(one => one.Model.IsMip && one.Model.Matrix.NonZeroCount <= MostEntries).ToList();
            await SameAsInANewWorkerAsync(models);
            Console.WriteLine($"{models.Count} instances are solved as by a worker that knows no other");
        }
    }

    private static async Task SameAsInANewWorkerAsync(IReadOnlyList<(string Name, LinearModel Model)> models)
    {
        var alone = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, model) in models)
        {
            await using var worker = await WorkerProcess.StartAsync();
            alone[name] = Told(await worker.SolveAsync(model, Options));
        }

        await using var old = await WorkerProcess.StartAsync(patience: TimeSpan.FromMinutes(5));
        var tuned = Options with
        {
            Seed = 7,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["separating/maxrounds"] = "0", ["nodeselection/dfs/stdpriority"] = "1000000" },
        };
        foreach (var (name, model) in (IEnumerable<(string, LinearModel)>)[.. models, .. models.Reverse()])
        {
            Assert.Equal((name, alone[name]), (name, Told(await old.SolveAsync(model, Options))));
            await old.SolveAsync(Models.Knapsack(rows: 3, columns: 20), tuned with { Log = SolverLog.Verbose });
        }
    }

    private static string Told(Solution solution) => string.Create(
        CultureInfo.InvariantCulture,
        $"{solution.Status} {solution.Objective:R} after {solution.Nodes} nodes, {solution.Iterations} iterations: {string.Join(' ', solution.Values ?? [])}");
}
