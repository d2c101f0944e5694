using MipActors.Core.Wire;

namespace MipActors.SolverWorker.Conversation;

/// <summary>The way out: one frame at a time, whichever thread sends it. A pipe that nobody reads any more ends the process.</summary>
internal sealed class Outbox(FrameChannel channel)
{
    private readonly Lock _lock = new();

    /// <summary>Sends a frame; blocks while the pipe is full.</summary>
    public void Send(FrameType type, ReadOnlyMemory<byte> payload)
    {
        lock (_lock)
        {
            try
            {
                // Complete when it returns: the stream is a BlockingStream.
                channel.WriteAsync(new Frame(type, payload), CancellationToken.None).AsTask().GetAwaiter().GetResult();
            }
            catch (IOException)
            {
                Kernel.Leave(0);
            }
        }
    }

    /// <summary>Sends a text.</summary>
    public void Send(FrameType type, params ReadOnlySpan<string> texts)
    {
        var writer = new WireWriter();
        foreach (var text in texts)
        {
            writer.Text(text);
        }

        Send(type, writer.Written);
    }
}
