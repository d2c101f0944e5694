using System.CommandLine;
using MipActors.Bundles;
using MipActors.Core.Formats;

namespace MipActors.Cli;

/// <summary><c>mipactors replay JOB.zip</c>: makes a bundled job again and says whether the answer is the same.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<FileInfo> File = new("JOB.zip") { Description = "What `mipactors solve --bundle` wrote." };
    private static readonly Option<bool> Verbose = new("--verbose") { Description = "Log what the server does to stderr." };

    public static Command Create()
    {
        var command = new Command("replay", "Make a bundled job again and say whether the answer is the same (exit code 0) or not (1).") { File, Verbose };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var bundle = Read(parsed.GetRequiredValue(File));
        var again = await OneJob.RunAsync(bundle.Request, parsed.GetValue(Verbose), isQuiet: false, _ => Task.CompletedTask, cancellation);
        var comparison = Comparison.Of(bundle, again.Report, again.Versions);
        await Console.Out.WriteLineAsync(comparison.IsSame ? "The answer is the same." : "The answer is NOT the same.");
        await Console.Out.WriteLineAsync($"  then: {TerminalText.Escape(bundle.Report.Message)}");
        await Console.Out.WriteLineAsync($"  now:  {TerminalText.Escape(again.Report.Message)}");
        foreach (var difference in comparison.Differences)
        {
            await Console.Out.WriteLineAsync($"  - {TerminalText.Escape(difference)}");
        }

        return comparison.IsSame ? ExitCode.Answer : ExitCode.NoAnswer;
    }

    private static Bundle Read(FileInfo file)
    {
        try
        {
            return BundleFile.Read(file.FullName);
        }
        catch (FormatException fault)
        {
            throw new InputException("bad-file", $"The bundle {file} can not be read: {fault.Message.TrimEnd('.')}.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw InputException.Unreadable(file, fault);
        }
    }
}
