using MipActors.Cli;
using MipActors.Core.Model;

namespace MipActors.Scenarios.CommandLine;

/// <summary>What is fetched at the first use, and what is said when it can not be.</summary>
public sealed class SetupScenarios
{
    [Theory]
    [InlineData]
    [InlineData("--verify")]
    public async Task Setup_says_that_all_is_ready(params string[] more)
    {
        var (code, output, _) = await CommandLineRun.ToEndAsync(["setup", .. more]);
        Assert.Equal(0, code);
        Assert.StartsWith("Ready: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("setup")]
    [InlineData("solve")]
    public async Task A_machine_without_npm_is_told_so_in_one_sentence_and_3(string command)
    {
        await using var run = CommandLineRun.StartWith(
            folders => [("PATH", folders.Empty), ("XDG_CACHE_HOME", folders.Empty)],
            command == "solve" ? [command, CommandLineRun.Path("knapsack.py")] : [command]);
        var (code, output, errors) = await run.EndAsync();
        Assert.True(code == 3, $"{code}\n{output}\n{errors}");
        var said = command == "solve" ? output : errors;
        Assert.Single(said.Split('\n'), line => line.Contains("npm", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobOutcome.Answered, 0)]
    [InlineData(JobOutcome.NoAnswer, 1)]
    [InlineData(JobOutcome.BadInput, 2)]
    [InlineData(JobOutcome.InternalFault, 3)]
    [InlineData(JobOutcome.LimitReached, 4)]
    [InlineData(JobOutcome.Cancelled, 5)]
    [InlineData(JobOutcome.VerificationFailed, 6)]
    public void Each_outcome_has_the_exit_code_of_the_readme(JobOutcome outcome, int code) => Assert.Equal(code, ExitCode.Of(outcome));

    [Fact]
    public async Task Help_names_every_command()
    {
        var (code, output, _) = await CommandLineRun.ToEndAsync("--help");
        Assert.Equal(0, code);
        Assert.All(["solve", "serve", "setup"], command => Assert.Contains(command, output, StringComparison.Ordinal));
    }
}
