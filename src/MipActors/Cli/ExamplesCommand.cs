using System.CommandLine;
using MipActors.Core.Formats;
using MipActors.Examples;

namespace MipActors.Cli;

/// <summary><c>mipactors examples [NAME]</c>: programs to begin from.</summary>
internal static class ExamplesCommand
{
    private static readonly Argument<string?> Name = new("NAME") { Description = "The example whose program is printed; without it all are listed.", Arity = ArgumentArity.ZeroOrOne };

    public static Command Create()
    {
        var command = new Command("examples", "List tested programs for common kinds of problems, or print one: mipactors examples knapsack > mine.py") { Name };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(Name), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? name, CancellationToken cancellation)
    {
        var all = await ExampleCatalogue.LoadAsync(cancellation);
        if (name is null)
        {
            var width = all.Max(example => example.Name.Length);
            foreach (var example in all)
            {
                Console.WriteLine($"{example.Name.PadRight(width)}  {example.ProblemClass,-3}  {example.Description}");
            }

            return ExitCode.Answer;
        }

        var nearest = NearestName.Of(name, all.Select(example => example.Name));
        var wanted = all.FirstOrDefault(example => example.Name == name)
            ?? throw new InputException("unknown-name", $"There is no example '{TerminalText.Escape(name)}'{(nearest is null ? "" : $"; did you mean '{nearest}'?")} `mipactors examples` lists them.");
        Console.Write(wanted.Code);
        return ExitCode.Answer;
    }
}
