using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using MipActors.Bundles;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Mcp;
using MipActors.Reports;
using MipActors.Reports.Html;

namespace MipActors.Cli;

/// <summary><c>mipactors solve FILE</c>, of a program or a model: the answer on stdout, progress on stderr.</summary>
internal static class SolveCommand
{
    private static readonly Argument<FileInfo> Program = new("FILE") { Description = "A Python program that models a problem with PuLP, or a model: .lp, .mps, plain or .gz." };
    private static readonly Option<FileInfo?> Data = new("--data") { Description = "A JSON file with an object: the dict `data` of the program.", HelpName = "FILE.json" };
    private static readonly Option<string[]> Param = new("--param") { Description = "Sets data[NAME] to VALUE (JSON, or a text).", HelpName = "NAME=VALUE" };
    private static readonly Option<string[]> ProgramFile = new("--file") { Description = "Puts a copy of a file into the program's private folder, under its own name or the one before the =. Again for more.", HelpName = "[NAME=]PATH" };
    private static readonly Option<DirectoryInfo?> FilesTo = new("--files-to") { Description = "Writes the files that the program wrote into this folder.", HelpName = "FOLDER" };
    private static readonly Option<string?> Problem = new("--problem") { Description = "Name of the LpProblem that is the answer, of a program with several.", HelpName = "NAME" };
    private static readonly Option<string> Solver = new("--solver") { Description = "auto (scip with integer variables, highs without), scip, highs, cbc, cpsat, glop, pdlp, or race.", DefaultValueFactory = _ => "auto", HelpName = "NAME" };
    private static readonly Option<double?> TimeLimit = new("--time-limit") { Description = "Wall-clock limit of the whole job in seconds (default 300).", HelpName = "SECONDS" };
    private static readonly Option<double?> Gap = new("--gap") { Description = "Relative MIP gap at which the solver may stop; 0.01 is one per cent.", HelpName = "GAP" };
    private static readonly Option<int?> Threads = new("--threads") { Description = "Threads the solver may use (default 1).", HelpName = "N" };
    private static readonly Option<int?> Seed = new("--seed") { Description = "Random seed of the solver (default 0).", HelpName = "N" };
    private static readonly Option<string[]> Set = new("--set") { Description = "A solver setting as in the tool's solver_params: node_limit, absolute_gap, objective_stop, cross_check, sensitivity, pool, second_objective, explain, …, or a parameter by the solver's own name. VALUE is JSON, or a text.", HelpName = "NAME=VALUE" };
    private static readonly Option<FileInfo?> MipStart = new("--mip-start") { Description = "A solution file (.sol, .csv, .json) to start from.", HelpName = "FILE" };
    private static readonly Option<FileInfo?> Output = new("--output", "-o") { Description = "Write the solution to a file, as .sol, .csv or .json by its ending.", HelpName = "FILE" };
    private static readonly Option<FileInfo?> BundleTo = new("--bundle") { Description = "Write all of the job to a ZIP file (program, data, options, model, answer, logs, versions), for `mipactors replay`.", HelpName = "FILE.zip" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the whole report as JSON." };
    private static readonly Option<FileInfo?> ReportTo = new("--report") { Description = "Write the report as one HTML file that needs no network: model, bounds over time, solution, constraints, prices, log.", HelpName = "FILE.html" };
    private static readonly Option<string[]> Hard = new("--hard") { Description = "A constraint or variable that must never be relaxed; a trailing * stands for all that begin so. Again for more.", HelpName = "NAME" };
    private static readonly Option<string[]> Policy = new("--policy") { Description = "A constraint or variable that alone may be relaxed, likewise.", HelpName = "NAME" };
    private static readonly Option<string[]> Weight = new("--weight") { Description = "What one unit of relaxation costs (default 1).", HelpName = "NAME=COST" };
    private static readonly Option<bool> Quiet = new("--quiet") { Description = "Tell nothing of the job on its way." };
    private static readonly Option<bool> PrintLog = new("--solver-log") { Description = "Print the solver's log with the report." };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Log what the server does to stderr." };

    public static Command Create()
    {
        var command = new Command("solve", "Run a program and solve its model, or solve a model (.lp, .mps); verify and print the answer.")
        {
            Program, Data, Param, ProgramFile, FilesTo, Problem, Solver, TimeLimit, Gap, Threads, Seed, Set, MipStart, Output, BundleTo, ReportTo, Json, PrintLog, Quiet, Verbose,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, explain: null, cancellation));
        return command;
    }

