using System.Diagnostics;
using System.Text.Json;
using MipActors.Scenarios.CommandLine;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Cluster;

/// <summary>A gateway and worker nodes, as their users run them.</summary>
public sealed class ClusterScenarios
{
    // What the promise is, with what a busy test machine adds to it.
    private static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_gateway_without_workers_says_so_when_it_is_asked_what_they_have()
    {
        await using var cluster = await TestCluster.StartAsync(workers: 0);
        var told = await cluster.Gateway.StructureAsync("get_solver_info", new { });
        // The error no-worker, of which this tool gives the sentence.
        Assert.Contains(told.GetProperty("problems").EnumerateArray(), one => one.GetString()!.StartsWith("No worker node is there.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_runs_on_a_worker_and_all_that_belongs_to_it_crosses_the_cluster()
    {
        await using var cluster = await TestCluster.StartAsync(workers: 2, ("MIPACTORS__NODE__SECRET", "what only these nodes know"));
        var stranger = cluster.StartWorker(("MIPACTORS__NODE__SECRET", "what somebody else guesses"));
        var pids = await cluster.KnowsAsync(2);
        Assert.Equal(cluster.Workers.Take(2).Select(worker => worker.Pid).Order(), pids.Order());

        var answer = (await cluster.Gateway.SolveAsync("knapsack.py")).GetProperty("structuredContent");
        Assert.Equal("optimal", answer.GetProperty("status").GetString());
        Assert.True(answer.GetProperty("validation").GetProperty("is_valid").GetBoolean());
        Assert.Empty((await cluster.Gateway.StructureAsync("list_executors", new { })).GetProperty("executors").EnumerateArray());

        // More than a frame takes: data of 6 MB there, a file of 1.9 MB back.
        var large = await cluster.Gateway.StructureAsync("execute_mip_code", new
        {
            code = "import pulp\nx = pulp.LpVariable('x', 1, 5)\nprob = pulp.LpProblem('large')\nprob += x\nopen('back.txt', 'w').write(data['text'][:1_900_000])\nprint(len(data['text']))\n",
            data = new { text = new string('y', 6_000_000) },
            return_files = true,
        });
        Assert.Equal("optimal", large.GetProperty("status").GetString());
        Assert.Equal("6000000\n", large.GetProperty("stdout").GetString());
        Assert.Contains(new string('y', 1_900_000), large.GetProperty("files").ToString(), StringComparison.Ordinal);

        // Progress comes, and a cancellation goes; what was found by then comes back.
        var call = await cluster.Gateway.BusyWithAsync("hard.py", "incumbent");
        var running = Assert.Single((await cluster.Gateway.StructureAsync("list_jobs", new { })).GetProperty("running").EnumerateArray());
        await cluster.Gateway.Conversation.NotifyAsync("notifications/cancelled", new { requestId = call.Id });
        var cancelled = await cluster.AnswerAsync(running.GetProperty("job_id").GetString()!, Conversation.Patience);
        Assert.Equal("cancelled", cancelled.GetProperty("status").GetString());
        Assert.Equal("feasible", cancelled.GetProperty("solution").GetProperty("status").GetString());

        // Whoever does not know the secret is not let in.
        await Eventually.HoldsAsync(
            () => cluster.Gateway.Program.Errors.Contains("does not know this cluster's secret", StringComparison.Ordinal), Conversation.Patience, () => cluster.Story);
        await cluster.KnowsAsync(2);
        Assert.DoesNotContain("connected", stranger.Errors, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Cluster")]
    public async Task What_a_killed_worker_was_running_runs_again_on_another_and_a_drained_one_hands_back()
    {
        await using var cluster = await TestCluster.StartAsync(workers: 2, ("MIPACTORS__NODE__DRAIN", "2s"));
        var job = await cluster.BeginAsync("endless_loop.py", new { timeout = 120 });
        var killed = await cluster.HolderAsync();
        await killed.SignalAsync(TestCluster.Kill);
        var since = Stopwatch.StartNew();
        await cluster.KnowsAsync(1);
        var second = await cluster.HolderAsync(besides: killed);
        Assert.NotEqual(killed.Pid, second.Pid);
        Assert.True(since.Elapsed < TakeOver, $"taken over after {since.Elapsed}");

        // The next one comes; the one that runs it now is told to end: a program that never ends is handed back after its time to drain.
        cluster.StartWorker();
        await cluster.KnowsAsync(2);
        await second.SignalAsync(TestCluster.Terminate);
        Assert.Equal(0, await second.ExitAsync(TakeOver));
        var third = await cluster.HolderAsync(besides: second);
        Assert.NotEqual(second.Pid, third.Pid);

        await cluster.Gateway.StructureAsync("cancel_job", new { job_id = job });
        Assert.Equal("cancelled", (await cluster.AnswerAsync(job, TakeOver)).GetProperty("status").GetString());
    }

    [Fact]
    [Trait("Category", "Cluster")]
    public async Task A_gateway_that_is_killed_takes_the_runs_of_its_jobs_along()
    {
        var health = $"127.0.0.1:{TestCluster.FreePort()}";
        await using var cluster = await TestCluster.StartAsync(workers: 1, ("MIPACTORS__NODE__HEALTH", health));
        await cluster.BeginAsync("endless_loop.py", new { timeout = 120 });
        var worker = await cluster.HolderAsync();
        using (var http = new HttpClient())
        {
            Assert.Equal("ok\n", await http.GetStringAsync(new Uri($"http://{health}/health")));
            Assert.Equal("ready\n", await http.GetStringAsync(new Uri($"http://{health}/ready")));
        }

        await cluster.Gateway.Program.SignalAsync(TestCluster.Kill);

        // The worker has nobody to work for, and ends with a code that has it started again.
        Assert.Equal(3, await worker.ExitAsync(TakeOver));
        await worker.AllGoneAsync(TakeOver);
    }

    [Fact]
    [Trait("Category", "Cluster")]
    public async Task Ps_and_list_executors_show_the_processes_of_all_nodes()
    {
        await using var cluster = await TestCluster.StartAsync(workers: 2, ("MIPACTORS__RUNS__ROOM", "1"));
        var jobs = new[] { await cluster.BeginAsync("endless_loop.py", new { timeout = 120 }), await cluster.BeginAsync("endless_loop.py", new { timeout = 120 }) };
        await cluster.HolderAsync(besides: await cluster.HolderAsync());

        await using var ps = CommandLineRun.StartWith(_ => [("XDG_RUNTIME_DIR", cluster.Gateway.Program.Folders.Runtime)], "ps", "--json");
        var (code, output, errors) = await ps.EndAsync();
        Assert.True(code == 0, errors);
        foreach (var shown in (JsonElement[])[JsonElement.Parse(output).EnumerateArray().Single(), await cluster.Gateway.StructureAsync("list_executors", new { })])
        {
            Assert.Equal(cluster.Gateway.Program.Pid, shown.GetProperty("server_pid").GetInt32());
            Assert.Empty(shown.GetProperty("executors").EnumerateArray());
            var nodes = shown.GetProperty("nodes").EnumerateArray().ToDictionary(node => node.GetProperty("server_pid").GetInt32());
            Assert.Equal(cluster.Workers.Select(worker => worker.Pid).Order(), nodes.Keys.Order());
            foreach (var worker in cluster.Workers)
            {
                var held = nodes[worker.Pid].GetProperty("executors").EnumerateArray().Single(one => one.GetProperty("state").GetString() == "held");
                Assert.StartsWith("/user/mip/executors/pyodide-", held.GetProperty("path").GetString(), StringComparison.Ordinal);
                Assert.Contains(worker.Descendants.Alive, one => one.StartsWith($"{held.GetProperty("pid").GetInt32()}: ", StringComparison.Ordinal));
            }
        }

        foreach (var job in jobs)
        {
            await cluster.Gateway.StructureAsync("cancel_job", new { job_id = job });
            Assert.Equal("cancelled", (await cluster.AnswerAsync(job, TakeOver)).GetProperty("status").GetString());
        }
    }

    [Theory]
    [InlineData("MIPACTORS__NODE__HOST", "0.0.0.0", "starts only with a secret")]
    [InlineData("MIPACTORS__NODE__SECRET", "short", "it takes at least 16")]
    [InlineData("MIPACTORS__NODE__SEEDS", "somewhere", "like 10.0.0.7:4055")]
    [InlineData("MIPACTORS__NODE__SEEDS", "", "A worker needs to know where its gateways are")]
    public async Task A_node_that_is_set_up_wrongly_says_so_and_does_not_start(string name, string value, string complaint)
    {
        await using var run = CommandLineRun.StartWith(_ => [("MIPACTORS__NODE__SEEDS", "127.0.0.1:4055"), (name, value)], "node", "--role", "worker");
        var (code, output, errors) = await run.EndAsync();
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(complaint, errors, StringComparison.Ordinal);
    }
}
