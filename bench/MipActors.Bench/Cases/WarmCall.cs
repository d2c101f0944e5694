using System.Diagnostics;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Bench.Cases;

/// <summary>
/// One call to a server that runs, an agent's pause after the last: against the peers' way, and against the bare program and
/// solve, all three in each round.
/// </summary>
internal static class WarmCall
{
    public const string Name = "warm";
    private const int WarmUps = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.7);

    public static async Task<Section> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var (breakdown, ping, bare) = (new Breakdown(), new Samples(), new Samples());
        var (python, firstSolve, secondSolve) = (new Samples(), new Samples(), new Samples());
        var peers = new PeersWay(setting.Installation);
        await using var server = await setting.StartServerAsync(cancellation);
        setting.Progress.Report($"warm call: {WarmUps} calls that are not counted");
        for (var call = 0; call < WarmUps; call++)
        {
            _ = await Knapsack.CallAsync(server, cancellation);
            await Task.Delay(Pause, cancellation);
        }

        await peers.CallAsync(count: false, cancellation);
        _ = await BareChildrenAsync(setting, cancellation);
        for (var round = 0; round < setting.Runs; round++)
        {
            setting.Progress.Report($"warm call: round {round + 1} of {setting.Runs}");
            await Task.Delay(Pause, cancellation);
            breakdown.Add(await Knapsack.CallAsync(server, cancellation));
            ping.Add(await PingAsync(server, cancellation));
            await peers.CallAsync(count: true, cancellation);
            var children = await BareChildrenAsync(setting, cancellation);
            python.Add(children.Python);
            firstSolve.Add(children.FirstSolve);
            secondSolve.Add(children.SecondSolve);
            bare.Add(python.Values[^1] + peers.BareSolve.Values[^1]);
        }

        setting.Progress.Report($"the peers' way, milliseconds of its last process: {peers.LastSteps}");
        return new Section(Name, $"A call to a running server, {Pause.TotalSeconds:0.0} s after the last (rounds: this, the peers' way, the bare program)",
        [
            new Row("warm.call", "warm call, as the client sees it", "s", breakdown.Whole)
            {
                Ratios =
                [
                    new Ratio("the peers' way ÷ this", Samples.Ratios(peers.Whole, breakdown.Whole), [new Goal(50, AtLeast: true, "now"), new Goal(100, AtLeast: true, "instant")]),
                    new Ratio("÷ (bare program + bare solve)", Samples.Ratios(breakdown.Whole, bare), [new Goal(2, AtLeast: false, "instant")]),
                ],
            },
            .. breakdown.Rows("warm.call"),
            new Row("warm.peers", "the peers' way", "s", peers.Whole),
            new Row("warm.peers.process", "node, Pyodide, PuLP, program, MPS file", "s", peers.Process) { IsPart = true },
            new Row("warm.peers.solver", "SCIP: plugins, reading, solving", "s", peers.Solver) { IsPart = true },
            new Row("warm.bare", "floor: bare program + bare solve", "s", bare),
            new Row("warm.bare.program", "the program in a warm sandbox, no actors, no MCP", "s", python) { IsPart = true },
            new Row("warm.bare.solve", "SCIP's solve alone, in process", "s", peers.BareSolve) { IsPart = true },
            new Row("warm.worker.first", "a fresh worker's first solve, there and back", "s", firstSolve) { IsPart = true },
            new Row("warm.worker.second", "its second: what the first one compiled and loaded", "s", secondSolve) { IsPart = true },
            new Row("warm.ping", "floor: an MCP ping of the same server", "s", ping),
        ]);
    }

    private static async Task<double> PingAsync(McpProcess server, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        _ = await server.Client.PingAsync(cancellationToken: cancellation);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>The program in a sandbox and its solve in a worker, both fresh and warm; and that solve once more.</summary>
    private static async Task<(double Python, double FirstSolve, double SecondSolve)> BareChildrenAsync(Setting setting, CancellationToken cancellation)
    {
        await using var worker = await BareWorker.StartAsync(setting.Launcher, cancellation);
        await using var sandbox = await BareSandbox.StartAsync(setting.Launcher, setting.Installation, cancellation);

        // As long as the server's own children have had: they compile in the background.
        await Task.Delay(Pause, cancellation);
        var (first, second) = (0.0, 0.0);
        var run = await sandbox.RunAsync(new SandboxProgram(Knapsack.Code), SolveTwiceAsync, cancellation);
        return (run.PythonSeconds, first, second);

        async Task<Solution> SolveTwiceAsync(SolveCall call)
        {
            var began = Stopwatch.GetTimestamp();
            var solution = await worker.SolveAsync(call, cancellation);
            first = Stopwatch.GetElapsedTime(began).TotalSeconds;
            Knapsack.Check(solution.Objective, "the worker");
            began = Stopwatch.GetTimestamp();
            _ = await worker.SolveAsync(call, cancellation);
            second = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return solution;
        }
    }
}
