using System.Diagnostics;
using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Bench.Cases;

/// <summary>A program that solves a small model a hundred times: what each solve costs it beyond the solver's own time.</summary>
internal static class InnerSolves
{
    public const string Name = "resolve";
    private const double Millisecond = 1e-3;
    private const int RoundsOfOne = 4; // A call is a hundred solves.
    private static readonly Dictionary<string, object?> Plain = [];

    private static readonly Dictionary<string, object?> Unconfirmed = new(StringComparer.Ordinal)
    {
        ["solver_params"] = new { cross_check = false },
    };

    public static async Task<Section> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var rounds = Math.Max(1, setting.Runs / RoundsOfOne);
        Sweep lp = new("resolve_lp.py", () => new BareLps()), mip = new("resolve_mip.py", () => new BareMips());
        var (lps, mips, alone) = (new Figures(), new Figures(), new Figures());
        await using var server = await setting.StartServerAsync(cancellation);
        for (var round = -1; round < rounds; round++)
        {
            setting.Progress.Report(round < 0 ? "inner solves: a round that is not counted" : $"inner solves: round {round + 1} of {rounds}");
            var floor = await lp.BareAsync(setting, cancellation);
            var through = await lp.CallAsync(server, Plain, cancellation);
            var mipFloor = await mip.BareAsync(setting, cancellation);
            var mipThrough = await mip.CallAsync(server, Plain, cancellation);
            var mipAlone = await mip.CallAsync(server, Unconfirmed, cancellation);
            if (round >= 0)
            {
                lps.Add(through, floor);
                mips.Add(mipThrough, mipFloor);
                alone.Add(mipAlone, mipFloor);
            }
        }

        return new Section(Name, "A program with 100 solves of a small model, each as the program sees it; the floor is the solver in process, every other step left out",
        [
            .. lps.Rows("resolve.lp", "LP (96 columns, 20 rows), another demand each time", "HiGHS in process, from the last basis on"),
            .. mips.Rows("resolve.mip", "MIP (20 binaries, 1 row), another capacity each time", "SCIP's solve alone, in process"),
            .. alone.Rows("resolve.alone", "the same with cross_check off", "the same floor"),
        ]);
    }

    /// <summary>One program and what solves its models in process.</summary>
    private sealed class Sweep(string program, Func<IBareSolver> newSolver)
    {
        private readonly string _code = Programs.Text(program);

        /// <summary>Seconds of each solve through the server.</summary>
        public async Task<double[]> CallAsync(McpProcess server, IReadOnlyDictionary<string, object?> more, CancellationToken cancellation)
        {
            var call = await Call.MakeAsync(server, server.Client, _code, more, cancellation);
            return JsonSerializer.Deserialize<double[]>(call.Report.GetProperty("stdout").GetString()!)!;
        }

        /// <summary>
        /// Seconds of each solve in this process, and of Python and frames around it: the models come out of a bare sandbox, and answers go
        /// back into it.
        /// </summary>
        public async Task<(double[] Solver, double[] Sandbox)> BareAsync(Setting setting, CancellationToken cancellation)
        {
            var (seconds, waits) = (new List<double>(), new List<double>());
            using var solver = newSolver();
            await using var sandbox = await BareSandbox.StartAsync(setting.Launcher, setting.Installation, cancellation);
            var run = await sandbox.RunAsync(new SandboxProgram(_code), SolveAsync, cancellation);
            var seen = JsonSerializer.Deserialize<double[]>(run.Output)!;
            return ([.. seconds], [.. seen.Zip(waits, (whole, wait) => whole - wait)]);

            Task<Solution> SolveAsync(SolveCall call)
            {
                var began = Stopwatch.GetTimestamp();
                seconds.Add(solver.Solve(call.Model));
                waits.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                return Task.FromResult(new Solution { Status = SolveStatus.NoSolution, Solver = "none", SolverVersion = "" });
            }
        }
    }

    private interface IBareSolver : IDisposable
    {
        /// <summary>Seconds.</summary>
        double Solve(LinearModel model);
    }

    private sealed class BareLps : IBareSolver
    {
        private readonly BareHighs _highs = new();
        private bool _isPassed;

        public double Solve(LinearModel model)
        {
            var began = Stopwatch.GetTimestamp();
            if (_isPassed)
            {
                _highs.ChangeSides(model);
            }
            else
            {
                _ = _highs.Pass(model);
                _isPassed = true;
            }

            _ = _highs.Run();
            return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        public void Dispose() => _highs.Dispose();
    }

    private sealed class BareMips : IBareSolver
    {
        public double Solve(LinearModel model) => BareScip.Solve(model).Seconds;

        public void Dispose()
        {
        }
    }

    /// <summary>Solves in pairs: through the server, and in process.</summary>
    private sealed class Figures
    {
        private readonly Samples _whole = new();
        private readonly Samples _bare = new();
        private readonly Samples _over = new();
        private readonly Samples _sandbox = new();

        public void Add(double[] through, (double[] Solver, double[] Sandbox) bare)
        {
            var floor = bare.Solver;
            if (through.Length != floor.Length)
            {
                throw new BenchException($"{through.Length} solves through the server, {floor.Length} in process");
            }

            // The first one waits for a worker.
            for (var solve = 1; solve < through.Length; solve++)
            {
                _whole.Add(through[solve]);
                _bare.Add(floor[solve]);
                _over.Add((through[solve] - floor[solve]) / Millisecond);
                _sandbox.Add(bare.Sandbox[solve]);
            }
        }

        public IEnumerable<Row> Rows(string id, string text, string floor) =>
        [
            new Row(id, text, "s", _whole)
            {
                Ratios = [new Ratio("ms over the floor", _over, [new Goal(2, AtLeast: false, "instant")])],
            },
            new Row($"{id}.sandbox", "of it Python and frames (bare sandbox, solver in process)", "s", _sandbox) { IsPart = true },
            new Row($"{id}.bare", $"floor: {floor}", "s", _bare) { IsPart = true },
        ];
    }
}
