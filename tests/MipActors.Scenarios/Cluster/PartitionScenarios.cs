using MipActors.Scenarios.Ghosts;

namespace MipActors.Scenarios.Cluster;

/// <summary>A network that splits: three machines on one switch, and the cable of one is pulled.</summary>
[Trait("Category", "Cluster")]
[Collection(AfterMatrix.Name)]
public sealed class PartitionScenarios
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(40);

    [NetworkFact]
    public async Task A_worker_that_is_cut_off_ends_itself_and_its_job_is_answered_once_by_another()
    {
        await using var network = await Network.CreateAsync(machines: 3);
        await using var cluster = await TestCluster.StartAsync(2, network.At, ("MIPACTORS__NODE__SECRET", "what only these nodes know"));
        var job = await cluster.BeginAsync("endless_loop.py", new { timeout = 120 });
        var cut = await cluster.HolderAsync();
        var machine = 1 + cluster.Workers.ToList().IndexOf(cut);

        // The side of the gateway goes on; the other has none and ends, with all that ran there.
        await network.PullCableAsync(machine);
        var second = await cluster.HolderAsync(besides: cut);
        Assert.NotEqual(cut.Pid, second.Pid);
        Assert.Equal(3, await cut.ExitAsync(Settled));
        await cut.AllGoneAsync(Settled);

        // It heals: the worker that is started again joins.
        await network.PlugCableAsync(machine);
        cluster.StartWorkerAt(machine);
        await cluster.KnowsAsync(2);
        Assert.Equal("optimal", (await cluster.Gateway.SolveAsync("knapsack.py")).GetProperty("structuredContent").GetProperty("status").GetString());
        await cluster.Gateway.StructureAsync("cancel_job", new { job_id = job });
        Assert.Equal("cancelled", (await cluster.AnswerAsync(job, Settled)).GetProperty("status").GetString());
    }

    [NetworkFact]
    public async Task A_cable_that_is_plugged_in_again_at_once_changes_nothing()
    {
        await using var network = await Network.CreateAsync(machines: 2);
        await using var cluster = await TestCluster.StartAsync(1, network.At, ("MIPACTORS__NODE__SECRET", "what only these nodes know"));
        var job = await cluster.BeginAsync("hard.py", new { timeout = 20 });
        var holder = await cluster.HolderAsync();
        await network.PullCableAsync(1);
        await Task.Delay(TimeSpan.FromSeconds(1.5)); // Shorter than any silence that means something.
        await network.PlugCableAsync(1);
        Assert.Equal("feasible", (await cluster.AnswerAsync(job, Settled + Settled)).GetProperty("solution").GetProperty("status").GetString());
        Assert.False(holder.HasExited);
    }
}
