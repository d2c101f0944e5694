namespace MipActors.Scenarios.Ghosts;

/// <summary>
/// Which cells are run. Every fault meets every child, and every fault and every child meets every layer as either user, which
/// <see cref="MatrixSpec"/> counts. MIPACTORS_MATRIX=full runs the whole product instead: two hours.
/// </summary>
public static class Matrix
{
    private static readonly Fault[] Faults = Enum.GetValues<Fault>();
    private static readonly Child[] Children = Enum.GetValues<Child>();
    private static readonly Layer[] Layers = Enum.GetValues<Layer>();
    private static readonly User[] Users = Enum.GetValues<User>();

    /// <summary>Every cell to run, each once.</summary>
    public static IReadOnlyList<Cell> Cells { get; } =
        [.. (Environment.GetEnvironmentVariable("MIPACTORS_MATRIX") == "full" ? Product() : Covering()).Distinct()];

    private static IEnumerable<Cell> Product() =>
        from fault in Faults from child in Children from layer in Layers from user in Users select new Cell(fault, child, layer, user);

    private static IEnumerable<Cell> Covering()
    {
        foreach (var (fault, child) in from fault in Faults from child in Children select (fault, child))
        {
            var at = 2 * (int)child + (int)fault;
            yield return new Cell(fault, child, Layers[at % 3], Users[(at / 3 + (int)child / 3) % 2]);
        }

        // What leaves everything to kernel and guardians meets every child on every layer.
        foreach (var (child, layer) in from child in Children from layer in Layers select (child, layer))
        {
            yield return new Cell(Fault.ServerKilled, child, layer, User.Root);
        }
    }
}
