using System.Diagnostics;
using System.Text;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.SolverWorker.Backends;

namespace MipActors.SolverWorker.Conversation;

/// <summary>
/// What the server hears of a running solve: at most four looks a second, the first incumbent at once, nothing of a solve that is over in no
/// time; the log, when wanted, in batches and up to a cap. Solvers may call from several threads.
/// </summary>
internal sealed class SolveFeed(Outbox outbox, SolveClock clock, bool wantsLog) : ISolveObserver
{
    private const int MostLogBytes = 1 << 20;
    private const int LogBatchBytes = 8 << 10;

    // To a program of a hundred small solves each look would cost more than its news are worth.
    private const double QuietSeconds = 0.02;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly List<byte> _batch = [];
    private long _lastLook;
    private long _lastLog;
    private int _logBytes;
    private bool _hadIncumbent;

    public bool WantsLog => wantsLog;

    public bool WantsProgress(bool hasIncumbent) => clock.ElapsedSeconds >= QuietSeconds && ((hasIncumbent && !_hadIncumbent) || IsDue(_lastLook));

    public void Progress(double? incumbent, double? dualBound, long nodes, long iterations)
    {
        lock (_lock)
        {
            if (!WantsProgress(incumbent is not null))
            {
                return;
            }

            _hadIncumbent |= incumbent is not null;
            _lastLook = Stopwatch.GetTimestamp();
            outbox.Send(
                FrameType.Progress,
                SolutionCodec.Encode(new SolveProgress(clock.ElapsedSeconds, incumbent, dualBound, nodes, iterations)));
        }
    }

    public void Log(ReadOnlySpan<byte> utf8)
    {
        lock (_lock)
        {
            if (_logBytes > MostLogBytes)
            {
                return;
            }

            _logBytes += utf8.Length;
            if (_logBytes > MostLogBytes)
            {
                _batch.AddRange(Encoding.UTF8.GetBytes($"\n[the log is cut here: {MostLogBytes} bytes are the most]\n"));
            }
            else
            {
                _batch.AddRange(utf8);
            }

            if (_batch.Count >= LogBatchBytes || IsDue(_lastLog))
            {
                Flush();
            }
        }
    }

    /// <summary>Sends what is left of the log; to be called before the answer.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            if (_batch.Count > 0)
            {
                outbox.Send(FrameType.Log, _batch.ToArray());
                _batch.Clear();
                _lastLog = Stopwatch.GetTimestamp();
            }
        }
    }

    private static bool IsDue(long last) => last == 0 || Stopwatch.GetElapsedTime(last) >= Pause;
}
