using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MipActors.Scenarios.Ghosts;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Cluster;

/// <summary>
/// Workers that are killed, told to end, stopped and started again while jobs run: every job has its one right answer.
/// MIPACTORS_CLUSTER_JOBS says how many jobs (default 200), MIPACTORS_CLUSTER_KILLS how many workers are killed to take the time (default 20),
/// MIPACTORS_CHAOS_SEED repeats the order of faults.
/// </summary>
[Trait("Category", "ClusterChaos")]
[Collection(AfterMatrix.Name)]
public sealed partial class ClusterChaosScenarios(ITestOutputHelper output)
{
    private const int Workers = 2;

    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestJob = TimeSpan.FromMinutes(60);

    /// <summary>
    /// At most so long no fault comes while no job is answered: on a machine where a node takes longer to start than it is let live, nothing else would ever end.
    /// </summary>
    private static readonly TimeSpan LongestTruce = TimeSpan.FromMinutes(1);

    private enum Fault
    {
        Kill,
        Terminate,
        StopBriefly,
        StopForLong,
    }

    [Fact]
    public async Task Every_job_has_its_one_answer_whatever_happens_to_the_workers()
    {
        var (jobs, seed) = (Report.Option("MIPACTORS_CLUSTER_JOBS", 200), Report.Option("MIPACTORS_CHAOS_SEED", Random.Shared.Next()));
        await using var cluster = await TestCluster.StartAsync(
            Workers, ("MIPACTORS__JOBS__CAPACITY", $"{jobs}"), ("MIPACTORS__NODE__DRAIN", "3s"), ("MIPACTORS__JOBS__MOST_LOSSES", "100"));
        var watch = Stopwatch.StartNew();
        var ids = new List<string>();
        for (var number = 1; number <= jobs; number++)
        {
            ids.Add(await SubmitAsync(cluster, number));
        }

        using var over = new CancellationTokenSource();
        var answered = 0;
        var chaos = ChaosAsync(cluster, new Random(seed), () => Volatile.Read(ref answered), over.Token);
        try
        {
            for (var number = 1; number <= jobs; number++)
            {
                var answer = await cluster.AnswerAsync(ids[number - 1], LongestJob);
                if (answer.GetProperty("status").GetString() != "optimal" || answer.GetProperty("solution").GetProperty("objective_value").GetDouble() != number
                    || !answer.GetProperty("validation").GetProperty("is_valid").GetBoolean())
                {
                    Assert.Fail($"seed {seed}, job {number}: {answer}\n{cluster.Story}");
                }

                Volatile.Write(ref answered, number);
            }
        }
        finally
        {
            await over.CancelAsync();
        }

        var faults = await chaos;
        var log = cluster.Gateway.Program.Errors;
        var ended = Ends().Matches(log).Select(match => match.Groups["job"].Value).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ended.Order(StringComparer.Ordinal));
        Report.Add(output, string.Create(
            CultureInfo.InvariantCulture,
            $"cluster: {jobs} jobs on {Workers} workers in {watch.Elapsed.TotalSeconds:0} s, all answered once and verified; {string.Join(", ", faults.GroupBy(fault => fault).Select(one => $"{one.Count()} × {one.Key}"))}; {Again().Count(log)} attempts given up; seed {seed}"));
    }

    [Fact]
    public async Task The_job_of_a_killed_worker_runs_again_within_fifteen_seconds()
    {
        await using var cluster = await TestCluster.StartAsync(Workers, ("MIPACTORS__JOBS__MOST_LOSSES", "1000"));
        var job = await cluster.BeginAsync("endless_loop.py", new { timeout = LongestJob.TotalSeconds });
        var times = new List<double>();
        for (var left = Report.Option("MIPACTORS_CLUSTER_KILLS", 20); left > 0; left--)
        {
            var holder = await cluster.HolderAsync();
            await holder.SignalAsync(TestCluster.Kill);
            var since = Stopwatch.StartNew();
            cluster.StartWorker();
            var next = await cluster.HolderAsync(besides: holder);
            times.Add(since.Elapsed.TotalSeconds);
            await cluster.KnowsAsync(Workers);
            Assert.NotEqual(holder.Pid, next.Pid);
        }

        Report.Add(output, "cluster: from kill -9 of a worker until its job runs on another", times);
        Assert.True(Report.Quantile([.. times.Order()], 0.95) <= TakeOver.TotalSeconds, string.Join(", ", times.Select(time => time.ToString("0.0", CultureInfo.InvariantCulture))));
        await cluster.Gateway.StructureAsync("cancel_job", new { job_id = job });
    }

    /// <summary>A job that takes up to a second or two; the objective tells whose answer it is.</summary>
    private static Task<string> SubmitAsync(TestCluster cluster, int number)
    {
        var code = $"import pulp\nprob = pulp.LpProblem('job', pulp.LpMaximize)\nx = [pulp.LpVariable(f'x{{i}}', 0, {number}, 'Integer') for i in range(30)]\n"
            + $"prob += pulp.lpSum(x)\nprob += pulp.lpSum(x) <= {number}\ntotal = 0\nfor i in range({number % 7 * 1_000_000}):\n    total += i\n";
        return cluster.BeginCodeAsync(new { code, timeout = LongestJob.TotalSeconds });
    }

    private static async Task<IReadOnlyList<Fault>> ChaosAsync(TestCluster cluster, Random random, Func<int> answered, CancellationToken cancellation)
    {
        var faults = new List<Fault>();
        var answeredBefore = -1;
        while (!cancellation.IsCancellationRequested)
        {
            StartMissing();
            await PauseAsync(TimeSpan.FromSeconds(3 + (5 * random.NextDouble())), cancellation);
            for (var truce = Stopwatch.StartNew(); answered() == answeredBefore && truce.Elapsed < LongestTruce && !cancellation.IsCancellationRequested;)
            {
                StartMissing();
                await PauseAsync(TimeSpan.FromMilliseconds(200), cancellation);
            }

            answeredBefore = answered();
            var alive = cluster.Workers.Where(worker => !worker.HasExited).ToList();
            if (alive.Count == 0 || cancellation.IsCancellationRequested)
            {
                continue;
            }

            var (fault, worker) = (random.GetItems(Enum.GetValues<Fault>(), 1)[0], alive[random.Next(alive.Count)]);
            faults.Add(fault);
            switch (fault)
            {
                case Fault.Kill:
                    Processes.TrySignal(worker.Pid, TestCluster.Kill);
                    break;
                case Fault.Terminate:
                    Processes.TrySignal(worker.Pid, TestCluster.Terminate);
                    break;
                default:
                    Processes.TrySignal(worker.Pid, TestCluster.Stop);
                    await PauseAsync(TimeSpan.FromSeconds(fault == Fault.StopBriefly ? 1 : 12), cancellation);
                    Processes.TrySignal(worker.Pid, TestCluster.Continue);
                    break;
            }
        }

        return faults;

        // As whoever runs the workers would.
        void StartMissing()
        {
            for (var missing = Workers - cluster.Workers.Count(worker => !worker.HasExited); missing > 0; missing--)
            {
                cluster.StartWorker();
            }
        }
    }

    private static Task PauseAsync(TimeSpan time, CancellationToken cancellation) =>
        Task.Delay(time, cancellation).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    [GeneratedRegex(@"job ""?(?<job>[0-9a-z]{26})""? ends:")]
    private static partial Regex Ends();

    [GeneratedRegex("waits again")]
    private static partial Regex Again();
}
