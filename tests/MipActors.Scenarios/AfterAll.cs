using Xunit.Abstractions;

[assembly: TestCollectionOrderer("MipActors.Scenarios.AfterAllLast", "MipActors.Scenarios")]

namespace MipActors.Scenarios;

/// <summary>
/// The last word of a test run: the test host adopted every orphan of every scenario, so a process below it now is a ghost.
/// xunit runs the collections that may not run in parallel after all others, in this orderer's order.
/// </summary>
[Collection(Name)]
public sealed class AfterAll
{
    internal const string Name = "After all others";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task No_process_of_any_scenario_is_left()
    {
        var ghosts = await GhostsAsync();
        Assert.True(ghosts.Count == 0, $"left behind:\n{string.Join("\n", ghosts.Select(ghost => $"{ghost.Pid} (parent {ghost.Parent}): {ghost.CommandLine}"))}");
    }

    [Fact]
    public async Task A_process_that_is_left_would_be_found()
    {
        // The shell ends at once and leaves a process in a session of its own, with no environment: nobody's child but ours.
        Processes.BecomeSubreaper();
        using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", "env -i setsid sleep 60 </dev/null >/dev/null 2>&1 &"]);
        await shell.WaitForExitAsync();
        var ghost = Assert.Single(await GhostsAsync(), found => found.CommandLine.Contains("sleep 60", StringComparison.Ordinal));
        Processes.Signal(ghost.Pid, 9);
        await Server.Eventually.HoldsAsync(() => !Processes.IsAlive(ghost.Pid), Patience, () => "the ghost does not die");
    }

    /// <summary>What is there still after the kernel had its time.</summary>
    private static async Task<IReadOnlyList<Processes.Entry>> GhostsAsync()
    {
        var ghosts = Processes.Descendants(Environment.ProcessId);
        for (var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds; ghosts.Count > 0 && Environment.TickCount64 < deadline;)
        {
            await Task.Delay(50);
            ghosts = Processes.Descendants(Environment.ProcessId);
        }

        return ghosts;
    }
}

[CollectionDefinition(AfterAll.Name, DisableParallelization = true)]
public sealed class AfterAllCollection;

/// <summary>Puts <see cref="AfterAll"/> behind every other collection.</summary>
public sealed class AfterAllLast : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == AfterAll.Name);
}
