using System.Runtime.CompilerServices;
using System.Text;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Solving;

/// <summary>
/// The server's side of the conversation with one solver worker, over its two pipes (docs/protocol.md).
/// <code>
/// New → (HelloAsync) → Greeted → (Ready) → Idle
/// Idle → (SolveAsync) → Solving → (Solved | Refused) → Idle
/// Idle → (DescribeAsync) → Describing → (Described) → Idle
/// any → (Fault | end of stream | broken protocol) → Over
/// </code>
/// One reader and any number of writers at a time. Owns no process and no stream.
/// </summary>
public sealed class WorkerSession : IDisposable
{
    private const int MostProgress = 1_000_000;
    private const int MostTextBytes = 1 << 16;
    private const int MostLogBytes = 2 << 20;

    private readonly FrameChannel _channel;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private int _pings;
    private State _state = State.New;
    private (int Columns, int Rows) _shape;
    private int _progress;
    private long _logBytes;

    /// <summary>A session that begins now, with a key of its own.</summary>
    /// <param name="toChild">The worker's stdin.</param>
    /// <param name="fromChild">The worker's stdout.</param>
    public WorkerSession(Stream toChild, Stream fromChild) =>
        _channel = new FrameChannel(fromChild, toChild, SessionKey.Create());

    private enum State
    {
        New,
        Greeted,
        Idle,
        Solving,
        Describing,
        Over,
    }

