using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Bench.Cases;

/// <summary>Calls whose solve takes more than a second: what the whole call costs beyond it.</summary>
internal static class LongSolves
{
    public const string Name = "overhead";
    private const int RoundsOfOne = 2; // A round is some dozen seconds of solving.
    private const double Share = 0.01;
    private const double Allowance = 0.020;

    // Each a second and a half of solving.
    private static readonly Instance[] Instances =
    [
        new("scip", Seed: 1, Items: 70, Dimensions: 5),
        new("scip", Seed: 2, Items: 70, Dimensions: 5),
        new("highs", Seed: 1, Items: 56, Dimensions: 5),
    ];

    public static async Task<Section> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var rounds = Math.Max(1, setting.Runs / RoundsOfOne);
        var instances = setting.IsQuick ? Instances[..1] : Instances;
        var figures = instances.ToDictionary(instance => instance, _ => new Figures());
        var models = new Dictionary<Instance, LinearModel>();
        foreach (var instance in instances)
        {
            models[instance] = await ModelAsync(setting, instance, cancellation);
        }

        await using var server = await setting.StartServerAsync(cancellation);
        _ = await Knapsack.CallAsync(server, cancellation);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (instance, samples) in figures)
            {
                setting.Progress.Report($"overhead: {instance}, round {round + 1} of {rounds}");
                var bare = instance.Bare(models[instance]);
                samples.Bare.Add(bare.Seconds);
                samples.Alone.Add(await CallAsync(server, instance, bare, crossCheck: false, cancellation));
                samples.Confirmed.Add(await CallAsync(server, instance, bare, crossCheck: null, cancellation));
            }
        }

        return new Section(Name, "A call whose solve takes long, as the client sees it, against the same solver in process on the same path (1 thread, seed 0)", [.. figures.SelectMany(pair => pair.Value.Rows(pair.Key))]);
    }

    private static async Task<double> CallAsync(McpProcess server, Instance instance, BareSolve bare, bool? crossCheck, CancellationToken cancellation)
    {
        // Nobody's pool is empty here: what is measured is the solve.
        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal) { ["threads"] = 1, ["seed"] = 0 };
        if (crossCheck is { } wanted)
        {
            parameters["cross_check"] = wanted;
        }

        var more = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["data"] = instance.Data,
            ["solver"] = instance.Solver,
            ["solver_params"] = parameters,
        };
        var call = await Call.MakeAsync(server, server.Client, Programs.Text("overhead.py"), more, cancellation);
        var nodes = call.Solution.GetProperty("nodes").GetInt64();
        return Math.Abs(call.Objective - bare.Objective) < 1e-6 && nodes == bare.Nodes ? call.Seconds
            : throw new BenchException($"{instance}: not the same path: {call.Objective:R} after {nodes} nodes, in process {bare.Objective:R} after {bare.Nodes}");
    }

    private static async Task<LinearModel> ModelAsync(Setting setting, Instance instance, CancellationToken cancellation)
    {
        LinearModel? model = null;
        await using var sandbox = await BareSandbox.StartAsync(setting.Launcher, setting.Installation, cancellation);
        var program = new SandboxProgram(Programs.Text("overhead.py")) { Data = JsonSerializer.SerializeToElement(instance.Data) };
        _ = await sandbox.RunAsync(
            program,
            call =>
            {
                model = call.Model;
                return Task.FromResult(new Solution { Status = SolveStatus.NoSolution, Solver = "none", SolverVersion = "" });
            },
            cancellation);
        return model!;
    }

    private sealed record Instance(string Solver, int Seed, int Items, int Dimensions)
    {
        public Dictionary<string, object> Data => new(StringComparer.Ordinal) { ["seed"] = Seed, ["items"] = Items, ["dimensions"] = Dimensions };

        public BareSolve Bare(LinearModel model)
        {
            if (Solver == "scip")
            {
                return BareScip.Solve(model);
            }

            using var highs = new BareHighs();
            _ = highs.Pass(model);
            var seconds = highs.Run();
            return new BareSolve(highs.Objective, seconds, highs.Nodes);
        }

        public override string ToString() => $"{Solver}, {Items} items, {Dimensions} dimensions, seed {Seed}";
    }

    private sealed class Figures
    {
        public Samples Bare { get; } = new();

        public Samples Alone { get; } = new();

        public Samples Confirmed { get; } = new();

        public IEnumerable<Row> Rows(Instance instance)
        {
            var id = $"overhead.{instance.Solver}.{instance.Items}.{instance.Seed}";
            return
            [
                new Row(id, $"{instance}, cross_check off", "s", Alone)
                {
                    Ratios = [new Ratio("÷ (1.01 × in process + 20 ms)", Samples.Combine(Alone, Bare, Excess), [new Goal(1, AtLeast: false, "instant")])],
                },
                new Row($"{id}.confirmed", "with cross_check as it is by default", "s", Confirmed)
                {
                    IsPart = true,
                    Ratios = [new Ratio("÷ (1.01 × in process + 20 ms)", Samples.Combine(Confirmed, Bare, Excess), [])],
                },
                new Row($"{id}.bare", "floor: in process", "s", Bare) { IsPart = true },
            ];
        }

        private static double Excess(double call, double bare) => call / ((1 + Share) * bare + Allowance);
    }
}
