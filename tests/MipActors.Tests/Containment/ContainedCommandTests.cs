using System.Collections.Concurrent;
using MipActors.Containment;

namespace MipActors.Tests.Containment;

public sealed class ContainedCommandTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_commands_words_and_exit_code_come_back_and_its_lines_as_they_are_said()
    {
        var lines = new ConcurrentQueue<string>();
        var result = await RunAsync("prints_to_both.sh", Long, lines.Enqueue, CancellationToken.None);
        Assert.Equal(new CommandResult(3, "to stdout\n", "to stderr\n"), result);
        Assert.Equal(["to stderr", "to stdout"], lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_command_that_takes_too_long_is_killed_and_said_to_be()
    {
        var digits = Victim.NewDigits();
        var failure = await Assert.ThrowsAsync<TimeoutException>(
            () => RunAsync("ignores_sigterm.sh", TimeSpan.FromSeconds(0.3), null, CancellationToken.None, digits));
        Assert.Contains("took longer than 0.3 s", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Victim.Survivors(digits));
    }

    [Fact]
    public async Task A_cancelled_command_is_killed()
    {
        var digits = Victim.NewDigits();
        using var cancellation = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => RunAsync("sleeps.sh", Long, line => cancellation.Cancel(), cancellation.Token, digits));
        Assert.Empty(Victim.Survivors(digits));
    }

    [Fact]
    public async Task An_endless_line_is_announced_in_pieces_and_not_all_kept()
    {
        var longest = 0;
        await Assert.ThrowsAsync<TimeoutException>(
            () => RunAsync("prints_endlessly.sh", TimeSpan.FromSeconds(0.5), line => longest = Math.Max(longest, line.Length), CancellationToken.None));
        Assert.Equal(4096, longest);
    }

    [Fact]
    public async Task Of_too_much_output_the_beginning_and_the_end_are_kept()
    {
        var lines = 0;
        var result = await RunAsync("counts_to_400000.sh", Long, _ => lines++, CancellationToken.None);
        Assert.Equal(400_000, lines);
        Assert.InRange(result.StdOut.Length, ContainedCommand.CapCharacters / 2, ContainedCommand.CapCharacters + 100);
        Assert.StartsWith("1\n2\n", result.StdOut, StringComparison.Ordinal);
        Assert.EndsWith("\n399999\n400000\n", result.StdOut, StringComparison.Ordinal);
        Assert.Contains("characters left out", result.StdOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_fails_ends_the_command()
    {
        var digits = Victim.NewDigits();
        await Assert.ThrowsAsync<InvalidDataException>(
            () => RunAsync("sleeps.sh", Long, line => throw new InvalidDataException(line), CancellationToken.None, digits));
        Assert.Empty(Victim.Survivors(digits));
    }

    private static async Task<CommandResult> RunAsync(
        string script, TimeSpan timeout, Action<string>? onLine, CancellationToken cancellation, string? digits = null)
    {
        var launcher = await Launcher.CreateAsync(new LauncherOptions(), CancellationToken.None);
        var spec = Victim.Spec(script, digits) with { View = FileSystemView.Host, GuardsItself = false };
        return await ContainedCommand.RunAsync(launcher, spec, timeout, onLine, cancellation);
    }
}
