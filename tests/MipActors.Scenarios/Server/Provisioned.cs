namespace MipActors.Scenarios.Server;

/// <summary>What a sandbox needs lies ready on this machine: the program's own set-up saw to it, once for the test run.</summary>
internal static class Provisioned
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Task> Ready = new(SetUpAsync);

    public static Task Once => Ready.Value;

    private static async Task SetUpAsync()
    {
        await using var setup = StartedProgram.Start(["setup"]);
        Assert.True(await setup.ExitAsync(Patience) == 0, setup.Errors);
    }
}
