using System.CommandLine;
using System.Text.Json;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Mcp;

namespace MipActors.Cli.Bench;

/// <summary><c>mipactors bench FILE...</c>: the solvers side by side on the user's own models, each answer verified as <c>solve</c> does.</summary>
internal static class BenchCommand
{
    private static readonly Argument<FileInfo[]> Files = new("FILE") { Description = "Programs and models (.py, .lp, .mps, plain or .gz).", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string[]> Solvers = new("--solvers") { Description = "Which: scip, highs, cbc, cpsat, glop, pdlp, race, auto; parted by commas.", DefaultValueFactory = _ => ["highs", "scip", "cbc"], HelpName = "A,B", CustomParser = parsed => Parts(parsed.Tokens.Select(token => token.Value)), AllowMultipleArgumentsPerToken = true };
    private static readonly Option<double> TimeLimit = new("--time-limit") { Description = "Wall-clock limit of each run in seconds.", DefaultValueFactory = _ => 60, HelpName = "SECONDS" };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "Runs of each solver on each file, with the seeds 0 to N-1.", DefaultValueFactory = _ => 1, HelpName = "N" };
    private static readonly Option<double?> Gap = new("--gap") { Description = "Relative MIP gap at which a solver may stop.", HelpName = "GAP" };
    private static readonly Option<int?> Threads = new("--threads") { Description = "Threads each solver may use (default 1).", HelpName = "N" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "Tell nothing on the way." };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Log what the server does to stderr." };

    public static Command Create()
    {
        var command = new Command(
            "bench",
            "Compare solvers on your own models: status, objective, bound, gap, time, nodes, and whether the answer was verified; solvers that contradict each other are "
            + "named. Seconds are those inside of the solver; the mean is the shifted geometric one (shift 1 s), where a run without a proven answer counts as the time limit.")
        {
            Files, Solvers, TimeLimit, Seeds, Gap, Threads, Json, Quiet, Verbose,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (files, solvers, seeds) = (parsed.GetRequiredValue(Files), parsed.GetRequiredValue(Solvers), parsed.GetValue(Seeds));
        if (seeds is < 1 or > 1000 || !(parsed.GetValue(TimeLimit) > 0))
        {
            throw new InputException("bad-option", "--seeds takes a number from 1 to 1000, --time-limit one above 0.");
        }

        var wanted = new List<SolveRequest>();
        foreach (var file in files)
        {
            wanted.Add(await RequestAsync(file, parsed, cancellation));
        }

        await using var server = await OwnServer.StartAsync(wanted.Exists(request => request.Format is null), parsed.GetValue(Verbose), cancellation);
        var runs = new List<BenchRun>();
        var total = wanted.Count * solvers.Length * seeds;
        foreach (var (request, solver, seed) in wanted.SelectMany(request => solvers.SelectMany(solver => Enumerable.Range(0, seeds).Select(seed => (request, solver, seed)))))
        {
            if (server.CalledOff.IsCancellationRequested)
            {
                break;
            }

            if (!parsed.GetValue(Quiet))
            {
                await Console.Error.WriteLineAsync(TerminalText.Escape($"… {runs.Count + 1}/{total} {request.FileName} {solver}{(seeds > 1 ? $" seed {seed}" : "")}"));
            }

            var asked = request with { Options = request.Options with { Solver = solver, Seed = seed } };
            var report = await server.Service.SolveAsync(asked, _ => { }, server.CalledOff);
            if (report.Fault is { Code: "unknown-solver" } unknown)
            {
                throw new InputException("bad-option", $"--solvers: {unknown.Message} {unknown.Hint}".TrimEnd());
            }

            runs.Add(BenchRun.Of(asked, report));
        }

        var result = BenchResult.Of(runs, parsed.GetValue(TimeLimit));
        if (parsed.GetValue(Json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(result, ToolJson.Indented));
        }
        else
        {
            BenchTable.Print(result);
        }

        return server.CalledOff.IsCancellationRequested ? ExitCode.Cancelled
            : result.Contradictions.Count > 0 || runs.Exists(run => run.Verified == false) ? ExitCode.VerificationFailed
            : runs.TrueForAll(run => run.Error is null) ? ExitCode.Answer
            : ExitCode.BadInput;
    }

    private static async Task<SolveRequest> RequestAsync(FileInfo file, ParseResult parsed, CancellationToken cancellation)
    {
        var format = ModelFile.FormatOf(file.Name);
        return new SolveRequest
        {
            Code = format is null ? await SolveCommand.ReadAsync(file, cancellation) : await ModelTextFile.ReadAsync(file, cancellation),
            Format = format,
            FileName = file.Name,
            Options = SolveOptions.Default with
            {
                RelativeGap = SolveCommand.AtLeast("--gap", parsed.GetValue(Gap), 0),
                Threads = (int?)SolveCommand.AtLeast("--threads", parsed.GetValue(Threads), 1),
                // The other engines answer for themselves here.
                CrossCheck = false,
            },
            Timeout = TimeSpan.FromSeconds(Math.Min(parsed.GetValue(TimeLimit), 1e6)),
        };
    }

    private static string[] Parts(IEnumerable<string> given) =>
        [.. given.SelectMany(one => one.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct(StringComparer.Ordinal)];
}
