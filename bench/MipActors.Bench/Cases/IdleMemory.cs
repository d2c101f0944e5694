using System.Globalization;

namespace MipActors.Bench.Cases;

/// <summary>What a server holds that has nothing to do, with pools of several sizes.</summary>
internal static class IdleMemory
{
    public const string Name = "memory";
    private const double Megabyte = 1e6;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<Section> RunAsync(Setting setting, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        foreach (var pool in setting.IsQuick ? [null] : new int?[] { null, 2, 4 })
        {
            setting.Progress.Report($"memory: {Words(pool)}");
            rows.AddRange(await MeasureAsync(setting, pool, cancellation));
        }

        return new Section(Name, "An idle server after its first call: proportional set size (shared pages counted in parts)", rows);
    }

    private static string Words(int? pool) => pool is { } size ? $"pools of {size}" : "pools as they are by default";

    private static async Task<IEnumerable<Row>> MeasureAsync(Setting setting, int? pool, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (pool is { } wanted)
        {
            var size = wanted.ToString(CultureInfo.InvariantCulture);
            var most = (wanted + 2).ToString(CultureInfo.InvariantCulture);
            (environment["MIPACTORS__SANDBOXES__WARM"], environment["MIPACTORS__SOLVERS__WARM"]) = (size, size);
            (environment["MIPACTORS__SANDBOXES__MOST"], environment["MIPACTORS__SOLVERS__MOST"]) = (most, most);
        }

        await using var server = await setting.StartServerAsync(environment, cancellation);
        _ = await Knapsack.CallAsync(server, cancellation);
        var children = await SettledAsync(server.ProcessId, pool ?? 1, cancellation);
        var sizes = children.ToLookup(child => child.Name, child => ProcessTree.ProportionalBytes(child.Pid) / Megabyte);
        var own = ProcessTree.ProportionalBytes(server.ProcessId) / Megabyte;
        var id = $"memory.{pool?.ToString(CultureInfo.InvariantCulture) ?? "default"}";
        return
        [
            new Row(id, $"{Words(pool)}: all of it", "MB", Samples.Of(own + sizes.Sum(group => group.Sum()))),
            new Row($"{id}.server", "the server itself", "MB", Samples.Of(own)) { IsPart = true },
            .. sizes.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new Row($"{id}.{group.Key.Trim('(', ')')}", $"{group.Key}, each", "MB", Samples.Of(group)) { IsPart = true }),
        ];
    }

    /// <summary>The server's descendants, once the pool is full and has been left alone for a while.</summary>
    private static async Task<IReadOnlyList<TreeEntry>> SettledAsync(int server, int pool, CancellationToken cancellation)
    {
        var (since, last) = (DateTime.UtcNow, 0);
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(Look, cancellation))
        {
            var children = ProcessTree.Below(server);
            var sandboxes = children.Count(child => child.Name == "(deno)");
            if (sandboxes != pool || children.Count != last)
            {
                (since, last) = (DateTime.UtcNow, children.Count);
            }
            else if (DateTime.UtcNow - since > Settling)
            {
                return children;
            }
        }

        throw new BenchException($"the server did not settle with {pool} sandboxes within {Patience.TotalSeconds:0} s");
    }
}
