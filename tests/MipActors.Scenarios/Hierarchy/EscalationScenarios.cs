using System.Diagnostics;
using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using MipActors.Actors.Executors;
using MipActors.Actors.Settings;
using MipActors.Containment;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>One victim per misbehaviour, in every containment layer of this machine: each is gone within its budget.</summary>
public sealed class EscalationScenarios : TestKit
{
    private static readonly EscalationSettings Budgets = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    private static readonly PoolSettings Pool = new(Warm: 1, MostWarm: 1, Most: 1, Refill: true, TimeSpan.FromHours(1), TimeSpan.FromHours(1), StartTimeout: TimeSpan.FromSeconds(10));

    public EscalationScenarios(ITestOutputHelper output)
        : base("akka.loglevel = INFO", output: output) => Processes.BecomeSubreaper();

    public static TheoryData<ContainmentLevel> Levels => [.. Enum.GetValues<ContainmentLevel>()];

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_child_that_leaves_when_told_is_gone_at_once(ContainmentLevel level)
    {
        var (executor, parent) = await ReadyAsync("leaves_when_told.sh", level);
        await EndsAsync(executor, parent, EscalationStep.Leave, atLeast: TimeSpan.Zero, atMost: TimeSpan.FromSeconds(0.9));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_child_that_ignores_the_exit_command_is_gone_by_SIGTERM(ContainmentLevel level)
    {
        var (executor, parent) = await ReadyAsync("ignores_the_exit_command.sh", level);
        await EndsAsync(executor, parent, EscalationStep.Leave, atLeast: TimeSpan.FromSeconds(0.9), atMost: TimeSpan.FromSeconds(1.9));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task A_child_that_ignores_everything_is_gone_by_SIGKILL(ContainmentLevel level)
    {
        var (executor, parent) = await ReadyAsync("ignores_everything.sh", level);
        await EndsAsync(executor, parent, EscalationStep.Leave, atLeast: TimeSpan.FromSeconds(1.9), atMost: TimeSpan.FromSeconds(3.5));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Now_means_SIGKILL_at_once(ContainmentLevel level)
    {
        var (executor, parent) = await ReadyAsync("ignores_everything.sh", level);
        await EndsAsync(executor, parent, EscalationStep.Kill, atLeast: TimeSpan.Zero, atMost: TimeSpan.FromSeconds(0.9));
    }

    [Fact]
    public async Task A_child_that_is_never_ready_fails_its_start_and_is_gone()
    {
        var (executor, parent) = Start("never_ready.sh", ContainmentLevel.Portable, Pool with { StartTimeout = TimeSpan.FromSeconds(0.5) });
        Watch(executor);
        Assert.Contains("not ready", (await parent.ExpectMsgAsync<StartFailed>(TimeSpan.FromSeconds(5))).Reason, StringComparison.Ordinal);
        await ExpectTerminatedAsync(executor, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_child_that_dies_while_held_is_told_to_its_holder_with_the_reason()
    {
        var (executor, parent) = Start("dies_at_once.sh", ContainmentLevel.Portable, Pool);
        Watch(executor);
        await parent.FishForMessageAsync(message => message is Idle or StartFailed, TimeSpan.FromSeconds(5));
        executor.Tell(new Hold(TestActor, TimeSpan.FromSeconds(10)));
        await FishForMessageAsync(
            message => message is ExecutorLost { Reason: var reason } && reason.Contains("exit code 7", StringComparison.Ordinal)
                || message is Terminated, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_child_that_does_not_answer_a_health_check_is_killed()
    {
        var (executor, _) = await ReadyAsync("ignores_everything.sh", ContainmentLevel.Portable);
        Watch(executor);
        executor.Tell(new CheckHealth());
        await ExpectTerminatedAsync(executor, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_executor_whose_holder_is_gone_ends_its_process()
    {
        var (executor, _) = await ReadyAsync("ignores_the_exit_command.sh", ContainmentLevel.Portable);
        var holder = CreateTestProbe();
        Watch(executor);
        executor.Tell(new Hold(holder, TimeSpan.FromSeconds(10)));
        await holder.ExpectMsgAsync<Acquired>();
        Sys.Stop(holder);
        await ExpectTerminatedAsync(executor, TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task An_executor_stopped_from_above_kills_what_is_left()
    {
        var before = Processes.Descendants(Environment.ProcessId).Select(entry => entry.Pid).ToHashSet();
        var (executor, _) = await ReadyAsync("ignores_everything.sh", ContainmentLevel.Portable);
        var mine = Processes.Descendants(Environment.ProcessId)
            .Where(entry => !before.Contains(entry.Pid) && entry.CommandLine.Contains("ignores_everything.sh", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(mine);
        Sys.Stop(executor);
        await AwaitConditionAsync(() => Task.FromResult(!mine.Exists(entry => Processes.IsAlive(entry.Pid))), TimeSpan.FromSeconds(5));
    }

    private async Task EndsAsync(IActorRef executor, TestProbe parent, EscalationStep step, TimeSpan atLeast, TimeSpan atMost)
    {
        Watch(executor);
        var clock = Stopwatch.StartNew();
        parent.Send(executor, new End(step));
        await ExpectTerminatedAsync(executor, atMost + TimeSpan.FromSeconds(3));
        Assert.InRange(clock.Elapsed, atLeast, atMost + TimeSpan.FromSeconds(1.5)); // A busy machine is given some slack above.
    }

    private async Task<(IActorRef Executor, TestProbe Parent)> ReadyAsync(string victim, ContainmentLevel level)
    {
        var (executor, parent) = Start(victim, level, Pool);
        await parent.ExpectMsgAsync<Idle>(TimeSpan.FromSeconds(10));
        return (executor, parent);
    }

    private (IActorRef Executor, TestProbe Parent) Start(string victim, ContainmentLevel level, PoolSettings pool)
    {
        var launcher = Launchers.At(level);
        var parent = CreateTestProbe();
        var executor = parent.ChildActorOf(Props.Create(() => new StandInExecutor(launcher, victim, pool, Budgets)));
        return (executor, parent);
    }
}
