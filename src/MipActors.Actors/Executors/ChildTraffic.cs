using System.Threading.Channels;
using Akka.Actor;
using Akka.Event;

namespace MipActors.Actors.Executors;

/// <summary>
/// What goes between a child's pipes and the actor that owns it: words to the child in order, what it says and its stderr as messages to the actor. The loops run beside
/// the actor, which never waits for a pipe; they end with its life, or with the pipes. What comes after its end is nobody's.
/// </summary>
/// <param name="owner">The actor; told of each thing, and of nothing twice.</param>
/// <param name="life">Ends with the actor.</param>
internal sealed class ChildTraffic(IActorRef owner, CancellationToken life)
{
    /// <summary>Lines of stderr that the owner is told; a child that goes on is read, and not heard.</summary>
    public const int MostErrorLines = 200;

    private readonly Channel<Func<CancellationToken, ValueTask>> _outbox = Channel.CreateUnbounded<Func<CancellationToken, ValueTask>>(
        new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The child said this.</summary>
    /// <param name="Message">What, typed and checked.</param>
    public sealed record Heard(object Message) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>The child says nothing more.</summary>
    /// <param name="Fault">How it broke the protocol; null when its pipe merely ended.</param>
    public sealed record Ended(Exception? Fault) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>The child wrote this to stderr.</summary>
    /// <param name="Text">One line, cut to a size.</param>
    public sealed record ErrorLine(string Text) : INoSerializationVerificationNeeded, IDeadLetterSuppression;

    /// <summary>Sends a word to the child after those before it. Nothing waits; what is said before <see cref="Open"/> is said then.</summary>
    public void Say(Func<CancellationToken, ValueTask> word) => _outbox.Writer.TryWrite(word);

    /// <summary>Begins to speak and to listen.</summary>
    /// <param name="listen">Everything the child says until its stream ends; throws where it breaks the protocol.</param>
    public void Open(Func<CancellationToken, IAsyncEnumerable<object>> listen)
    {
        _ = ListenAsync(listen);
        _ = SpeakAsync();
    }

    /// <summary>Begins to read the child's stderr.</summary>
    public void ReadErrors(Stream stderr) => _ = ReadErrorsAsync(stderr);

    /// <summary>Nothing more is said.</summary>
    public void Close() => _outbox.Writer.TryComplete();

    private async Task ListenAsync(Func<CancellationToken, IAsyncEnumerable<object>> listen)
    {
        try
        {
            await foreach (var message in listen(life))
            {
                owner.Tell(new Heard(message));
            }

            owner.Tell(new Ended(null));
        }
        catch (Exception fault)
        {
            owner.Tell(new Ended(fault is IOException or OperationCanceledException ? null : fault));
        }
    }

    /// <summary>A child that does not read is found by the budget of the step that waits for it, one that is gone by its exit.</summary>
    private async Task SpeakAsync()
    {
        try
        {
            await foreach (var word in _outbox.Reader.ReadAllAsync(life))
            {
                await word(life);
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe ends with the process.
        }
        catch (Exception fault)
        {
            owner.Tell(new Ended(fault));
        }
    }

    private async Task ReadErrorsAsync(Stream stderr)
    {
        try
        {
            var lines = 0;
            await foreach (var line in CappedLines.ReadAsync(stderr, life))
            {
                if (++lines <= MostErrorLines)
                {
                    owner.Tell(new ErrorLine(line));
                }
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The pipe ends with the process.
        }
    }
}