    /// <summary><c>mipactors explain FILE</c>: why it has no answer.</summary>
    public static Command CreateExplain()
    {
        var command = new Command("explain", "Say why a model is infeasible: what contradicts what, and the cheapest relaxations that make it feasible.")
        {
            Program, Data, Param, ProgramFile, Problem, TimeLimit, Hard, Policy, Weight, ReportTo, Json, Quiet, Verbose,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed, ExplainWishOf(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ExplainWish? explain, CancellationToken cancellation)
    {
        var request = await RequestAsync(parsed, cancellation);
        request = explain is null ? request : request with { Options = request.Options with { Explain = explain } };
        var job = await OneJob.RunAsync(request, parsed.GetValue(Verbose), parsed.GetValue(Quiet), report => PrintAsync(report, parsed.GetValue(Json)), cancellation);
        var report = job.Report;
        var isWritten = await WriteAsync(parsed.GetValue(Output), report) & await ProgramFolder.WriteAsync(parsed.GetValue(FilesTo), report.Files)
            & await BundleAsync(parsed.GetValue(BundleTo), job) & await WriteReportAsync(parsed.GetValue(ReportTo), report);
        return isWritten ? ExitCode.Of(report.Outcome) : ExitCode.BadInput;
    }

    private static async Task PrintAsync(JobReport report, bool asJson)
    {
        // What goes into a folder is not printed as well.
        var view = ReportViews.Of(report with { Files = [.. report.Files.Select(file => file with { Content = null })] }, ReportSize.Whole);
        await Console.Out.WriteAsync(asJson ? JsonSerializer.Serialize(view, ToolJson.Indented) + "\n" : ReportText.Of(view));
    }

    private static ExplainWish ExplainWishOf(ParseResult parsed)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var weight in parsed.GetValue(Weight) ?? [])
        {
            var at = weight.LastIndexOf('=');
            weights[at > 0 ? weight[..at] : weight] = at > 0 && double.TryParse(weight[(at + 1)..], out var cost) && cost > 0
                ? cost
                : throw new InputException("bad-option", $"--weight '{weight}' has to look like NAME=COST, with a cost above 0.");
        }

        return new ExplainWish { Hard = parsed.GetValue(Hard) ?? [], Policy = parsed.GetValue(Policy) ?? [], Weights = weights };
    }

