using System.Globalization;
using Xunit.Abstractions;

namespace MipActors.Scenarios.Ghosts;

/// <summary>
/// Random faults in a row, on random children, layers and users: some that a server has to survive, then one that ends it, and again.
/// MIPACTORS_CHAOS says how many faults (default 200), MIPACTORS_CHAOS_SEED repeats a run.
/// </summary>
[Trait("Category", "Chaos")]
[Collection(AfterMatrix.Name)]
public sealed class ChaosScenarios(GuestCopies guests, ITestOutputHelper output)
{
    private const int LongestRow = 6;

    private static readonly Fault[] Survived =
        [.. Enum.GetValues<Fault>().Where(fault => Expectation.Of(fault).ServerLives && fault != Fault.TempIsFull)];

    private static readonly Fault[] Ending = [.. Enum.GetValues<Fault>().Where(fault => !Expectation.Of(fault).ServerLives)];

    [LinuxFact]
    public async Task Random_faults_in_a_row_leave_no_ghost()
    {
        var seed = Report.Option("MIPACTORS_CHAOS_SEED", Random.Shared.Next());
        var wanted = Report.Option("MIPACTORS_CHAOS", 200);
        Report.Add(output, string.Create(CultureInfo.InvariantCulture, $"chaos: {wanted} faults, MIPACTORS_CHAOS_SEED={seed}"));
        var random = new Random(seed);
        var rows = new List<(Order Order, Task<Verdict> Verdict)>();
        for (var faults = 0; faults < wanted; faults += rows[^1].Order.Faults.Count)
        {
            var order = Row(random, Math.Min(wanted - faults, LongestRow));
            rows.Add((order, HarnessRun.RunAsync(order)));
        }

        var failures = new List<string>();
        var outcomes = new List<Outcome>();
        foreach (var (order, running) in rows)
        {
            var verdict = await running;
            outcomes.AddRange(verdict.Outcomes);
            if (verdict.Failure is { } failure)
            {
                failures.Add($"{string.Join(", ", order.Faults)} × {order.Child} × {order.Layer} × {(order.UserId is null ? User.Root : User.Ordinary)}: {failure}");
            }
        }

        Report.Add(output, "chaos: the job's processes gone, the server lives", Of(expected => expected.ServerLives));
        Report.Add(output, "chaos: the server killed or crashed, everything gone", Of(expected => expected.Forced));
        Report.Add(output, "chaos: the server ended, everything gone (clients' own waiting included)", Of(expected => expected is { ServerLives: false, Forced: false }));
        Assert.True(failures.Count == 0, $"seed {seed}:\n{string.Join("\n", failures)}");

        IEnumerable<double> Of(Func<Expectation, bool> kind) =>
            outcomes.Where(outcome => kind(Expectation.Of(outcome.Fault))).Select(outcome => outcome.CleanSeconds);
    }

    private Order Row(Random random, int most)
    {
        var child = Pick(Enum.GetValues<Child>());
        var (layer, user) = Pick([.. from one in Enum.GetValues<Layer>() from who in Enum.GetValues<User>() where Hindrances.Of(one, who) is null select (one, who)]);
        var end = Pick(Ending);
        // Some are about a server that has only just begun, or about a client that is no harness.
        var before = end is Fault.EndDuringStart or Fault.ServerKilledDuringStart or Fault.ClientKilled or Fault.PipesFlooded ? 0 : random.Next(most);
        return new Order(
            [.. Enumerable.Range(0, before).Select(_ => Pick(Survived)), end], child, layer, guests.CacheFor(child), user == User.Root ? null : OrdinaryUser.Id, random.Next());

        T Pick<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
    }
}
