using System.Runtime.InteropServices;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.Solving;

namespace MipActors.Tests.Solving;

/// <summary>A worker leaves when it should, whatever its solver does then.</summary>
public sealed partial class WorkerLifetimeTests
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    public static TheoryData<string> Solvers => new("highs", "scip");

    [Theory]
    [MemberData(nameof(Solvers))]
    public async Task The_end_of_stdin_ends_a_worker_in_the_middle_of_a_solve(string solver)
    {
        await using var worker = await SolvingAsync(solver);
        worker.Process.StandardInput.Close();
        await worker.GoneWithinAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(0, worker.Process.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public async Task Exit_ends_a_worker_in_the_middle_of_a_solve(string solver)
    {
        await using var worker = await SolvingAsync(solver);
        await worker.Session.ExitAsync(worker.Cancellation);
        await worker.GoneWithinAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(0, worker.Process.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public async Task The_armed_deadline_ends_a_worker_in_the_middle_of_a_solve(string solver)
    {
        await using var worker = await SolvingAsync(solver);
        await worker.Session.ArmAsync(TimeSpan.FromSeconds(0.5), worker.Cancellation);
        var gone = await worker.GoneWithinAsync(TimeSpan.FromSeconds(2));
        Assert.True(gone > TimeSpan.FromSeconds(0.4), $"{gone}");
        Assert.Equal(124, worker.Process.ExitCode);
    }

    [Fact]
    public async Task A_later_deadline_replaces_an_earlier_one()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.Session.ArmAsync(TimeSpan.FromSeconds(0.5), worker.Cancellation);
        await worker.Session.ArmAsync(TimeSpan.FromSeconds(50), worker.Cancellation);
        await Task.Delay(1000, worker.Cancellation);
        Assert.Equal(SolveStatus.Optimal, (await worker.SolveAsync(Models.Wyndor(), SolveOptions.Default)).Status);
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public async Task SIGTERM_ends_a_worker_in_the_middle_of_a_solve(string solver)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var worker = await SolvingAsync(solver);
        Assert.Equal(0, Kill(worker.Process.Id, SigTerm));
        await worker.GoneWithinAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task SIGINT_ends_a_worker_although_CP_SAT_would_rather_have_it_itself()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // While it solves CP-SAT takes it for a wish to stop the search, and afterwards it leaves the default action, which pid 1 of a namespace ignores.
        await using var worker = await SolvingAsync("cpsat");
        Assert.Equal(0, Kill(worker.Process.Id, SigInt));
        await worker.GoneWithinAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(SigInt, worker.Process.ExitCode);

        await using var idle = await WorkerProcess.StartAsync();
        await idle.SolveAsync(Models.Knapsack(1, 10), new SolveOptions { Solver = "cpsat" });
        Assert.Equal(0, Kill(idle.Process.Id, SigInt));
        await idle.GoneWithinAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(SigInt, idle.Process.ExitCode);
    }

    [Fact]
    public async Task A_second_call_before_the_first_is_answered_is_an_error_of_the_caller()
    {
        await using var worker = await SolvingAsync("scip");
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => worker.Session.SolveAsync(new SolveCall(SolveOptions.Default, Models.Wyndor()), worker.Cancellation));
    }

    [Fact]
    public async Task A_frame_with_another_key_ends_the_worker_with_a_fault()
    {
        await using var worker = await SolvingAsync("scip");
        var stranger = new FrameChannel(Stream.Null, worker.Process.StandardInput.BaseStream, SessionKey.Create());
        await stranger.WriteAsync(new Frame(FrameType.Cancel, default), worker.Cancellation);
        var fault = Assert.IsType<WorkerMessage.Fault>(await worker.AnswerAsync());
        Assert.Contains("without this session's key", fault.Text);
        Assert.Null(await worker.NextAsync());
        await worker.GoneWithinAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(3, worker.Process.ExitCode);
    }

    [Fact]
    public async Task A_worker_that_nobody_reads_from_leaves_at_the_end_of_stdin_all_the_same()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var options = new SolveOptions { Solver = "scip", Log = SolverLog.Normal, Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["display/freq"] = "1" } };
        await worker.Session.SolveAsync(new SolveCall(options, Models.Knapsack()), worker.Cancellation);
        await Task.Delay(2000, worker.Cancellation);
        Assert.False(worker.Process.HasExited);
        worker.Process.StandardInput.Close();
        await worker.GoneWithinAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_worker_describes_its_solvers()
    {
        await using var worker = await WorkerProcess.StartAsync();
        await worker.Session.DescribeAsync(worker.Cancellation);
        var solvers = Assert.IsType<WorkerMessage.Described>(await worker.NextAsync()).Solvers;
        Assert.Equal(["scip", "highs", "cbc", "cpsat", "glop", "pdlp"], solvers.Select(solver => solver.Id));
        Assert.Equal(["10.0.0", "1.12.0", "2.10.12"], solvers.Take(3).Select(solver => solver.Version));
        Assert.All(solvers, solver => Assert.Matches(@"^\d+\.\d+\.\d+$", solver.Version));
        Assert.Equal(["MIP"], solvers[0].DefaultFor);
        Assert.Equal(["LP"], solvers[1].DefaultFor);
        Assert.Equal([false, true, false, false, true, true], solvers.Select(solver => solver.Supports.Duals));
        Assert.Equal([true, true, false, true, true, true], solvers.Select(solver => solver.Supports.Interrupt));
    }

    [Fact]
    public async Task Models_and_options_that_no_solver_takes_are_refused_and_the_worker_goes_on()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var nan = Models.Build(ObjectiveSense.Minimize, [double.NaN, 1], [(1, [1, 1], 2)]);
        Assert.Equal("bad-model", (await worker.RefusalAsync(nan, SolveOptions.Default)).Code);
        var infinite = Models.Build(ObjectiveSense.Minimize, [1, 1], [(1, [double.PositiveInfinity, 1], 2)]);
        Assert.Contains("constraint 'r0'", (await worker.RefusalAsync(infinite, SolveOptions.Default)).Text);
        var crossed = Models.Build(ObjectiveSense.Minimize, [1, 1], [(2, [1, 1], 1)]);
        Assert.Equal("bad-model", (await worker.RefusalAsync(crossed, SolveOptions.Default)).Code);
        var empty = Models.Build(ObjectiveSense.Minimize, [], []);
        Assert.Equal("bad-model", (await worker.RefusalAsync(empty, SolveOptions.Default)).Code);
        var huge = Models.Build(ObjectiveSense.Minimize, [1, 1], [(1, [1e16, 1], 2)]);
        Assert.Equal("bad-model", (await worker.RefusalAsync(huge, new SolveOptions { Solver = "highs" })).Code);
        Assert.Equal("unknown-solver", (await worker.RefusalAsync(Models.Wyndor(), new SolveOptions { Solver = "cplex" })).Code);
        Assert.Equal("bad-parameter", (await worker.RefusalAsync(Models.Wyndor(), new SolveOptions { TimeLimitSeconds = -1 })).Code);
        Assert.Equal("bad-parameter", (await worker.RefusalAsync(Models.Wyndor(), new SolveOptions { Threads = 0 })).Code);
        Assert.Equal(SolveStatus.Optimal, (await worker.SolveAsync(Models.Wyndor(), SolveOptions.Default)).Status);
    }

    private static async Task<WorkerProcess> SolvingAsync(string solver)
    {
        var worker = await WorkerProcess.StartAsync();
        await worker.Session.SolveAsync(new SolveCall(new SolveOptions { Solver = solver }, Models.MarketSplit()), worker.Cancellation);
        await Task.Delay(800, worker.Cancellation);
        Assert.False(worker.Process.HasExited);
        return worker;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
