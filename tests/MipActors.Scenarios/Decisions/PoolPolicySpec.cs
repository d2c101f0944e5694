using MipActors.Actors.Executors;
using MipActors.Actors.Settings;

namespace MipActors.Scenarios.Decisions;

public sealed class PoolPolicySpec
{
    private static readonly PoolSettings Pool = new(Warm: 2, Most: 4, Refill: true, TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(60));

    [Fact]
    public void An_empty_pool_starts_its_warm_ones() => Assert.Equal(2, Starts(waiting: 0, starting: 0, idle: 0, total: 0));

    [Fact]
    public void A_full_pool_starts_nothing() => Assert.Equal(0, Starts(waiting: 0, starting: 1, idle: 1, total: 2));

    [Fact]
    public void Runs_in_line_are_served_beside_the_warm_ones() => Assert.Equal(3, Starts(waiting: 3, starting: 2, idle: 0, total: 1));

    [Fact]
    public void Never_more_processes_than_the_pool_holds() => Assert.Equal(1, Starts(waiting: 10, starting: 0, idle: 0, total: 3));

    [Fact]
    public void Children_that_are_ending_count_against_the_bound() => Assert.Equal(0, Starts(waiting: 1, starting: 0, idle: 0, total: 4));

    [Fact]
    public void Without_refill_the_warm_ones_are_those_of_the_beginning()
    {
        var once = Pool with { Warm = 1, Refill = false };
        Assert.Equal(1, PoolPolicy.Starts(new PoolState(0, 0, 0, 0, EverHanded: 0), once));
        Assert.Equal(1, PoolPolicy.Starts(new PoolState(Waiting: 1, 0, 0, 0, EverHanded: 0), once));
        Assert.Equal(0, PoolPolicy.Starts(new PoolState(0, 0, 0, 1, EverHanded: 1), once));
    }

    [Fact]
    public void The_wait_after_failures_doubles_up_to_half_a_minute()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), PoolPolicy.Backoff(1));
        Assert.Equal(TimeSpan.FromSeconds(4), PoolPolicy.Backoff(3));
        Assert.Equal(TimeSpan.FromSeconds(30), PoolPolicy.Backoff(40));
    }

    private static int Starts(int waiting, int starting, int idle, int total) =>
        PoolPolicy.Starts(new PoolState(waiting, starting, idle, total, EverHanded: 0), Pool);
}
