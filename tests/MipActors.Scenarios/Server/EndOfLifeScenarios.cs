namespace MipActors.Scenarios.Server;

/// <summary>A server whose client is gone, in whichever way, is gone soon, and all of its processes with it.</summary>
public sealed class EndOfLifeScenarios
{
    private const int Terminate = 15;

    /// <summary>A pipe of Linux has 16 pages, pipe(7); messages of two pages and a bit fill it with this much at least.</summary>
    private const int PipeBytes = 40 * 1024;

    // In good order it takes some 0.3 s; a child that had to be killed would take 7 s, one that hangs 11 s. The times themselves are
    // held to in Ghosts/NumberScenarios.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(Load.Idle)]
    [InlineData(Load.Program)]
    [InlineData(Load.Solve)]
    public async Task The_end_of_stdin_ends_the_server(Load load)
    {
        await using var server = await ServerProcess.BusyAsync(load);
        server.Program.CloseStdin();
        Assert.Equal(0, await server.Program.ExitAsync(Soon));
        await server.Program.AllGoneAsync(Now);
    }

    [Fact]
    public async Task A_client_that_is_gone_before_the_server_is_up_ends_it_too()
    {
        await Provisioned.Once;
        await using var server = ServerProcess.Start();
        server.Program.CloseStdin();
        Assert.Equal(0, await server.Program.ExitAsync(TimeSpan.FromSeconds(10)));
        await server.Program.AllGoneAsync(Now);
    }

    [Fact]
    public async Task A_client_that_closes_our_stdout_ends_the_server_with_its_next_word()
    {
        await using var server = await ServerProcess.BusyAsync(Load.Solve);
        server.Program.CloseStdout();
        Assert.Equal(0, await server.Program.ExitAsync(Soon));
        await server.Program.AllGoneAsync(Now);
    }

    [Fact]
    public async Task A_client_that_never_reads_and_goes_does_not_hold_the_server()
    {
        await using var server = await DeafClientAsync();
        server.Program.CloseStdin();
        // It still answers some of the 200 requests, which takes its time on a busy machine; the backstop would come at 11 s.
        Assert.Equal(0, await server.Program.ExitAsync(TimeSpan.FromSeconds(9)));
        await server.Program.AllGoneAsync(Now);
    }

    [Fact]
    public async Task A_client_that_never_reads_and_stays_can_not_hold_the_servers_end()
    {
        await using var server = await DeafClientAsync();
        await server.Program.SignalAsync(Terminate);
        Assert.Equal(0, await server.Program.ExitAsync(StartedProgram.EndBudget));
        await server.Program.AllGoneAsync(Now);
    }

    /// <summary>A server that stands in a write, because its client reads nothing.</summary>
    private static async Task<ServerProcess> DeafClientAsync()
    {
        await Provisioned.Once;
        var server = ServerProcess.Start(read: false);
        for (var request = 0; request < 200; request++)
        {
            await server.Conversation.SendAsync("tools/list", null);
        }

        await Eventually.HoldsAsync(
            () => server.Program.UnreadBytes >= PipeBytes, Conversation.Patience, () => $"its stdout holds {server.Program.UnreadBytes} bytes only");
        return server;
    }
}
