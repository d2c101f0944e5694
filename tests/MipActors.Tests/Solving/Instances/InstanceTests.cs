using System.Globalization;

namespace MipActors.Tests.Solving.Instances;

/// <summary>
/// The public instances with known optima, by every solver that takes their class: right, limit, refused, never wrong. The quick third
/// (an instance that took its slowest solver 0.2 s) runs wherever the folder is (MIPACTORS_INSTANCES); the whole table when
/// MIPACTORS_INSTANCE_TABLE names the page to write.
/// </summary>
[Trait("Category", "Instances")]
public sealed class InstanceTests
{
    private const double QuickSeconds = 0.2;

    [Fact]
    public async Task The_quick_third_is_right_or_at_its_limit()
    {
        if (KnownInstance.All() is not { } all)
        {
            return;
        }

        var quick = all.Where(known => known.Seconds <= QuickSeconds).ToList();
        Console.WriteLine($"{quick.Count} of {all.Count} instances, {all.Count - quick.Count} skipped: they are not of the quick third");
        var cells = new List<InstanceTable.Cell>();
        foreach (var known in quick)
        {
            foreach (var solver in known.Solvers.Take(2))
            {
                cells.Add(await InstanceTable.CellAsync(known, solver, limitSeconds: 20));
            }
        }

        Assert.DoesNotContain(cells, cell => cell.Verdict == "wrong");
    }

    [Fact]
    public async Task The_whole_table()
    {
        if (Environment.GetEnvironmentVariable("MIPACTORS_INSTANCE_TABLE") is not { Length: > 0 } page || KnownInstance.All() is not { } all)
        {
            Console.WriteLine("skipped the whole table: MIPACTORS_INSTANCE_TABLE names no file");
            return;
        }

        var limit = double.Parse(Environment.GetEnvironmentVariable("MIPACTORS_INSTANCE_SECONDS") ?? "60", CultureInfo.InvariantCulture);
        var table = new InstanceTable(Path.ChangeExtension(page, ".tsv"), limit);

        // The quick ones first: a run that is broken off has then the most.
        foreach (var known in all.OrderBy(known => known.Seconds))
        {
            foreach (var solver in known.Solvers.Where(solver => !table.Has(known, solver)))
            {
                await table.SolveAsync(known, solver);
            }

            await table.WritePageAsync(page, all);
        }

        Assert.DoesNotContain(table.Cells, cell => cell.Verdict == "wrong");
        int Proven(bool infeasible) => all.Count(known => known.IsInfeasible == infeasible && table.Cells.Any(cell => cell.File == known.File && cell.Proof == "proven"));
        Assert.True(Proven(infeasible: false) >= 28, $"{Proven(infeasible: false)} optima proven");
        Assert.True(Proven(infeasible: true) >= 13, $"{Proven(infeasible: true)} infeasible LPs proven");
    }
}
