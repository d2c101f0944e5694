namespace MipActors.Scenarios.Ghosts;

/// <summary>The table covers what it says that it covers.</summary>
public sealed class MatrixSpec
{
    [Fact]
    public void Every_fault_meets_every_child_and_both_meet_every_layer_as_either_user()
    {
        var (faults, children) = (Enum.GetValues<Fault>(), Enum.GetValues<Child>());
        var surroundings = from layer in Enum.GetValues<Layer>() from user in Enum.GetValues<User>() select (layer, user);
        Meet(from fault in faults from child in children select (fault, child), cell => (cell.Fault, cell.Child));
        Meet(from fault in faults from place in surroundings select (fault, place), cell => (cell.Fault, (cell.Layer, cell.User)));
        Meet(from child in children from place in surroundings select (child, place), cell => (cell.Child, (cell.Layer, cell.User)));
    }

    [Fact]
    public void Every_fault_has_a_promise() => Assert.All(Enum.GetValues<Fault>(), fault => Assert.NotEmpty(Expectation.Of(fault).ExitCodes));

    private static void Meet<T>(IEnumerable<T> wanted, Func<Cell, T> met) => Assert.Empty(wanted.Except(Matrix.Cells.Select(met)));
}
