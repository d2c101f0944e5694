namespace MipActors.Scenarios.Ghosts;

/// <summary>
/// Which cells are run. Every fault meets each of four children; every other child meets every fault once. Layers and users go
/// round over those cells so that every fault and every child is met on every layer and by every user (pairwise), and each layer
/// and user has the four children. MIPACTORS_MATRIX=full runs the whole product instead: some hours.
/// </summary>
public static class Matrix
{
    private static readonly Child[] Full = [Child.Idle, Child.PythonLoop, Child.IgnoresEverything, Child.DoubleForks];
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
        // Six combinations of layer and user; neighbours in either direction get different ones.
        (Layer Layer, User User) Surroundings(int at) => (Layers[at % 3], Users[at / 3 % 2]);
        foreach (var fault in Faults)
        {
            foreach (var child in Full)
            {
                var (layer, user) = Surroundings((int)fault + 2 * (int)child);
                yield return new Cell(fault, child, layer, user);
                // What a stronger layer holds, the weakest has to hold as well, so each of these is run on that, too.
                yield return new Cell(fault, child, Layer.Portable, Users[((int)fault + (int)child) % 2]);
            }

            foreach (var child in Children.Except(Full).Where(child => ((int)child + (int)fault) % 2 == 0))
            {
                var (layer, user) = Surroundings((int)fault * 5 + (int)child);
                yield return new Cell(fault, child, layer, user);
            }
        }

        // The faults that leave everything to kernel and guardians meet every child on every layer.
        foreach (var cell in from child in Children from layer in Layers select new Cell(Fault.ServerKilled, child, layer, User.Root))
        {
            yield return cell;
        }
    }
}
