namespace MipActors.Scenarios.Ghosts;

/// <summary>
/// Faults × children × layers × users: after every one of them no process is left within the budget, no file in the temp folder
/// (after a kill: none after the next start), and the exit code is right. What a layer can not give is just what README says.
/// </summary>
[Trait("Category", "Matrix")]
[TestCaseOrderer("MipActors.Scenarios.Ghosts.MatrixRun", "MipActors.Scenarios")]
public sealed class FaultMatrix(GuestCopies guests) : IClassFixture<GuestCopies>
{
    [Theory]
    [Cells(Layer.Bubblewrap, User.Root)]
    [Cells(Layer.Bubblewrap, User.Ordinary)]
    [Cells(Layer.Unshare, User.Root)]
    [Cells(Layer.Unshare, User.Ordinary)]
    [Cells(Layer.Portable, User.Root)]
    [Cells(Layer.Portable, User.Ordinary)]
    public async Task Leaves_no_ghost(Fault fault, Child child, Layer layer, User user)
    {
        var cell = new Cell(fault, child, layer, user);
        var verdict = await MatrixRun.VerdictAsync(cell, guests);
        Assert.True(verdict.Failure is null, $"{cell}: {verdict.Failure}");
    }
}
