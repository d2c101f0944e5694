using System.CommandLine;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using MipActors.Actors.Library;
using MipActors.Actors.Settings;
using MipActors.Core.Formats;
using MipActors.Hosting;
using MipActors.Library;
using MipActors.Mcp;
using MipActors.Reports;

namespace MipActors.Cli.Upkeep;

/// <summary><c>mipactors models</c> and <c>mipactors jobs</c>: what the library keeps, looked at and let go; a server may run meanwhile.</summary>
internal static class LibraryCommands
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON." };
    private static readonly Option<string> Owner = new("--owner") { Description = "The token whose library is meant; without it that of the user of this machine.", DefaultValueFactory = _ => "", HelpName = "TOKEN" };
    private static readonly Option<int> Most = new("--most") { Description = "How many, the newest first (default 20).", DefaultValueFactory = _ => 20, HelpName = "N" };
    private static readonly Option<double?> OlderThan = new("--older-than") { Description = "Lets go of what ended longer ago than this.", HelpName = "DAYS" };
    private static readonly Option<bool> Solutions = new("--solutions") { Description = "With --older-than: solutions of models too." };
    private static readonly Argument<string> Name = new("NAME") { Description = "Name of a model." };
    private static readonly Argument<string[]> Names = new("NAME") { Description = "Names of models.", Arity = ArgumentArity.OneOrMore };
    private static readonly Argument<string> Id = new("ID") { Description = "Id of a job." };
    private static readonly Argument<string[]> Ids = new("ID") { Description = "Ids of jobs.", Arity = ArgumentArity.ZeroOrMore };

    public static Command Models() => new("models", "Show, or let go of, the models that were kept by name.")
    {
        Sub("list", "List the models with their parameters.", [], (parsed, file) =>
        {
            var view = new ModelListView { Models = [.. file.Models.All(parsed.GetRequiredValue(Owner)).Select(model => ModelEntryView.Of(model, withCode: false))] };
            return Print(parsed, view, view.ToText());
        }),
        Sub("show", "Print a model's program.", [Name], (parsed, file) =>
        {
            var model = file.Models.Find(parsed.GetRequiredValue(Owner), parsed.GetRequiredValue(Name)) ?? throw Unknown("model", parsed.GetRequiredValue(Name));
            return Print(parsed, ModelEntryView.Of(model, withCode: true), TerminalText.Escape(model.Definition.Code, keepLines: true).TrimEnd() + "\n");
        }),
        Sub("rm", "Let go of models and their solutions.", [Names], (parsed, file) => RemoveEach(
            parsed.GetRequiredValue(Names), "model", name => file.Models.Remove(parsed.GetRequiredValue(Owner), name), file)),
    };

    public static Command Jobs() => new("jobs", "Show, or let go of, the reports of jobs that have ended.")
    {
        Sub("list", "List the newest reports.", [Most], (parsed, file) =>
        {
            var entries = file.Reports.Newest(parsed.GetRequiredValue(Owner), parsed.GetValue(Most), ReportFilter.All).Select(SolutionEntryView.Of).ToList();
            var text = entries.Count == 0 ? "No reports are kept.\n" : string.Concat(entries.Select(entry =>
                TerminalText.Escape($"{entry.SolutionId}  {entry.EndedAt}  {(entry.Model.Length > 0 ? $"{entry.Model} v{entry.ModelVersion}: " : "")}{entry.Message}\n", keepLines: true)));
            return Print(parsed, entries, text);
        }),
        Sub("show", "Print a report.", [Id], (parsed, file) =>
        {
            var report = file.Reports.Find(parsed.GetRequiredValue(Owner), parsed.GetRequiredValue(Id)).Report ?? throw Unknown("job", parsed.GetRequiredValue(Id));
            var view = ReportViews.Of(report, ReportSize.Whole);
            return Print(parsed, view, ReportText.Of(view));
        }),
        Sub("rm", "Let go of reports, by their ids or by their age.", [Ids, OlderThan, Solutions], Remove),
    };

    private static int Remove(ParseResult parsed, LibraryFile file)
    {
        var (ids, days) = (parsed.GetValue(Ids) ?? [], parsed.GetValue(OlderThan));
        if (ids.Length == 0 == days is null || days is < 0)
        {
            throw new InputException("bad-option", "`mipactors jobs rm` takes either ids of jobs (see `mipactors jobs list`), or --older-than DAYS.");
        }

        if (days is null)
        {
            return RemoveEach(ids, "job", id => file.Reports.Remove(parsed.GetRequiredValue(Owner), id), file);
        }

        var removed = file.Reports.RemoveOlder(parsed.GetRequiredValue(Owner), DateTimeOffset.UtcNow - TimeSpan.FromDays(Math.Min(days.Value, 36_500)), parsed.GetValue(Solutions));
        file.Shrink();
        Console.WriteLine($"{removed:N0} reports were let go.");
        return ExitCode.Answer;
    }

    private static int RemoveEach(string[] all, string what, Func<string, int> remove, LibraryFile file)
    {
        foreach (var one in all)
        {
            _ = remove(one) > 0 ? 1 : throw Unknown(what, one);
        }

        file.Shrink();
        Console.WriteLine($"{all.Length:N0} let go.");
        return ExitCode.Answer;
    }

    private static InputException Unknown(string what, string name) =>
        new("unknown-name", $"There is no {what} '{TerminalText.Escape(name)}'; `mipactors {what}s list` shows those there are.");

    private static int Print<T>(ParseResult parsed, T view, string text)
    {
        Console.Write(parsed.GetValue(Json) ? JsonSerializer.Serialize(view, ToolJson.Indented) + "\n" : text);
        return ExitCode.Answer;
    }

    private static Command Sub(string name, string description, IReadOnlyList<Symbol> symbols, Func<ParseResult, LibraryFile, int> run)
    {
        var command = new Command(name, description) { Json, Owner };
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction(parsed =>
        {
            var settings = MipSettings.From(ConfigChain.Load(new Dictionary<string, string>(StringComparer.Ordinal))).Library;
            try
            {
                using var file = LibraryFile.Open(settings, isSuspect: false, aside => Console.Error.WriteLine($"mipactors: the library was damaged: it is kept as {aside}, and a new one is begun"));
                return run(parsed, file);
            }
            catch (Exception fault) when (fault is SqliteException or IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                throw new InputException("no-library", $"The library {LibraryFile.PathOf(settings)} can not be used: {fault.Message}");
            }
        });
        return command;
    }
}
