using MipActors.Containment;
using MipActors.Sandbox;
using MipActors.Solving;

namespace MipActors.Bench.Floors;

/// <summary>A sandbox or a worker in its own containment, without actors and MCP around it: the floors of the server's figures.</summary>
internal abstract class BareChild(ContainedProcess process) : IAsyncDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Seconds from before its start to Ready.</summary>
    public double ReadySeconds { get; protected set; }

    /// <summary>Processor seconds of the child so far.</summary>
    public double ProcessorSeconds => process.ReadUsage()?.ProcessorTime.TotalSeconds ?? double.NaN;

    public virtual async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.Exited.WaitAsync(Patience);
        await process.DisposeAsync();
    }

    protected static async Task<T> NextAsync<TMessage, T>(IAsyncEnumerator<TMessage> messages, CancellationToken cancellation)
        where TMessage : class
    {
        while (await messages.MoveNextAsync().AsTask().WaitAsync(Patience, cancellation))
        {
            switch (messages.Current)
            {
                case T wanted:
                    return wanted;
                case SandboxOutput or WorkerMessage.Progress or WorkerMessage.Log:
                    continue;
                case var other:
                    throw new BenchException($"a child said {other} where {typeof(T).Name} was due");
            }
        }

        throw new BenchException($"a child ended where {typeof(T).Name} was due");
    }

    /// <summary>The child's stderr, so that it never waits for a reader.</summary>
    protected static void Drain(ContainedProcess process) => _ = process.Error.CopyToAsync(Stream.Null);
}
