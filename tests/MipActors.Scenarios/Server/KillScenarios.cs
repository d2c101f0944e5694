namespace MipActors.Scenarios.Server;

/// <summary>A server that has no chance to do anything is cleaned up after by the kernel and by the guardians of its children.</summary>
public sealed class KillScenarios
{
    private const int Kill = 9;

    // Kernel and guardians take some 50 ms; whoever waits for anything else waits for minutes.
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(Load.Idle)]
    [InlineData(Load.Program)]
    [InlineData(Load.Solve)]
    public async Task A_killed_server_leaves_nothing_behind(Load load)
    {
        await using var server = await ServerProcess.BusyAsync(load);
        Assert.NotEmpty(server.Program.Descendants.Alive);
        await server.Program.SignalAsync(Kill);
        await server.Program.AllGoneAsync(Now);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task A_server_killed_while_it_starts_its_children_leaves_nothing_behind(int descendants)
    {
        await Provisioned.Once;
        await using var server = ServerProcess.Start();
        await Eventually.HoldsAsync(
            () => server.Program.Descendants.Alive.Count >= descendants, Conversation.Patience, () => server.Program.Errors);
        await server.Program.SignalAsync(Kill);
        await server.Program.AllGoneAsync(Now);
    }
}
