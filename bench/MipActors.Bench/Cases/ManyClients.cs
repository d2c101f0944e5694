using System.Diagnostics;
using System.Globalization;

namespace MipActors.Bench.Cases;

/// <summary>Clients of one server over HTTP that call without a pause: what comes through, and what it costs.</summary>
internal static class ManyClients
{
    public const string Name = "clients";
    private static readonly int[] Counts = [1, 2, 4, 8, 16];
    private const int CallsOfRun = 2;

    // As long as refilling takes: what a job costs is in it.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    public static async Task<Section> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        await using var server = await setting.StartHttpServerAsync(Counts[^1], cancellation);
        foreach (var count in setting.IsQuick ? [1, Counts[^1]] : Counts)
        {
            // The pool has grown to what so many clients want before anything is counted.
            await CallAsync(server, count, count, cancellation);
            await Task.Delay(Settling, cancellation);
            var calls = Math.Max(setting.Runs * CallsOfRun, count);
            setting.Progress.Report($"clients: {calls} calls by {count}");
            var processor = ProcessorMeter.Seconds();
            var began = Stopwatch.GetTimestamp();
            var whole = await CallAsync(server, count, calls, cancellation);
            var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
            await Task.Delay(Settling, cancellation);
            rows.AddRange(Rows(count, whole, calls / took, (ProcessorMeter.Seconds() - processor) / calls));
        }

        return new Section(Name, "Clients of one server over HTTP, calling without a pause; processor time of the server and all its children, refilling included", rows);
    }

    /// <summary>So many clients share so many calls; seconds of each.</summary>
    private static async Task<Samples> CallAsync(HttpProcess server, int clients, int calls, CancellationToken cancellation)
    {
        var (left, whole, gate) = (calls, new Samples(), new Lock());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(ClientAsync));
        return whole;

        async Task ClientAsync(int client)
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var call = await Knapsack.CallAsync(server, server.Clients[client], cancellation);
                lock (gate)
                {
                    whole.Add(call.Seconds);
                }
            }
        }
    }

    private static IEnumerable<Row> Rows(int clients, Samples whole, double rate, double cost)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"clients.{clients}");
        var turn = clients / rate;
        IReadOnlyList<Goal> goals = clients == Counts[^1] ? [new Goal(0.8, AtLeast: true, "instant")] : [];
        yield return new Row($"{id}.rate", $"{clients} client{(clients > 1 ? "s" : "")}: calls a second", "1/s", Samples.Of(rate))
        {
            Ratios = [new Ratio("÷ (cores ÷ processor seconds a call)", Samples.Of(rate / (Environment.ProcessorCount / cost)), goals)],
        };
        yield return new Row($"{id}.cost", "processor time of a call", "s", Samples.Of(cost)) { IsPart = true };
        yield return new Row($"{id}.call", "call, as its client sees it", "s", whole) { IsPart = true };
        yield return new Row($"{id}.longest", "the longest of them", "s", Samples.Of(whole.Largest))
        {
            IsPart = true,
            Ratios = [new Ratio("÷ (clients ÷ calls a second), a fair turn", Samples.Of(whole.Largest / turn), [])],
        };
    }
}
