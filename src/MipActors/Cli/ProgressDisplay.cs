using MipActors.Core.Formats;
using MipActors.Core.Model;
using Spectre.Console;

namespace MipActors.Cli;

/// <summary>
/// A job on its way, on stderr: on a terminal one line that is drawn anew (stage, incumbent, bound, gap, nodes), in a pipe a line each, nothing when that is
/// wanted. Colours are left out where NO_COLOR is set.
/// </summary>
internal static class ProgressDisplay
{
    /// <summary>Shows what <paramref name="work"/> tells until it is done.</summary>
    public static async Task<T> WatchAsync<T>(bool isQuiet, Func<Action<JobProgress>, Task<T>> work)
    {
        if (isQuiet)
        {
            return await work(_ => { });
        }

        if (Console.IsErrorRedirected)
        {
            return await work(progress => Console.Error.WriteLine($"… {progress.Message}"));
        }

        // That stderr is a terminal is known; left to itself the library looks at stdout.
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = Environment.GetEnvironmentVariable("TERM") is "dumb" or null ? AnsiSupport.Detect : AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        return await terminal.Status().Spinner(Spinner.Known.Dots).StartAsync(
            "starting", status => work(progress => status.Status(Markup.Escape(TerminalText.Escape(progress.Message)))));
    }
}
