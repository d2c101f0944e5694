using System.Globalization;
using MipActors.Core.Formats;
using Spectre.Console;

namespace MipActors.Cli.Bench;

/// <summary>A comparison as tables, as wide as the terminal, or as wide as they want to be in a pipe.</summary>
internal static class BenchTable
{
    private const int PipeWidth = 240;

    public static void Print(BenchResult result)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Out),
            ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = PipeWidth;
        }

        var seeds = result.Runs.Any(run => run.Seed > 0);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("model", "solver");
        if (seeds)
        {
            table.AddColumn("seed", column => column.RightAligned());
        }

        table.AddColumn("status");
        foreach (var name in (string[])["objective", "bound", "gap", "seconds", "nodes"])
        {
            table.AddColumn(name, column => column.RightAligned());
        }

        table.AddColumn("verified");
        foreach (var run in result.Runs)
        {
            List<string> cells = [Safe(run.File), Safe(run.Solver)];
            if (seeds)
            {
                cells.Add(run.Seed.ToString(CultureInfo.InvariantCulture));
            }

            cells.AddRange([
                run.Error is { } error ? $"[red]{Safe(error)}[/]" : run.Solved ? $"[green]{run.Status}[/]" : $"[yellow]{run.Status}[/]",
                Number(run.Objective), Number(run.BestBound), run.Gap is { } gap ? gap.ToString("0.###%", CultureInfo.InvariantCulture) : "",
                run.Error is null ? run.Seconds.ToString("0.000", CultureInfo.InvariantCulture) : "",
                run.Error is null ? run.Nodes.ToString("N0", CultureInfo.InvariantCulture) : "",
                run.Verified switch { true => "yes", false => "[red]NO[/]", null => "" },
            ]);
            table.AddRow([.. cells]);
        }

        console.Write(table);
        var means = new Table { Border = TableBorder.Simple };
        means.AddColumn("solver").AddColumn("solved", column => column.RightAligned()).AddColumn("geometric mean, s", column => column.RightAligned())
            .AddColumn("of the best", column => column.RightAligned());
        foreach (var one in result.Summary)
        {
            means.AddRow(Safe(one.Solver), $"{one.Solved}/{one.Runs}", one.MeanSeconds.ToString("0.000", CultureInfo.InvariantCulture), one.Ratio.ToString("0.00", CultureInfo.InvariantCulture));
        }

        console.Write(means);
        foreach (var line in result.Contradictions)
        {
            console.MarkupLine($"[red]contradiction:[/] {Safe(line)}");
        }
    }

    private static string Safe(string text) => Markup.Escape(TerminalText.Escape(text));

    private static string Number(double? value) => value is { } number ? number.ToString("G10", CultureInfo.InvariantCulture) : "";
}
