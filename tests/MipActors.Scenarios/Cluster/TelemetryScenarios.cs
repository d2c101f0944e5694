using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Cluster;

/// <summary>What an operator's collector gets of a gateway and its worker, by the names of docs/telemetry.md.</summary>
[Trait("Category", "Cluster")]
public sealed class TelemetryScenarios
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_metrics_of_both_and_a_trace_across_them_arrive_at_the_collector()
    {
        await using var collector = new TelemetryCollector();
        await using var cluster = await TestCluster.StartAsync(
            workers: 1, [.. collector.Settings, ("MIPACTORS__NODE__DRAIN", "0s"), ("MIPACTORS__SANDBOXES__WARM", "1"), ("MIPACTORS__SOLVERS__WARM", "1")]);

        const string trace = "0af7651916cd43dd8448eb211c80319c";
        const string caller = "b7ad6b7169203331";
        var answer = (await cluster.Gateway.Conversation.RequestAsync(
            "tools/call",
            new
            {
                name = "execute_mip_code",
                arguments = ServerProcess.ArgumentsOf("knapsack.py"),
                _meta = new { traceparent = $"00-{trace}-{caller}-01" },
            })).GetProperty("result").GetProperty("structuredContent");
        Assert.Equal("optimal", answer.GetProperty("status").GetString());
        var id = answer.GetProperty("job_id").GetString()!;
        var job = await ArrivesAsync(() => collector.Spans.FirstOrDefault(span => span is { Name: "job", Role: "gateway" } && span.Attributes["mipactors.job.id"] == id), "the job's span");
        var run = await ArrivesAsync(() => collector.Spans.FirstOrDefault(span => span is { Name: "run", Role: "worker" } && span.ParentId == job.SpanId), "the attempt's span");
        var solve = await ArrivesAsync(() => collector.Spans.FirstOrDefault(span => span is { Name: "solve", Role: "worker" } && span.ParentId == run.SpanId), "the solve's span");
        var call = await ArrivesAsync(() => collector.Spans.FirstOrDefault(span => span.Role == "gateway" && span.SpanId == job.ParentId), "the call's span");
        Assert.Equal([trace, trace, trace, trace], [call.TraceId, job.TraceId, run.TraceId, solve.TraceId]);
        Assert.Equal((caller, "tools/call execute_mip_code"), (call.ParentId, call.Name));
        Assert.Equal(("answered", "1", "optimal"), (job.Attributes["mipactors.job.outcome"], run.Attributes["mipactors.job.attempt"], solve.Attributes["mipactors.solve.status"]));

        await CountedAsync("gateway", "mipactors.job.duration", "s", ("mipactors.job.outcome", "answered"));
        await CountedAsync("worker", "mipactors.solve.duration", "s", ("mipactors.solver", solve.Attributes["mipactors.solver"]), ("mipactors.solve.status", "optimal"));
        await CountedAsync("worker", "mipactors.executor.escalations", "{step}", ("mipactors.escalation.step", "leave"), ("mipactors.executor.kind", "sandbox"));
        await CountedAsync("worker", "mipactors.executor.count", "{process}", ("mipactors.executor.state", "ready"), ("mipactors.executor.kind", "sandbox"));
        await CountedAsync("worker", "mipactors.executor.count", "{process}", ("mipactors.executor.state", "ready"), ("mipactors.executor.kind", "solver worker"));

        // One that is refused, one that runs; the worker goes, and it waits again.
        await cluster.Gateway.CallAsync(new { code = "prob = 1", durable = true }, "start_job");
        await CountedAsync("gateway", "mipactors.job.refusals", "{job}", ("mipactors.job.refusal.code", "not-durable"));
        var endless = await cluster.BeginAsync("endless_loop.py", new { timeout = 120 });
        var worker = await cluster.HolderAsync();
        await CountedAsync("gateway", "mipactors.job.count", "{job}", ("mipactors.job.state", "running"));
        await worker.SignalAsync(TestCluster.Terminate);
        await CountedAsync("gateway", "mipactors.job.returns", "{attempt}", ("mipactors.job.return.reason", "given-back"));
        await CountedAsync("gateway", "mipactors.job.count", "{job}", ("mipactors.job.state", "waiting"));
        Assert.Equal(0, await worker.ExitAsync(Patience));

        // What is over counts no more: the last word is 0, and the last words of a node that ends arrive too.
        await cluster.Gateway.StructureAsync("cancel_job", new { job_id = endless });
        foreach (var state in (string[])["waiting", "running"])
        {
            await Eventually.HoldsAsync(
                () => collector.Points.LastOrDefault(point => point.Metric == "mipactors.job.count" && point.Attributes["mipactors.job.state"] == state) is { Value: 0 },
                Patience,
                () => $"{state} jobs are still counted\n{cluster.Story}");
        }

        Assert.All(
            collector.Points.Where(point => point is { Metric: "mipactors.executor.count", Role: "worker" }).GroupBy(point => string.Join(' ', point.Attributes.Values)),
            last => Assert.Equal(0, last.Last().Value));

        Task CountedAsync(string role, string metric, string unit, params (string Name, string Value)[] attributes) => ArrivesAsync(
            () => collector.Points.FirstOrDefault(point => point.Role == role && point.Metric == metric && point.Unit == unit && point.Value > 0
                && Array.TrueForAll(attributes, one => point.Attributes.GetValueOrDefault(one.Name) == one.Value)),
            $"{metric} {string.Join(", ", attributes)}");

        async Task<T> ArrivesAsync<T>(Func<T?> find, string what)
            where T : class
        {
            await Eventually.HoldsAsync(() => find() is not null, Patience, () =>
                $"{what} never came; what came:\n{string.Join('\n', collector.Spans)}\n{string.Join('\n', collector.Points.Select(point => point.Metric).Distinct())}\n{cluster.Story}");
            return find()!;
        }
    }

    [Fact]
    public async Task Neither_a_program_nor_the_name_of_a_model_goes_to_the_collector()
    {
        const string secret = "privatissimum";
        await using var collector = new TelemetryCollector();
        await using var server = await ServerProcess.ConnectAsync([.. collector.Settings]);

        var failed = await server.CallAsync(new { code = $"raise ValueError('{secret}')" });
        Assert.Contains(secret, failed.ToString(), StringComparison.Ordinal);
        await server.Conversation.RequestAsync("resources/read", new { uri = $"mipactors://models/{secret}" });

        foreach (var name in (string[])["tools/call execute_mip_code", "resources/read", "job"])
        {
            await Eventually.HoldsAsync(
                () => collector.Spans.Any(span => span.Name.StartsWith(name, StringComparison.Ordinal)),
                Patience,
                () => $"no span {name} came; what came: {string.Join(", ", collector.Spans.Select(span => span.Name))}");
        }

        Assert.DoesNotContain(collector.Bodies, body => body.Contains(secret, StringComparison.Ordinal));
        // The server speaks with nobody while it starts, and that is nobody's business.
        Assert.DoesNotContain(collector.Spans, span => span.Name.Contains("rehearse", StringComparison.Ordinal));
        Assert.Single(collector.Spans, span => span.Name.StartsWith("initialize", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_collector_nothing_of_it_is_loaded_and_with_a_wrong_address_the_server_says_so()
    {
        await using (var server = await ServerProcess.ConnectAsync())
        {
            await server.SolveAsync("knapsack.py");
            Assert.DoesNotContain("OpenTelemetry.Exporter", await File.ReadAllTextAsync($"/proc/{server.Program.Pid}/maps"), StringComparison.Ordinal);
        }

        await using var wrong = StartedProgram.Start(["serve"], _ => [("OTEL_EXPORTER_OTLP_ENDPOINT", "somewhere")]);
        Assert.Equal(2, await wrong.ExitAsync(Patience));
        await wrong.ErrorsRead;
        Assert.Contains("OTEL_EXPORTER_OTLP_ENDPOINT is 'somewhere'; it takes an address like", wrong.Errors, StringComparison.Ordinal);
    }
}
