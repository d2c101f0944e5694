using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Sandbox;

/// <summary>
/// The server's side of the conversation with one sandbox, over the child's stdin and stdout. Owns what may come when:
/// <code>
/// New → Starting (HelloAsync) → Ready (SandboxReady) → Running (RunAsync) ⇄ Solving (SandboxSolveRequested, SolvedAsync)
///     → Finished (SandboxFinished); Ready → Validating (RunAsync) → Finished; any → Over (SandboxFault, WireException, end of the stream)
/// </code>
/// Whatever else comes is a <see cref="WireException"/>, after which the child is to be ended. Any number of threads may send;
/// one may read. The streams are the caller's to close.
/// </summary>
public sealed class SandboxSession : IDisposable
{
    private const int MostReadyBytes = 64 << 10;
    private const int MostFaultBytes = 64 << 10;
    private const int MostFinishedBytes = 4 << 20;

    private readonly FrameChannel _channel;

    // Of its own: a program can read its process's stdin, and finds the key of the server's frames there.
    private readonly SessionKey _replyKey = SessionKey.Create();
    private readonly SandboxLimits _limits;
    private readonly OutputDecoder _output;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly Lock _gate = new();
    private Stage _stage = Stage.New;
    private (int Columns, int Rows) _asked;
    private int _solves;
    private int _pings;

    /// <summary>A conversation that has not begun.</summary>
    /// <param name="toChild">The child's stdin.</param>
    /// <param name="fromChild">The child's stdout.</param>
    /// <param name="limits">What the program may use up.</param>
    public SandboxSession(Stream toChild, Stream fromChild, SandboxLimits limits)
    {
        _limits = limits;
        _channel = new FrameChannel(fromChild, toChild, SessionKey.Create(), limits.MaxFrameBytes, _replyKey);
        _output = new OutputDecoder(limits.MaxOutputBytes);
    }

    private enum Stage
    {
        New,
        Starting,
        Ready,
        Running,
        Solving,
        Validating,
        Finished,
        Over,
    }

    /// <summary>Begins: hands over key and settings. A <see cref="SandboxReady"/> answers.</summary>
    /// <exception cref="InvalidOperationException">It has begun already.</exception>
    public ValueTask HelloAsync(SandboxInstallation installation, CancellationToken cancellation)
    {
        Move(Stage.New, Stage.Starting);
        var settings = SandboxSettings.Of(_replyKey, installation, _limits);
        return SendAsync(FrameType.Hello, JsonSerializer.SerializeToUtf8Bytes(settings, SandboxJson.Default.SandboxSettings), cancellation);
    }

    /// <summary>Runs the one program. A <see cref="SandboxFinished"/> ends it.</summary>
    /// <exception cref="InvalidOperationException">The sandbox is not ready, or ran its program.</exception>
    /// <exception cref="WireException">Program and data are longer than a frame may be.</exception>
    public ValueTask RunAsync(SandboxProgram program, CancellationToken cancellation)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(program, ProgramJson.Default.SandboxProgram);
        if (payload.Length > _limits.MaxFrameBytes)
        {
            throw new WireException($"program and data take {payload.Length} bytes, but {_limits.MaxFrameBytes} is the most");
        }

