using System.Diagnostics;

namespace MipActors.Bench.Cases;

/// <summary>Calls without a pause: bounded by how fast used sandboxes are replaced.</summary>
internal static class BackToBack
{
    public const string Name = "burst";
    private const int WarmUps = 5;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Idling = TimeSpan.FromSeconds(5);

    public static async Task<Section> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var (sandbox, start, breakdown, calls) = (new Samples(), new Samples(), new Breakdown(), setting.Runs * 2);
        setting.Progress.Report("back to back: bare sandboxes, one after another");
        for (var round = -1; round < setting.Runs; round++)
        {
            await using var child = await BareSandbox.StartAsync(setting.Launcher, setting.Installation, cancellation);
            if (round >= 0)
            {
                sandbox.Add(child.ReadySeconds);
                start.Add(child.ProcessorSeconds);
            }
        }

        await using var server = await setting.StartServerAsync(cancellation);
        for (var call = 0; call < WarmUps; call++)
        {
            _ = await Knapsack.CallAsync(server, cancellation);
        }

        setting.Progress.Report($"back to back: {calls} calls");
        var (began, processor) = (Stopwatch.GetTimestamp(), ProcessorSeconds(server.ProcessId));
        for (var call = 0; call < calls; call++)
        {
            breakdown.Add(await Knapsack.CallAsync(server, cancellation));
        }

        var rate = Samples.Of(calls / Stopwatch.GetElapsedTime(began).TotalSeconds);
        var cost = Samples.Of((ProcessorSeconds(server.ProcessId) - processor) / calls);
        await Task.Delay(Settling, cancellation);
        var (idleSince, idleProcessor) = (Stopwatch.GetTimestamp(), ProcessorSeconds(server.ProcessId));
        await Task.Delay(Idling, cancellation);
        var idle = Samples.Of(1e3 * (ProcessorSeconds(server.ProcessId) - idleProcessor) / Stopwatch.GetElapsedTime(idleSince).TotalSeconds);
        return new Section(Name, "Calls to a running server, one client, no pause between them",
        [
            new Row("burst.call", "call, as the client sees it", "s", breakdown.Whole)
            {
                // Not in pairs: the two do not take turns here.
                Ratios = [new Ratio("÷ bare sandbox start (medians)", Samples.Of(breakdown.Whole.Median / sandbox.Median), [])],
            },
            .. breakdown.Rows("burst.call"),
            new Row("burst.sandbox", "floor: sandbox alone, launch to ready", "s", sandbox),
            new Row("burst.rate", "calls a second", "1/s", rate),
            new Row("burst.server", "processor time of the server itself, a call", "s", cost),
            new Row("burst.start", "processor time of a sandbox until it is ready", "s", start),
            new Row("burst.idle", "processor time of the idle server itself", "ms/s", idle),
        ]);
    }

    /// <summary>Of the server itself; zero where there is no /proc.</summary>
    private static double ProcessorSeconds(int pid) => ProcessTree.Read(pid)?.ProcessorSeconds ?? 0;
}
