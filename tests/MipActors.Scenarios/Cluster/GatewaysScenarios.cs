namespace MipActors.Scenarios.Cluster;

/// <summary>Several gateways on the same workers: each holds its own jobs, none knows of the others'.</summary>
[Trait("Category", "Cluster")]
public sealed class GatewaysScenarios
{
    private const int Gateways = 3;
    private const int JobsEach = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // What the docs say of a killed gateway, with what a busy test machine adds to it.
    private static readonly TimeSpan TakeDown = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Three_gateways_share_two_workers_and_one_that_is_killed_takes_its_own_jobs_alone_along()
    {
        await using var cluster = await TestCluster.StartAsync(Gateways, workers: 2, ("MIPACTORS__RUNS__ROOM", "1"));

        // All give out the same room at once: whoever comes second is sent back and waits, and nobody runs more than it has room for.
        var ids = await Task.WhenAll(cluster.Gateways.SelectMany((gateway, index) => Enumerable.Range(1, JobsEach)
            .Select(async number => (Gateway: gateway, Value: (10 * index) + number, Id: await cluster.BeginCodeAsync(Waits(seconds: 0.5, value: (10 * index) + number), gateway)))));
        var answers = Task.WhenAll(ids.Select(async job => (job.Value, Answer: await cluster.AnswerAsync(job.Id, Patience, job.Gateway))));
        while (!answers.IsCompleted)
        {
            Assert.All(await cluster.HeldAsync(), held => Assert.InRange(held.Sandboxes, 0, 1));
            await Task.WhenAny(answers, Task.Delay(100));
        }

        Assert.All(await answers, job =>
        {
            Assert.True(job.Answer.GetProperty("status").GetString() == "optimal", job.Answer.ToString());
            Assert.Equal(job.Value, job.Answer.GetProperty("solution").GetProperty("objective_value").GetDouble());
        });

        // Two jobs that never end fill both workers; the gateway of one is killed.
        var (stays, killed, third) = (cluster.Gateways[0], cluster.Gateways[1], cluster.Gateways[2]);
        var kept = await cluster.BeginAsync("endless_loop.py", new { timeout = 300 }, stays);
        var keeper = await cluster.HolderAsync();
        await cluster.BeginAsync("endless_loop.py", new { timeout = 300 }, killed);
        await cluster.HolderAsync(besides: keeper);
        var waiting = await cluster.BeginCodeAsync(Waits(seconds: 0, value: 7), third);
        await killed.Program.SignalAsync(TestCluster.Kill);

        // Its run makes room for the job of the third, on the worker that goes on; the first's is where it was.
        var answer = await cluster.AnswerAsync(waiting, TakeDown, third);
        Assert.Equal(7, answer.GetProperty("solution").GetProperty("objective_value").GetDouble());
        Assert.Equal("running", (await cluster.LookAsync(kept, at: stays)).GetProperty("status").GetString());
        Assert.Equal([keeper], (await cluster.HeldAsync(stays)).Where(held => held.Sandboxes > 0).Select(held => held.Worker));
        Assert.Equal(2, (await cluster.KnowsAsync(2, third)).Count);
        Assert.DoesNotContain(cluster.Workers, worker => worker.HasExited);
        Assert.DoesNotContain("waits again", stays.Program.Errors.Split(kept)[^1], StringComparison.Ordinal);

        await stays.StructureAsync("cancel_job", new { job_id = kept });
        Assert.Equal("cancelled", (await cluster.AnswerAsync(kept, Patience, stays)).GetProperty("status").GetString());
    }

    /// <summary>A program that waits without using a core, and whose objective tells whose answer it is.</summary>
    internal static object Waits(double seconds, int value) => new
    {
        code = FormattableString.Invariant($"import pulp, time\ntime.sleep({seconds})\nx = pulp.LpVariable('x', {value}, 100)\nprob = pulp.LpProblem('waits')\nprob += x\n"),
        timeout = 300,
    };
}
