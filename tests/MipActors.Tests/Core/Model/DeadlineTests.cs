using MipActors.Core.Model;

namespace MipActors.Tests.Core.Model;

public sealed class DeadlineTests
{
    public static TheoryData<TimeSpan> Long { get; } =
        [TimeSpan.FromDays(1), TimeSpan.FromDays(365 * 100), TimeSpan.FromDays(365 * 1000), TimeSpan.MaxValue];

    public static TheoryData<TimeSpan> Passed { get; } =
        [TimeSpan.Zero, TimeSpan.FromTicks(-1), Timeout.InfiniteTimeSpan, TimeSpan.FromDays(-365 * 1000), TimeSpan.MinValue];

    [Fact]
    public async Task What_remains_is_at_most_the_span_and_falls()
    {
        var deadline = Deadline.After(TimeSpan.FromHours(1));
        var first = deadline.Remaining;
        Assert.InRange(first, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        await Task.Delay(TimeSpan.FromMilliseconds(20));
        Assert.True(deadline.Remaining < first);
    }

    [Theory]
    [MemberData(nameof(Long))]
    public void A_long_span_does_not_overflow_into_the_past(TimeSpan span) =>
        Assert.True(Deadline.After(span).Remaining > TimeSpan.FromHours(23));

    [Theory]
    [MemberData(nameof(Passed))]
    public void What_has_passed_leaves_nothing_and_never_less(TimeSpan span) =>
        Assert.Equal(TimeSpan.Zero, Deadline.After(span).Remaining);

    [Fact]
    public void A_deadline_that_nobody_set_has_passed() => Assert.Equal(TimeSpan.Zero, default(Deadline).Remaining);
}