        Move(Stage.Ready, program.Mode == ProgramMode.Validate ? Stage.Validating : Stage.Running);
        return SendAsync(FrameType.Run, payload, cancellation);
    }

    /// <summary>Answers the solve that is being waited for, with the solver's log; the program gets the log, where it wants it in a file.</summary>
    /// <exception cref="InvalidOperationException">No solve is being waited for.</exception>
    /// <exception cref="ArgumentException">The solution is of another shape than the model.</exception>
    public ValueTask SolvedAsync(Solution solution, string log, CancellationToken cancellation)
    {
        var (columns, rows) = _asked;
        if ((solution.Values?.Length ?? columns) != columns
            || (solution.ReducedCosts?.Length ?? columns) != columns
            || (solution.RowDuals?.Length ?? rows) != rows)
        {
            throw new ArgumentException($"not a solution of a model with {columns} columns and {rows} rows", nameof(solution));
        }

        Move(Stage.Solving, Stage.Running);
        var encoded = SolutionCodec.Encode(solution);
        var writer = new WireWriter(encoded.Length + log.Length + 16);
        writer.Text(log);
        writer.Bytes(encoded.Span);
        return SendAsync(FrameType.Solved, writer.Written, cancellation);
    }

    /// <summary>Says that the solve being waited for can not be answered; the program sees a PulpSolverError with this text.</summary>
    /// <exception cref="InvalidOperationException">No solve is being waited for.</exception>
    public ValueTask SolveFailedAsync(string text, CancellationToken cancellation)
    {
        Move(Stage.Solving, Stage.Running);
        return SendAsync(FrameType.SolveFailed, Encoding.UTF8.GetBytes(text), cancellation);
    }

    /// <summary>
    /// Raises KeyboardInterrupt in the program, at its next Python instruction: not inside a loop in C, and not before a solve
    /// that it waits for is answered. Does nothing once the program has ended.
    /// </summary>
    /// <exception cref="InvalidOperationException">No program was started.</exception>
    public ValueTask InterruptAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            switch (_stage)
            {
                case Stage.Finished or Stage.Over:
                    return ValueTask.CompletedTask;
                case not (Stage.Running or Stage.Solving or Stage.Validating):
                    throw new InvalidOperationException($"nothing to interrupt while {_stage}");
                default:
                    break;
            }
        }

        return SendAsync(FrameType.Interrupt, default, cancellation);
    }

    /// <summary>Asks whether the child is there; a <see cref="SandboxPong"/> answers.</summary>
    public ValueTask PingAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _pings);
        return SendAsync(FrameType.Ping, default, cancellation);
    }

    /// <summary>The child ends itself (exit code 3) after so long, whatever it does then. A later deadline replaces an earlier one.</summary>
    public ValueTask ArmAsync(TimeSpan deadline, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(deadline, TimeSpan.Zero);
        var writer = new WireWriter(sizeof(double));
        writer.Double(deadline.TotalSeconds);
        return SendAsync(FrameType.Arm, writer.Written, cancellation);
    }

    /// <summary>Tells the child to leave.</summary>
    public ValueTask ExitAsync(CancellationToken cancellation) => SendAsync(FrameType.Exit, default, cancellation);

    /// <summary>
    /// What the sandbox says, until it closes its stdout or says <see cref="SandboxFault"/>. To be read once, from the start on.
    /// </summary>
    /// <exception cref="WireException">It said what it must not; end the child.</exception>
    public async IAsyncEnumerable<SandboxMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await NextAsync(cancellation) is { } message)
        {
            yield return message;
            if (message is SandboxFault)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _sending.Dispose();

    private async ValueTask<SandboxMessage?> NextAsync(CancellationToken cancellation)
    {
        try
        {
            if (await _channel.ReadAsync(cancellation) is { } frame)
            {
                return Understand(frame);
            }
        }
        catch (WireException)
        {
            End();
            throw;
        }

        End();
        return null;
    }

    private SandboxMessage Understand(Frame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Ready:
                var ready = SandboxJson.Read(frame.Payload, MostReadyBytes, SandboxJson.Default.SandboxReady);
                Move(frame.Type, Stage.Starting, Stage.Ready);
                return ready;
            case FrameType.Pong:
                return Interlocked.Decrement(ref _pings) >= 0 ? new SandboxPong() : throw new WireException("a pong without a ping");
            case FrameType.Output:
                Move(frame.Type, Stage.Running, Stage.Running);
                return _output.Decode(frame.Payload.Span);
            case FrameType.Solve:
                return SolveRequested(frame);
            case FrameType.Finished:
                var finished = SandboxJson.Read(frame.Payload, MostFinishedBytes, SandboxJson.Default.SandboxFinished);
                finished = Checked(finished) with { Solves = _solves };
                Finish(frame.Type, finished);
                return finished;
            case FrameType.Fault:
                End();
                return new SandboxFault(Encoding.UTF8.GetString(frame.Payload.Span[..Math.Min(frame.Payload.Length, MostFaultBytes)]));
            default:
                throw new WireException($"a sandbox does not send frames of type {(byte)frame.Type:X2}");
        }
    }

    private static SandboxFinished Checked(SandboxFinished raw)
    {
        // The generated reader sets what is absent to null, and looks neither at enum numbers nor at nulls within lists.
        var finished = raw with { Warnings = raw.Warnings ?? [], Problems = raw.Problems ?? [], Findings = raw.Findings ?? [], Files = raw.Files ?? [] };
        var sound = Enum.IsDefined(finished.Outcome)
            && finished.Warnings.All(warning => warning is not null)
            && finished.Problems.All(problem => problem is not null)
            && finished.Files.All(file => file?.Name is not null && file.SizeBytes >= 0)
            && finished.Findings.All(finding => finding is not null && Enum.IsDefined(finding.Severity));
        return sound ? finished : throw new WireException("an outcome with nothing where something belongs");
    }

    private SandboxSolveRequested SolveRequested(Frame frame)
    {
        if (++_solves > _limits.MaxSolves)
        {
            throw new WireException($"more than {_limits.MaxSolves} solves");
        }

        var (call, sets) = SolveCallCodec.DecodeStated(frame.Payload.Span);
        _asked = (call.Model.ColumnCount, call.Model.RowCount);
        Move(frame.Type, Stage.Running, Stage.Solving);
        return new SandboxSolveRequested(call, sets);
    }

    // A program that is only looked at solves nothing and states nothing: it has no other end than these.
    private void Finish(FrameType frame, SandboxFinished finished)
    {
        lock (_gate)
        {
            var fits = _stage switch
            {
                Stage.Running => finished.Outcome != ProgramOutcome.Validated && finished.Findings.Count == 0,
                Stage.Validating => finished.Outcome is ProgramOutcome.Validated or ProgramOutcome.Interrupted or ProgramOutcome.Exception,
                _ => false,
            };
            _stage = fits ? Stage.Finished : throw new WireException($"{frame} ({finished.Outcome}) is not expected while {_stage}");
        }
    }

    // The child's step: out of order it is the child's fault.
    private void Move(FrameType frame, Stage from, Stage to)
    {
        lock (_gate)
        {
            _stage = _stage == from ? to : throw new WireException($"{frame} is not expected while {_stage}");
        }
    }

    // The server's step: out of order it is a mistake of ours.
    private void Move(Stage from, Stage to)
    {
        lock (_gate)
        {
            _stage = _stage == from ? to : throw new InvalidOperationException($"the sandbox is {_stage}, not {from}");
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _stage = Stage.Over;
        }
    }

    private async ValueTask SendAsync(FrameType type, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await _channel.WriteAsync(new Frame(type, payload), cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }
}
