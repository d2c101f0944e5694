using MipActors.Core.Wire;

namespace MipActors.SolverWorker.Conversation;

/// <summary>
/// The thread that reads stdin, which nothing a solver does can block. It ends the process at the end of stdin, at Exit and at the armed
/// deadline, and when the other side breaks the protocol.
/// </summary>
internal sealed class Guardian(FrameChannel channel, Desk desk, Outbox outbox)
{
    private const int ViolationExitCode = 3;
    private const double LastWordsSeconds = 0.3;

    private readonly HardDeadline _deadline = new();

    /// <summary>Starts the threads.</summary>
    public void Start()
    {
        _deadline.Start();
        new Thread(Watch) { IsBackground = true, Name = "guardian" }.Start();
    }

    /// <summary>Says why, in so far as somebody listens, and ends the process.</summary>
    public void Fail(string text)
    {
        // The pipe may be full and its reader gone: the last words must not keep the process alive.
        _deadline.Arm(LastWordsSeconds);
        Console.Error.WriteLine($"mipactors worker: {text}");
        outbox.Send(FrameType.Fault, text);
        Kernel.Leave(ViolationExitCode);
    }

    private void Watch()
    {
        try
        {
            var first = Next();
            if (first.Type != FrameType.Hello)
            {
                throw new WireException($"{first.Type} came before Hello");
            }

            Give(first);
            while (true)
            {
                Obey(Next());
            }
        }
        catch (WireException fault)
        {
            Fail(fault.Message);
        }
        catch (Exception fault)
        {
            Fail($"the guardian failed: {fault}");
        }
    }

    private Frame Next()
    {
        // Complete when it returns: the stream is a BlockingStream.
        var frame = channel.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (frame is null)
        {
            Kernel.Leave(0);
        }

        return frame!.Value;
    }

    private void Obey(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Exit:
                Kernel.Leave(0);
                break;
            case FrameType.Arm:
                Arm(frame.Payload.Span);
                break;
            case FrameType.Ping:
                outbox.Send(FrameType.Pong, ReadOnlyMemory<byte>.Empty);
                break;
            case FrameType.Cancel:
                desk.Cancel();
                break;
            case FrameType.SolveModel or FrameType.Describe:
                Give(frame);
                break;
            default:
                throw new WireException($"{frame.Type} is nothing that a solver worker is asked here");
        }
    }

    private void Give(Frame frame)
    {
        var errand = new Errand(frame);
        if (!desk.TryGive(errand))
        {
            errand.Dispose();
            throw new WireException($"{frame.Type} came before the last question was answered");
        }
    }

    private void Arm(ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(payload);
        var seconds = reader.Double();
        reader.End();
        if (!(seconds >= 0))
        {
            throw new WireException($"a deadline in {seconds} seconds");
        }

        _deadline.Arm(seconds);
    }
}
