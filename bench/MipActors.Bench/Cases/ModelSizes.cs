using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Sandbox;

namespace MipActors.Bench.Cases;

/// <summary>
/// From a program's <c>prob.solve()</c> to the model in the solver, against PuLP's MPS file and the solver's own reader, by the size of the
/// model. The solver is told to stop at once; what it takes to do so is measured on the same model in process, and left out.
/// </summary>
internal static class ModelSizes
{
    public const string Name = "sizes";
    private const int EntriesOfRow = 10;
    private const int EntriesOfColumn = 3;
    private const int RoundsOfAll = 4; // A round of all sizes takes as long as so many of another case.
    private const int Reference = 10_000;
    private static readonly int[] NonZeros = [100, 1_000, Reference, 100_000, 300_000, 1_000_000];
    private const int MostWhenQuick = 100_000;

    private static readonly Dictionary<string, string> AtOnce = new(StringComparer.Ordinal) { ["presolve"] = "off" }; // And no time.

    private static readonly SandboxLimits Limits = new()
    {
        MaxOutputBytes = 256 << 20, // The MPS file comes out on stdout.
        MaxWasmMemoryBytes = 3L << 30,
    };

    public static async Task<Section> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var sizes = NonZeros.Where(size => !setting.IsQuick || size <= MostWhenQuick).ToDictionary(size => size, _ => new Size());
        var rounds = Math.Max(1, setting.Runs / RoundsOfAll);

        // Compiles what this process decodes and encodes with.
        await RoundAsync(setting, Reference, new Size(), cancellation);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (size, samples) in sizes)
            {
                setting.Progress.Report($"sizes: {size:N0} non-zeros, round {round + 1} of {rounds}");
                await RoundAsync(setting, size, samples, cancellation);
            }
        }

        return new Section(Name, "From prob.solve() to the model in HiGHS, the model's making left out; the MPS way: writeMPS and HiGHS' own reader", [.. sizes.SelectMany(pair => Rows(pair.Key, pair.Value, sizes[Reference]))]);
    }

    private static IEnumerable<Row> Rows(int size, Size samples, Size reference)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"{size:N0} non-zeros");
        var ratios = new List<Ratio>
        {
            new("the MPS way ÷ this", Samples.Ratios(samples.Mps, samples.Whole), size == 300_000 ? [new Goal(8, AtLeast: true, "instant")] : []),
        };
        if (size > Reference)
        {
            var perNonZero = Samples.Combine(samples.Whole, reference.Whole, (large, small) => large / size / (small / Reference));
            ratios.Add(new Ratio($"a non-zero ÷ a non-zero of {Reference:N0}", perNonZero, size == 1_000_000 ? [new Goal(1.5, AtLeast: false, "instant: linear")] : []));
        }

        yield return new Row($"sizes.{size}", $"{words}: lift, transfer, build", "s", samples.Whole) { Ratios = ratios };
        yield return new Row($"sizes.{size}.lift", "lift and its frame, taken apart", "s", samples.Lift) { IsPart = true };
        yield return new Row($"sizes.{size}.screen", "screen", "s", samples.Screen) { IsPart = true };
        yield return new Row($"sizes.{size}.worker", "to the worker, build, and back with no answer", "s", samples.Worker) { IsPart = true };
        yield return new Row($"sizes.{size}.stop", "left out of it: HiGHS, told to stop at once (in process)", "s", samples.Stop) { IsPart = true };
        yield return new Row($"sizes.{size}.mps", "the MPS way", "s", samples.Mps) { IsPart = true };
        yield return new Row($"sizes.{size}.read", "of it HiGHS' reader", "s", samples.Read) { IsPart = true };
    }

    private static async Task RoundAsync(Setting setting, int nonZeros, Size samples, CancellationToken cancellation)
    {
        var (rows, columns) = (nonZeros / EntriesOfRow, Math.Max(EntriesOfRow, nonZeros / EntriesOfColumn));
        await using var worker = await BareWorker.StartAsync(setting.Launcher, cancellation);
        await using var sandbox = await BareSandbox.StartAsync(setting.Launcher, setting.Installation, Limits, cancellation);
        await worker.WarmUpAsync(cancellation);
        var (arrived, screened, built, stop) = (0L, 0L, 0L, 0.0);
        var wallClock = DateTime.UnixEpoch;
        var program = new SandboxProgram(Programs.Text("sizes.py"))
        {
            Data = JsonSerializer.SerializeToElement(new { rows, columns, mps = true }),
        };
        var run = await sandbox.RunAsync(program, SolveAsync, cancellation);
        var told = JsonDocument.Parse(run.Errors).RootElement;
        var lift = (wallClock - DateTime.UnixEpoch).TotalSeconds - (told.GetProperty("asked").GetDouble() / 1e3);
        var read = await ReadAsync(run.Output, cancellation);
        samples.Lift.Add(lift);
        samples.Screen.Add(Stopwatch.GetElapsedTime(arrived, screened).TotalSeconds);
        samples.Worker.Add(Stopwatch.GetElapsedTime(screened, built).TotalSeconds - stop);
        samples.Stop.Add(stop);
        samples.Whole.Add(lift + Stopwatch.GetElapsedTime(arrived, built).TotalSeconds - stop);
        samples.Read.Add(read);
        samples.Mps.Add(told.GetProperty("wrote").GetDouble() + read);

        async Task<Solution> SolveAsync(SolveCall call)
        {
            (wallClock, arrived) = (DateTime.UtcNow, Stopwatch.GetTimestamp());
            if (call.Model.Matrix.NonZeroCount != rows * EntriesOfRow || ModelScreen.Look(call.Model) is not { Fault: null, Answer: null })
            {
                throw new BenchException("the model that came is not the one that was made");
            }

            screened = Stopwatch.GetTimestamp();
            var stopped = call with { Options = call.Options with { Parameters = AtOnce } };
            var solution = await worker.SolveAsync(stopped, cancellation);
            built = Stopwatch.GetTimestamp();
            using var highs = new BareHighs();
            highs.StopAtOnce();
            _ = highs.Pass(call.Model);
            stop = highs.Run();
            return solution;
        }
    }

    private static async Task<double> ReadAsync(string mps, CancellationToken cancellation)
    {
        var file = Path.Combine(Path.GetTempPath(), $"mipactors-bench-{Environment.ProcessId}-sizes.mps");
        try
        {
            await File.WriteAllTextAsync(file, mps, cancellation);
            using var highs = new BareHighs();
            return highs.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What was measured of one size.</summary>
    private sealed class Size
    {
        public Samples Whole { get; } = new();

        public Samples Lift { get; } = new();

        public Samples Screen { get; } = new();

        public Samples Worker { get; } = new();

        public Samples Stop { get; } = new();

        public Samples Mps { get; } = new();

        public Samples Read { get; } = new();
    }
}
