using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>More jobs than there is room for.</summary>
public sealed class QueueScenarios(ITestOutputHelper output) : HierarchyScenario(
    output, ("mipactors.runs.room", "1"), ("mipactors.jobs.capacity", "3"), ("mipactors.library.folder", "/proc/nowhere"))
{
    [Fact]
    public async Task Jobs_wait_in_order_are_told_their_place_and_one_too_many_is_refused()
    {
        using var cancel = new CancellationTokenSource();
        var first = SolveAsync("hard.py", cancellation: cancel.Token);
        await UntilAsync(() => Progress.Any(progress => progress.Stage == JobStage.Solving), TimeSpan.FromSeconds(30));

        var places = new List<string>();
        var second = Service.SolveAsync(Knapsack, Note, default);
        await UntilAsync(() => Noted("position 1"), TimeSpan.FromSeconds(10));
        var third = Service.SolveAsync(Knapsack, Note, default);
        await UntilAsync(() => Noted("position 2"), TimeSpan.FromSeconds(10));

        var refused = await Service.SolveAsync(Knapsack, _ => { }, default);
        Assert.Equal("busy", refused.Fault!.Code);
        Assert.NotNull(refused.Fault.Hint);

        await cancel.CancelAsync();
        Assert.Equal(JobOutcome.Cancelled, (await first).Outcome);
        Assert.All(await Task.WhenAll(second, third), report => Assert.Equal(JobOutcome.Answered, report.Outcome));

        void Note(JobProgress progress)
        {
            lock (places)
            {
                places.Add(progress.Message);
            }
        }

        bool Noted(string place)
        {
            lock (places)
            {
                return places.Exists(message => message.EndsWith(place, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Without_a_place_for_the_library_jobs_are_answered_all_the_same()
    {
        Assert.Equal(JobOutcome.Answered, (await Service.SolveAsync(Knapsack, _ => { }, default)).Outcome);
        Assert.Empty(await Service.Library.ReportsAsync(10, MipActors.Actors.Library.ReportFilter.All, default));
    }

    private static SolveRequest Knapsack => new() { Code = ProgramText("knapsack.py"), Timeout = TimeSpan.FromSeconds(90) };
}
