namespace MipActors.Scenarios.Server;

/// <summary>A call that its client gives up ends at once and takes its processes along.</summary>
public sealed class CancelScenarios
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("endless_loop.py", "running the program")]
    [InlineData("hard.py", "incumbent")]
    public async Task A_cancelled_call_gets_no_answer_its_processes_are_gone_and_the_next_call_is_served(string program, string stage)
    {
        await Provisioned.Once;
        // No warm ones, so that every process is the call's.
        await using var server = ServerProcess.Start(_ =>
        [
            ("MIPACTORS__SANDBOXES__WARM", "0"), ("MIPACTORS__SANDBOXES__REFILL", "off"),
            ("MIPACTORS__SOLVERS__WARM", "0"), ("MIPACTORS__SOLVERS__REFILL", "off"),
        ]);
        await server.InitializeAsync();
        var call = await server.BusyWithAsync(program, stage);
        Assert.NotEmpty(server.Program.Descendants.Alive);

        await server.Conversation.NotifyAsync("notifications/cancelled", new { requestId = call.Id, reason = "the user changed their mind" });
        await Eventually.HoldsAsync(
            () => server.Program.Descendants.Alive.Count == 0, Soon, () => string.Join("\n", server.Program.Descendants.Alive));

        var result = await server.SolveAsync("knapsack.py");
        Assert.Equal("optimal", result.GetProperty("structuredContent").GetProperty("status").GetString());
        Assert.False(server.Conversation.IsAnswered(call.Id));
    }
}
