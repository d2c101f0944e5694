namespace MipActors.Scenarios.Server;

/// <summary>A signal ends the server in good order, a second request ends it now.</summary>
public sealed class SignalScenarios
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    // In good order it takes some 0.3 s; a child that had to be killed would take 7 s, one that hangs 11 s. The times themselves are
    // held to in Ghosts/NumberScenarios.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(4);

    [Theory]
    [InlineData(Terminate, Load.Idle)]
    [InlineData(Terminate, Load.Program)]
    [InlineData(Terminate, Load.Solve)]
    [InlineData(Interrupt, Load.Idle)]
    [InlineData(Interrupt, Load.Program)]
    [InlineData(Hangup, Load.Idle)]
    [InlineData(Hangup, Load.Solve)]
    public async Task A_signal_ends_the_server(int signal, Load load)
    {
        await using var server = await ServerProcess.BusyAsync(load);
        await server.Program.SignalAsync(signal);
        Assert.Equal(0, await server.Program.ExitAsync(Soon));
        await server.Program.AllGoneAsync(Now);
    }

    [Theory]
    [InlineData(Load.Program)]
    [InlineData(Load.Solve)]
    public async Task SIGTERM_after_the_end_of_stdin_means_now(Load load)
    {
        await using var server = await ServerProcess.BusyAsync(load);
        server.Program.CloseStdin();
        await server.Program.SignalAsync(Terminate);
        Assert.Equal(0, await server.Program.ExitAsync(Now));
        await server.Program.AllGoneAsync(Now);
    }

    [Fact]
    public async Task SIGTERM_twice_means_now()
    {
        await using var server = await ServerProcess.BusyAsync(Load.Solve);
        await server.Program.SignalAsync(Terminate);
        await server.Program.SignalAsync(Terminate);
        Assert.Equal(0, await server.Program.ExitAsync(Now));
        await server.Program.AllGoneAsync(Now);
    }
}
