using System.Text.Json;

namespace MipActors.Scenarios.CommandLine;

/// <summary>Ctrl+C once asks for what there is; twice means now.</summary>
public sealed class InterruptScenarios
{
    private const int Interrupt = 2;
    private const int Kill = 9;

    private static readonly TimeSpan Now = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task SIGINT_while_solving_prints_the_incumbent_and_exits_with_5()
    {
        await using var run = await CommandLineRun.StartAsync("solve", CommandLineRun.Path("hard.py"), "--json");
        await run.SaysAsync("incumbent");
        await run.Program.SignalAsync(Interrupt);
        await run.Program.ExitAsync(Soon);
        var (code, output, _) = await run.EndAsync();
        Assert.Equal(5, code);
        var report = JsonElement.Parse(output);
        Assert.Equal("cancelled", report.GetProperty("status").GetString());
        Assert.Equal("feasible", report.GetProperty("solution").GetProperty("status").GetString());
        Assert.True(report.GetProperty("validation").GetProperty("is_valid").GetBoolean());
    }

    [Fact]
    public async Task SIGINT_while_the_program_runs_exits_with_5()
    {
        await using var run = await CommandLineRun.StartAsync("solve", CommandLineRun.Path("endless_loop.py"));
        await run.SaysAsync("running the program");
        await run.Program.SignalAsync(Interrupt);
        Assert.Equal(5, await run.Program.ExitAsync(Soon));
    }

    [Theory]
    [InlineData("hard.py", "incumbent")]
    [InlineData("endless_loop.py", "running the program")]
    public async Task SIGINT_twice_ends_it_now(string program, string stage)
    {
        await using var run = await CommandLineRun.StartAsync("solve", CommandLineRun.Path(program));
        await run.SaysAsync(stage);
        run.Program.Descendants.Look();
        await run.Program.SignalAsync(Interrupt);
        await run.Program.SignalAsync(Interrupt);
        Assert.Equal(5, await run.Program.ExitAsync(Now));
        await run.Program.AllGoneAsync(Now);
    }

    [Fact]
    public async Task A_killed_command_line_leaves_nothing_behind()
    {
        await using var run = await CommandLineRun.StartAsync("solve", CommandLineRun.Path("hard.py"));
        await run.SaysAsync("incumbent");
        run.Program.Descendants.Look();
        await run.Program.SignalAsync(Kill);
        await run.Program.AllGoneAsync(Now);
    }
}
