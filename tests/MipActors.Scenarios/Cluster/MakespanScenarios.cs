using System.Diagnostics;
using System.Globalization;
using MipActors.Scenarios.Ghosts;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Cluster;

/// <summary>
/// Work spreads: with twice the workers many equal jobs take about half as long. The jobs wait instead of computing, one at a time on each worker, so that
/// four workers do not share the cores of a small machine: what is measured is how the queue gives work out, not how fast a solver is.
/// </summary>
[Trait("Category", "Cluster")]
[Collection(AfterMatrix.Name)]
public sealed class MakespanScenarios(ITestOutputHelper output)
{
    private const int Jobs = 12;
    private const double JobSeconds = 2.5;

    // Half is what is expected; the rest is the start of twelve sandboxes on whatever machine this is.
    private const double MostOfBefore = 0.7;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Twice_the_workers_take_about_half_the_time_for_many_equal_jobs()
    {
        await using var cluster = await TestCluster.StartAsync(workers: 1, ("MIPACTORS__RUNS__ROOM", "1"), ("MIPACTORS__SANDBOXES__WARM", "1"));
        var makespans = new List<double>();
        foreach (var workers in (int[])[1, 2, 4])
        {
            while (cluster.Workers.Count < workers)
            {
                cluster.StartWorker();
            }

            await cluster.KnowsAsync(workers);
            await WarmAsync(cluster);
            var watch = Stopwatch.StartNew();
            var ids = await Task.WhenAll(Enumerable.Range(1, Jobs).Select(number => cluster.BeginCodeAsync(GatewaysScenarios.Waits(JobSeconds, number))));
            var answers = await Task.WhenAll(ids.Select(id => cluster.AnswerAsync(id, Patience)));
            makespans.Add(watch.Elapsed.TotalSeconds);
            Assert.All(answers, answer => Assert.Equal("optimal", answer.GetProperty("status").GetString()));
            Report.Add(output, string.Create(
                CultureInfo.InvariantCulture,
                $"cluster: {Jobs} jobs that each wait {JobSeconds} s on {workers} workers, one at a time on each: {makespans[^1]:0.0} s (without overhead {Jobs * JobSeconds / workers:0.0} s)"));
        }

        Assert.True(
            makespans[1] <= MostOfBefore * makespans[0] && makespans[2] <= MostOfBefore * makespans[1],
            string.Join(", ", makespans.Select(seconds => seconds.ToString("0.0", CultureInfo.InvariantCulture))));
    }

    /// <summary>Waits until each worker has a sandbox ready.</summary>
    private static async Task WarmAsync(TestCluster cluster)
    {
        for (var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds; ;)
        {
            var nodes = (await cluster.Gateway.StructureAsync("list_executors", new { })).GetProperty("nodes").EnumerateArray();
            if (nodes.All(node => node.GetProperty("executors").EnumerateArray().Any(one =>
                one.GetProperty("state").GetString() == "ready" && one.GetProperty("path").GetString()!.StartsWith("/user/mip/executors/", StringComparison.Ordinal))))
            {
                return;
            }

            Assert.True(Environment.TickCount64 < deadline, $"not every worker has a sandbox ready:\n{cluster.Story}");
            await Task.Delay(100);
        }
    }
}
