using Microsoft.Extensions.Hosting;
using MipActors.Hosting;

namespace MipActors.Mcp;

/// <summary>
/// What is done for a client that starts the server and asks at once. Most of what a server does until its first answers is loading and compiling code, which
/// waits for nothing: the beginning of the conversation is rehearsed while the settings are read, the first call while the first sandbox comes up. And what is
/// started after the face is held up until it has spoken: the hierarchy is of no use before there is a sandbox, and would only take the processor from it.
/// </summary>
internal sealed class ColdStart(StdioStreams streams) : IHostedLifecycleService
{
    private static readonly TimeSpan RehearsalPatience = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to say its first word before nothing waits for it any more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>Begins to rehearse.</summary>
    public static void Begin() => _ = RehearseAsync(Rehearsal.InitializeAsync);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAny(streams.Spoken, Task.Delay(Patience, cancellationToken));

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // Behind the hierarchy, which starts a solver worker.
        _ = RehearseAsync(Rehearsal.CallAsync, Rehearsal.WithSandboxAsync, Rehearsal.WithWorkerAsync);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Nobody needs its end, and what goes wrong in it goes wrong again where it is told.</summary>
    private static Task RehearseAsync(params Func<CancellationToken, Task>[] conversations) => Task.Run(async () =>
    {
        using var patience = new CancellationTokenSource(RehearsalPatience);
        foreach (var conversation in conversations)
        {
            await conversation(patience.Token);
        }
    });
}
