using System.Diagnostics;

namespace MipActors.Bench.Cases;

/// <summary>From nothing to the first answer, against what it can not do without.</summary>
internal static class ColdStart
{
    public const string Name = "cold";

    public static async Task<Section> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var (initialize, answer, empty, sandbox, worker) = (new Samples(), new Samples(), new Samples(), new Samples(), new Samples());
        for (var round = -1; round < setting.Runs; round++)
        {
            // The first round fills the kernel's file cache and compiles our own client; it is not counted.
            setting.Progress.Report(round < 0 ? "cold start: a round that is not counted" : $"cold start: round {round + 1} of {setting.Runs}");
            var (emptyInitialize, ready, workerReady) = (0.0, 0.0, 0.0);
            await using (var floor = await setting.StartEmptyServerAsync(cancellation))
            {
                emptyInitialize = floor.InitializeSeconds;
            }

            var (serverInitialize, first) = await FirstAnswerAsync(setting, cancellation);
            await using (var child = await BareSandbox.StartAsync(setting.Launcher, setting.Installation, cancellation))
            {
                ready = child.ReadySeconds;
            }

            await using (var child = await BareWorker.StartAsync(setting.Launcher, cancellation))
            {
                workerReady = child.ReadySeconds;
            }

            if (round >= 0)
            {
                initialize.Add(serverInitialize);
                answer.Add(first);
                empty.Add(emptyInitialize);
                sandbox.Add(ready);
                worker.Add(workerReady);
            }
        }

        var floorOfAnswer = Samples.Combine(empty, Samples.Combine(sandbox, worker, Math.Max), (one, other) => one + other);
        return new Section(Name, "Start of the server process to the first answer (everything provisioned, file cache warm)",
        [
            new Row("cold.initialize", "initialize answered", "s", initialize)
            {
                Ratios = [new Ratio("÷ empty server", Samples.Ratios(initialize, empty), [new Goal(1.3, AtLeast: false, "instant")])],
            },
            new Row("cold.answer", "first answer", "s", answer)
            {
                Ratios = [new Ratio("÷ (empty server + slower child)", Samples.Ratios(answer, floorOfAnswer), [new Goal(1.2, AtLeast: false, "instant")])],
            },
            new Row("cold.empty", "floor: initialize of an empty server of the same SDK", "s", empty) { IsPart = true },
            new Row("cold.sandbox", "floor: sandbox alone, launch to ready", "s", sandbox) { IsPart = true },
            new Row("cold.worker", "floor: solver worker alone, launch to ready", "s", worker) { IsPart = true },
        ]);
    }

    private static async Task<(double Initialize, double Answer)> FirstAnswerAsync(Setting setting, CancellationToken cancellation)
    {
        await using var server = await setting.StartServerAsync(cancellation);
        var call = await Knapsack.CallAsync(server, cancellation);
        return (server.InitializeSeconds, Stopwatch.GetElapsedTime(server.Started, call.Answered).TotalSeconds);
    }
}
