using MipActors.Cli;

namespace MipActors.Scenarios.CommandLine;

/// <summary>Help ends with examples, and each of them is understood.</summary>
public sealed class HelpScenarios
{
    [Fact]
    public void Each_example_is_understood()
    {
        var root = MipActors.Cli.CommandLine.Create();
        Assert.All(CommandExamples.Lines, line =>
        {
            // What the shell does with the rest of the line is the shell's matter.
            var words = line.Replace("source <(", "", StringComparison.Ordinal).TrimEnd(')').Split(" > ")[0].Replace("'", "", StringComparison.Ordinal);
            var errors = root.Parse(words.Split(' ', 2)[1].Replace("{\"count\": 5}", "{}", StringComparison.Ordinal).Split(' ')).Errors;
            Assert.True(errors.Count == 0, $"{line}: {string.Join("; ", errors)}");
        });
    }

    [Fact]
    public async Task The_help_of_every_command_ends_with_its_examples()
    {
        foreach (var command in MipActors.Cli.CommandLine.Create().Subcommands.Where(command => command.Name != "doctor"))
        {
            using var output = new StringWriter();
            var code = await MipActors.Cli.CommandLine.Create().Parse([command.Name, "--help"]).InvokeAsync(new System.CommandLine.InvocationConfiguration { Output = output });
            Assert.Equal(0, code);
            Assert.Matches($@"Examples:\n(  .*\n)*  .*mipactors {command.Name}\b", output.ToString());
        }
    }

    [Fact]
    public async Task Help_needs_no_arguments()
    {
        var (code, output, errors) = await CommandLineRun.ToEndAsync("solve", "--help");
        Assert.True(code == 0, errors);
        Assert.Contains("--mip-start", output, StringComparison.Ordinal);
        Assert.Contains("Examples:\n  mipactors solve", output, StringComparison.Ordinal);
    }
}