    /// <summary>False when the report could not be written.</summary>
    private static async Task<bool> WriteReportAsync(FileInfo? file, JobReport report)
    {
        try
        {
            if (file is not null)
            {
                await File.WriteAllTextAsync(file.FullName, HtmlReport.Of(report));
            }

            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"mipactors: the report could not be written to {file}: {fault.Message}");
            return false;
        }
    }

    private static async Task<bool> BundleAsync(FileInfo? file, Bundle job)
    {
        try
        {
            if (file is not null)
            {
                BundleFile.Write(file.FullName, job);
            }

            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"mipactors: the bundle could not be written to {file}: {fault.Message}");
            return false;
        }
    }

    /// <summary>False when there is a solution and it could not be written.</summary>
    private static async Task<bool> WriteAsync(FileInfo? file, JobReport report)
    {
        if (file is null || report.Model is not { } model || report.Solution is not { HasValues: true } solution)
        {
            return true;
        }

        try
        {
            await File.WriteAllTextAsync(file.FullName, SolutionFile.Write(file.Extension, model, solution));
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"mipactors: the solution could not be written to {file}: {fault.Message}");
            return false;
        }
    }

    private static async Task<SolveRequest> RequestAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetRequiredValue(Program);
        if (parsed.GetValue(Output) is { } output && !SolutionFile.Endings.Contains(output.Extension.ToLowerInvariant()))
        {
            throw new InputException("bad-option", $"-o {output} has to end in {string.Join(", ", SolutionFile.Endings)}.");
        }

        var format = ModelFile.FormatOf(file.Name);
        if (format is null && file.Extension is not ("" or ".py") && !Directory.Exists(file.FullName))
        {
            throw new InputException("bad-option", $"{file.Name} is neither a program (.py) nor a model ({string.Join(", ", ModelFile.Endings)}): its name has to end so.");
        }

        if (format is not null && (parsed.GetValue(Data) is not null || parsed.GetValue(Param) is { Length: > 0 } || parsed.GetValue(ProgramFile) is { Length: > 0 }))
        {
            throw new InputException("bad-option", $"{file.Name} is a model, which takes no --data, --param and --file; those are for programs.");
        }

        return new SolveRequest
        {
            Code = format is null ? await ReadAsync(file, cancellation) : await ModelTextFile.ReadAsync(file, cancellation),
            Format = format,
            FileName = file.Name,
            Files = await ProgramFolder.ReadAsync(parsed.GetValue(ProgramFile) ?? [], cancellation),
            ReturnFiles = parsed.GetValue(FilesTo) is not null,
            Problem = parsed.GetValue(Problem),
            DataJson = await DataAsync(parsed, cancellation),
            MipStart = await MipStartAsync(parsed.GetValue(MipStart), cancellation),
            Options = Options(parsed),
            Timeout = AtLeast("--time-limit", parsed.GetValue(TimeLimit), 0.001) is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, 1e6)) : null,
        };
    }

    private static async Task<IReadOnlyDictionary<string, double>?> MipStartAsync(FileInfo? file, CancellationToken cancellation)
    {
        try
        {
            return file is null ? null : SolutionFile.Read(file.Extension, await ReadAsync(file, cancellation));
        }
        catch (FormatException fault)
        {
            throw new InputException("bad-file", $"The MIP start {file} can not be read: {fault.Message}.");
        }
    }

    private static SolveOptions Options(ParseResult parsed)
    {
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var setting in parsed.GetValue(Set) ?? [])
        {
            var at = setting.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new InputException("bad-option", $"--set '{setting}' has to look like NAME=VALUE.");
            }

            given[setting[..at]] = JsonSerializer.SerializeToElement(ValueOf(setting[(at + 1)..]));
        }

        try
        {
            var options = SolverParams.Options(parsed.GetValue(Solver) ?? "auto", given, parsed.GetValue(PrintLog) || parsed.GetValue(BundleTo) is not null || parsed.GetValue(ReportTo) is not null);
            return options with
            {
                RelativeGap = AtLeast("--gap", parsed.GetValue(Gap), 0) ?? options.RelativeGap,
                Threads = (int?)AtLeast("--threads", parsed.GetValue(Threads), 1) ?? options.Threads,
                Seed = (int?)AtLeast("--seed", parsed.GetValue(Seed), 0) ?? options.Seed,
            };
        }
        catch (ToolArgumentException fault)
        {
            throw new InputException("bad-option", $"--set: {fault.Message} {fault.Hint}");
        }
    }

    /// <summary>The value, if the option has one that is not too small.</summary>
    /// <exception cref="InputException">It is too small.</exception>
    internal static double? AtLeast(string option, double? value, double least) => value is null || value >= least
        ? value
        : throw new InputException("bad-option", $"{option} is {value:R}; it takes a number of at least {least:R}.");

    private static async Task<string> DataAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var data = new JsonObject();
        if (parsed.GetValue(Data) is { } file)
        {
            data = Parse(await ReadAsync(file, cancellation), $"The data file {file.Name}") as JsonObject
                ?? throw new InputException("bad-file", $"The data file {file.Name} is not a JSON object; it has to look like {{\"demand\": [3, 5]}}.");
        }

        foreach (var param in parsed.GetValue(Param) ?? [])
        {
            var at = param.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw new InputException("bad-option", $"--param '{param}' has to look like NAME=VALUE.");
            }

            data[param[..at]] = ValueOf(param[(at + 1)..]);
        }

        return data.ToJsonString();
    }

    private static JsonNode? ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static JsonNode? Parse(string json, string what)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException fault)
        {
            throw new InputException("bad-file", $"{what} is not JSON: line {fault.LineNumber + 1}, {fault.Message.Split(" LineNumber:")[0]}");
        }
    }

    /// <summary>The text of a file that the user names.</summary>
    /// <exception cref="InputException">It can not be read.</exception>
    internal static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllTextAsync(file.FullName, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw InputException.Unreadable(file, fault);
        }
    }
}
