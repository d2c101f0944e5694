using Akka.Actor;
using MipActors.Actors.Executors;
using MipActors.Core.Model;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>A server that nobody asks: one runs for each window of a client.</summary>
public sealed class RestScenarios(ITestOutputHelper output) : HierarchyScenario(
    output, ("mipactors.sandboxes.rest-after", "5s"), ("mipactors.solvers.rest-after", "5s"))
{
    [Fact]
    public async Task After_long_quiet_no_process_is_kept_and_the_next_job_is_answered_all_the_same()
    {
        await UntilAllAsync(1);
        await UntilAllAsync(0);

        Assert.Equal(JobOutcome.Answered, (await SolveAsync("knapsack.py")).Outcome);
        await UntilAllAsync(1);
    }

    private async Task UntilAllAsync(int count)
    {
        foreach (var supervisor in (IActorRef[])[Actors.Executors, Actors.Solvers])
        {
            await AwaitConditionAsync(
                async () => (await supervisor.Ask<Children>(new GetChildren(), TimeSpan.FromSeconds(5))).Actors.Count == count, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(100));
        }
    }
}
