using MipActors.Actors.Jobs;
using MipActors.Actors.Settings;

namespace MipActors.Scenarios.Decisions;

/// <summary>What a token may take.</summary>
public sealed class QuotasSpec
{
    private readonly Quotas<string> _quotas = new(new QuotaSettings(AtOnce: 2, Waiting: 1, TimeAnHour: TimeSpan.FromMinutes(10)));

    [Fact]
    public void So_many_jobs_run_at_once_and_the_others_wait()
    {
        _quotas.Begin("a", "ann", At(0));
        Assert.True(_quotas.MayBegin("ann"));
        _quotas.Begin("b", "ann", At(0));
        Assert.False(_quotas.MayBegin("ann"));
        Assert.True(_quotas.MayBegin("bob"));
        Assert.Null(_quotas.Refusal("ann", waiting: 0, At(1)));
        Assert.Equal("over-quota", _quotas.Refusal("ann", waiting: 1, At(1))!.Code);
        _quotas.End("a", At(1));
        Assert.True(_quotas.MayBegin("ann"));
    }

    [Fact]
    public void Time_adds_up_over_jobs_that_run_and_that_ended_within_the_hour()
    {
        _quotas.Begin("a", "ann", At(0));
        _quotas.End("a", At(6));
        Assert.Null(_quotas.Refusal("ann", 0, At(6)));
        _quotas.Begin("b", "ann", At(6));
        Assert.Equal("over-quota", _quotas.Refusal("ann", 0, At(10))!.Code);
        _quotas.End("b", At(10));
        Assert.NotNull(_quotas.Refusal("ann", 0, At(65)));
        Assert.Null(_quotas.Refusal("ann", 0, At(67)));
        Assert.Null(_quotas.Refusal("bob", 0, At(10)));
    }

    [Fact]
    public void The_user_of_this_machine_has_no_quota()
    {
        foreach (var job in Enumerable.Range(0, 100))
        {
            _quotas.Begin($"{job}", "", At(0));
        }

        Assert.True(_quotas.MayBegin(""));
        Assert.Null(_quotas.Refusal("", waiting: 100, At(1000)));
    }

    private static TimeSpan At(double minutes) => TimeSpan.FromMinutes(minutes);
}
