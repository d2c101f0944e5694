using MipActors.Mcp;

namespace MipActors.Scenarios.Mcp;

/// <summary>A server that starts does not tell when a rehearsal fails: it would only answer later.</summary>
public sealed class RehearsalTests
{
    private static readonly CancellationToken Patience = new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [Fact]
    public Task The_beginning_is_spoken_to_its_end() => Rehearsal.InitializeAsync(Patience);

    [Fact]
    public Task A_call_is_spoken_to_its_end() => Rehearsal.CallAsync(Patience);

    [Fact]
    public Task A_sandbox_is_spoken_with_to_the_end_of_its_program() => Rehearsal.WithSandboxAsync(Patience);

    [Fact]
    public Task A_worker_is_spoken_with_to_its_answer() => Rehearsal.WithWorkerAsync(Patience);
}