    /// <summary>True while a call or a question is not answered.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_lock)
            {
                return _state is State.Solving or State.Describing;
            }
        }
    }

    /// <summary>Opens the conversation; answered by <see cref="WorkerMessage.Ready"/>.</summary>
    /// <exception cref="InvalidOperationException">It was opened before.</exception>
    /// <exception cref="IOException">The worker is gone.</exception>
    public async Task HelloAsync(CancellationToken cancellation)
    {
        Move(State.New, State.Greeted);
        await WriteAsync(FrameType.Hello, "{}"u8.ToArray(), cancellation);
    }

    /// <summary>
    /// Sends a call; answered by <see cref="WorkerMessage.Solved"/> or <see cref="WorkerMessage.Refused"/>, with
    /// <see cref="WorkerMessage.Progress"/> and <see cref="WorkerMessage.Log"/> before.
    /// </summary>
    /// <exception cref="InvalidOperationException">The worker is not ready, or the last call is not answered yet.</exception>
    /// <exception cref="WireException">The model is too large for a frame.</exception>
    /// <exception cref="IOException">The worker is gone.</exception>
    public async Task SolveAsync(SolveCall call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var payload = SolveCallCodec.Encode(call);
        if (payload.Length > Frame.HardCapBytes)
        {
            throw new WireException($"a model of {payload.Length} bytes can not be sent: {Frame.HardCapBytes} is the most");
        }

        Move(State.Idle, State.Solving);
        (_shape, _progress, _logBytes) = ((call.Model.ColumnCount, call.Model.RowCount), 0, 0);
        await WriteAsync(FrameType.SolveModel, payload, cancellation);
    }

    /// <summary>Asks for the solvers; answered by <see cref="WorkerMessage.Described"/>.</summary>
    /// <exception cref="InvalidOperationException">The worker is not ready, or the last call is not answered yet.</exception>
    /// <exception cref="IOException">The worker is gone.</exception>
    public async Task DescribeAsync(CancellationToken cancellation)
    {
        Move(State.Idle, State.Describing);
        await WriteAsync(FrameType.Describe, default, cancellation);
    }

    /// <summary>Asks the running solve to end with what it has; nothing happens when none is running.</summary>
    /// <exception cref="IOException">The worker is gone.</exception>
    public Task CancelAsync(CancellationToken cancellation) => WriteAsync(FrameType.Cancel, default, cancellation);

    /// <summary>Asks whether the worker is there; answered by <see cref="WorkerMessage.Pong"/>.</summary>
    /// <exception cref="IOException">The worker is gone.</exception>
    public Task PingAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _pings);
        return WriteAsync(FrameType.Ping, default, cancellation);
    }

    /// <summary>Sets the time from now after which the worker ends itself, whatever it does then; replaces an earlier one.</summary>
    /// <exception cref="IOException">The worker is gone.</exception>
    public Task ArmAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        var writer = new WireWriter(8);
        writer.Double(Math.Max(0, deadline.TotalSeconds));
        return WriteAsync(FrameType.Arm, writer.Written, cancellation);
    }

    /// <summary>Asks the worker to leave, which it does at once.</summary>
    /// <exception cref="IOException">The worker is gone.</exception>
    public Task ExitAsync(CancellationToken cancellation) => WriteAsync(FrameType.Exit, default, cancellation);

    /// <summary>
    /// What the worker says, in its order, until its stream ends. The stream's end is the end of the worker, whether expected or not.
    /// </summary>
    /// <exception cref="WireException">The worker broke the protocol; it is not to be trusted any further.</exception>
    public async IAsyncEnumerable<WorkerMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await NextAsync(cancellation) is { } message)
        {
            yield return message;
        }
    }

    /// <summary>Frees what the session itself holds; the streams are their owner's.</summary>
    public void Dispose() => _writing.Dispose();

    private async ValueTask<WorkerMessage?> NextAsync(CancellationToken cancellation)
    {
        try
        {
            var frame = await _channel.ReadAsync(cancellation);
            if (frame is null)
            {
                Enter(State.Over);
            }

            return frame is { } got ? Take(got) : null;
        }
        catch (WireException)
        {
            Enter(State.Over);
            throw;
        }
    }

    private WorkerMessage Take(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Ready:
                Expect(frame, State.Greeted, State.Idle);
                return new WorkerMessage.Ready(WorkerJson.DecodeVersions(frame.Payload.Span));
            case FrameType.Pong:
                return Interlocked.Decrement(ref _pings) >= 0 ? new WorkerMessage.Pong() : throw new WireException("a pong without a ping");
            case FrameType.Description:
                Expect(frame, State.Describing, State.Idle);
                return new WorkerMessage.Described(WorkerJson.DecodeDescriptions(frame.Payload.Span));
            case FrameType.Solution:
                // Decoded before the state changes: the shape belongs to the call.
                var solution = SolutionCodec.Decode(frame.Payload.Span, _shape.Columns, _shape.Rows);
                Expect(frame, State.Solving, State.Idle);
                return new WorkerMessage.Solved(solution);
            case FrameType.Refused:
                Expect(frame, State.Solving, State.Idle);
                var reader = new WireReader(frame.Payload.Span);
                var refused = new WorkerMessage.Refused(reader.Text(MostTextBytes), reader.Text(MostTextBytes));
                reader.End();
                return refused;
            case FrameType.Progress:
                Expect(frame, State.Solving, State.Solving);
                return ++_progress <= MostProgress
                    ? new WorkerMessage.Progress(SolutionCodec.DecodeProgress(frame.Payload.Span))
                    : throw new WireException($"more than {MostProgress} looks at one solve");
            case FrameType.Log:
                Expect(frame, State.Solving, State.Solving);
                return (_logBytes += frame.Payload.Length) <= MostLogBytes
                    ? new WorkerMessage.Log(Encoding.UTF8.GetString(frame.Payload.Span))
                    : throw new WireException($"a log of more than {MostLogBytes} bytes");
            case FrameType.Fault:
                Enter(State.Over);
                var fault = new WireReader(frame.Payload.Span);
                return new WorkerMessage.Fault(fault.Text(MostTextBytes));
            default:
                throw new WireException($"{frame.Type} is nothing that a solver worker says");
        }
    }

    private void Expect(Frame frame, State from, State to)
    {
        lock (_lock)
        {
            if (_state != from)
            {
                throw new WireException($"{frame.Type} came from a worker that is {_state}");
            }

            _state = to;
        }
    }

    private void Move(State from, State to)
    {
        lock (_lock)
        {
            if (_state != from)
            {
                throw new InvalidOperationException($"the worker is {_state}, not {from}");
            }

            _state = to;
        }
    }

    private void Enter(State state)
    {
        lock (_lock)
        {
            _state = state;
        }
    }

    private async Task WriteAsync(FrameType type, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            await _channel.WriteAsync(new Frame(type, payload), cancellation);
        }
        catch
        {
            // Part of a frame may be in the pipe: nothing that follows would be understood.
            Enter(State.Over);
            throw;
        }
        finally
        {
            _writing.Release();
        }
    }
}
