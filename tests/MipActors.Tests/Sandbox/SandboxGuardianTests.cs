using System.Diagnostics;
using MipActors.Core.Wire;
using MipActors.Sandbox;

namespace MipActors.Tests.Sandbox;

/// <summary>A sandbox ends when it is to end, and a hostile program gets nowhere.</summary>
[Collection(nameof(SandboxFixture))]
public sealed class SandboxGuardianTests(SandboxFixture fixture)
{
    private const int DeadlineExit = 3;
    private const int FaultExit = 4;

    [Theory]
    [InlineData("spins_forever")]
    [InlineData("spins_in_c")]
    [InlineData("spins_in_javascript")]
    public async Task The_end_of_stdin_ends_a_spinning_sandbox_within_a_second(string program)
    {
        await using var sandbox = await fixture.StartAsync();
        await sandbox.SendProgramAsync(program);
        await sandbox.WaitForLineAsync("spinning");

        sandbox.CloseStdin();

        Assert.Equal(0, await sandbox.EndAsync(TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("spins_in_c")]
    [InlineData("spins_in_javascript")]
    public async Task The_deadline_ends_a_loop_that_no_interrupt_reaches(string program)
    {
        await using var sandbox = await fixture.StartAsync();
        await sandbox.SendProgramAsync(program);
        await sandbox.WaitForLineAsync("spinning");
        var watch = Stopwatch.StartNew();

        await sandbox.Session.ArmAsync(TimeSpan.FromHours(1), sandbox.Patience);
        await sandbox.Session.ArmAsync(TimeSpan.FromSeconds(0.5), sandbox.Patience);

        Assert.Equal(DeadlineExit, await sandbox.EndAsync(TimeSpan.FromSeconds(5)));
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.4));
    }

    [Fact]
    public async Task An_endless_loop_is_interrupted_with_its_line()
    {
        await using var sandbox = await fixture.StartAsync();
        await sandbox.SendProgramAsync("spins_forever");
        await sandbox.WaitForLineAsync("spinning");

        await sandbox.Session.InterruptAsync(sandbox.Patience);
        var finished = (await sandbox.FinishAsync()).Finished;

        Assert.Equal(ProgramOutcome.Interrupted, finished.Outcome);
        Assert.InRange(finished.Line!.Value, 2, 3);
    }

    [Fact]
    public async Task An_interrupt_during_a_solve_takes_effect_when_it_is_answered()
    {
        await using var sandbox = await fixture.StartAsync();
        await sandbox.SendProgramAsync("solves_twice");
        var asked = Assert.IsType<SandboxSolveRequested>(await sandbox.NextAsync());

        await sandbox.Session.InterruptAsync(sandbox.Patience);
        await sandbox.Session.SolvedAsync(RunningSandbox.Ones(asked.Call), "", sandbox.Patience);
        var run = await sandbox.FinishAsync();

        Assert.Equal((ProgramOutcome.Interrupted, 9), (run.Finished.Outcome, run.Finished.Line));
        Assert.Empty(run.Calls);
    }

    [Fact]
    public async Task A_flood_of_output_is_cut_at_the_cap_and_counted()
    {
        await using var sandbox = await fixture.StartAsync(new SandboxLimits { MaxOutputBytes = 100_001 });

        var run = await sandbox.RunAsync("floods");

        var kept = System.Text.Encoding.UTF8.GetByteCount(run.Printed);
        Assert.InRange(kept, 100_000, 100_001);
        Assert.DoesNotContain('\uFFFD', run.Printed);
        Assert.Equal(3000 * 2001 + 3000 * 201 - kept, run.Finished.StdoutDroppedBytes + run.Finished.StderrDroppedBytes);
        Assert.True(run.Finished.StderrDroppedBytes > 0);
    }

    [Fact]
    public async Task A_million_lines_arrive_in_order_and_in_few_frames()
    {
        await using var sandbox = await fixture.StartAsync(new SandboxLimits { MaxOutputBytes = 8 << 20 });

        var run = await sandbox.RunAsync("prints_a_million_lines");

        Assert.Equal(0, run.Finished.StdoutDroppedBytes);
        Assert.Equal(Enumerable.Range(0, 1_000_000).Select(i => i.ToString()), run.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(sandbox.PeakMemoryBytes < 600L << 20, $"{sandbox.PeakMemoryBytes >> 20} MiB");
    }

    [Fact]
    public async Task Output_arrives_while_the_program_runs_and_keeps_the_order_of_its_streams()
    {
        await using var sandbox = await fixture.StartAsync();
        var watch = Stopwatch.StartNew();
        await sandbox.SendProgramAsync("mixes_its_streams");
        await sandbox.WaitForLineAsync("slept");
        var early = watch.Elapsed;

        var run = await sandbox.FinishAsync();

        Assert.True(watch.Elapsed - early > TimeSpan.FromSeconds(1), "what was printed before the sleep came after it");
        Assert.Equal("end", run.Stdout);
    }

    [Fact]
    public async Task A_frame_that_the_program_writes_itself_is_found_out()
    {
        await using var sandbox = await fixture.StartAsync();
        await sandbox.SendProgramAsync("forges_a_finish");

        var fault = await Assert.ThrowsAsync<WireException>(sandbox.NextAsync);

        Assert.Contains("key", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_the_program_forges_inside_ends_the_sandbox()
    {
        await using var sandbox = await fixture.StartAsync();
        await sandbox.SendProgramAsync("forges_messages");

        Assert.IsType<SandboxFault>(await sandbox.NextAsync());
        Assert.Equal(FaultExit, await sandbox.EndAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_program_reaches_neither_files_nor_environment_nor_processes()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("reads_what_it_may_not");

        var lines = run.Stdout.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("JsException NotCapable", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_program_that_eats_memory_sees_MemoryError_and_the_process_stays_small()
    {
        await using var sandbox = await fixture.StartAsync(new SandboxLimits { MaxWasmMemoryBytes = 300 << 20 });

        var run = await sandbox.RunAsync("eats_memory");

        Assert.Equal("MemoryError", run.Finished.ExceptionType);
        Assert.True(sandbox.PeakMemoryBytes < 700L << 20, $"{sandbox.PeakMemoryBytes >> 20} MiB");
    }
}
