using MipActors.Actors.Executors;
using MipActors.Actors.Settings;

namespace MipActors.Scenarios.Decisions;

public sealed class PoolPolicySpec
{
    private static readonly PoolSettings Pool = new(Warm: 2, MostWarm: 2, Most: 4, Refill: true, TimeSpan.FromMinutes(30), RestAfter: TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(60));

    [Fact]
    public void An_empty_pool_starts_its_warm_ones() => Assert.Equal(2, Starts(waiting: 0, starting: 0, idle: 0, total: 0));

    [Fact]
    public void A_full_pool_starts_nothing() => Assert.Equal(0, Starts(waiting: 0, starting: 1, idle: 1, total: 2));

    [Fact]
    public void Runs_in_line_are_served_beside_the_warm_ones() => Assert.Equal(3, Starts(waiting: 3, starting: 2, idle: 0, total: 1));

    [Fact]
    public void A_lone_Run_has_the_cores_to_itself()
    {
        Assert.Equal(1, Starts(waiting: 1, starting: 0, idle: 0, total: 0));
        Assert.Equal(0, Starts(waiting: 1, starting: 1, idle: 0, total: 1));
    }

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

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 3)]
    public void As_many_are_warm_as_were_used_at_once_within_the_settings(int peak, int warm) =>
        Assert.Equal(warm, PoolPolicy.Warm(peak, quiet: TimeSpan.Zero, Pool with { Warm = 1, MostWarm = 3 }));

    [Fact]
    public void None_is_warm_after_long_quiet() => Assert.Equal(0, PoolPolicy.Warm(peak: 2, TimeSpan.FromMinutes(21), Pool));

    [Fact]
    public void None_is_warm_where_the_setting_says_none() => Assert.Equal(0, PoolPolicy.Warm(peak: 2, TimeSpan.Zero, Pool with { Warm = 0, MostWarm = 0 }));

    [Fact]
    public void A_burst_is_remembered_for_a_while_and_forgotten()
    {
        var demand = new PoolDemand();
        demand.Note(3, TimeSpan.Zero);
        demand.Note(0, TimeSpan.FromMinutes(1));
        Assert.Equal(3, demand.Peak(TimeSpan.FromMinutes(1)));
        Assert.Equal(3, demand.Peak(TimeSpan.FromMinutes(6)));
        Assert.Equal(0, demand.Peak(TimeSpan.FromMinutes(12)));
        Assert.Equal(TimeSpan.FromMinutes(12), demand.Quiet(TimeSpan.FromMinutes(12)));
    }

    [Fact]
    public void A_pool_that_slept_has_forgotten_its_burst()
    {
        var demand = new PoolDemand();
        demand.Note(3, TimeSpan.Zero);
        Assert.Equal(0, demand.Peak(TimeSpan.FromMinutes(60)));
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
