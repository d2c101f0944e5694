using System.Diagnostics;
using MipActors.Core.Model;
using MipActors.SolverWorker.Backends;

namespace MipActors.SolverWorker.Verdicts;

/// <summary>Keeps how incumbent and bound went, whether or not anybody listens; passes everything on.</summary>
internal sealed class Timeline(ISolveObserver inner, SolveClock clock) : ISolveObserver
{
    private const int MostLooks = 500;

    private readonly Lock _lock = new();
    private readonly List<SolveProgress> _looks = [];
    private TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    private long _last;

    public bool WantsLog => inner.WantsLog;

    public bool WantsProgress(bool hasIncumbent) => IsDue || inner.WantsProgress(hasIncumbent);

    private bool IsDue => _last == 0 || Stopwatch.GetElapsedTime(_last) >= _pause;

    public void Progress(double? incumbent, double? dualBound, long nodes, long iterations)
    {
        lock (_lock)
        {
            if (IsDue || (incumbent is not null && _looks[^1].Incumbent is null))
            {
                _last = Stopwatch.GetTimestamp();
                _looks.Add(new SolveProgress(clock.ElapsedSeconds, incumbent, dualBound, nodes, iterations));
                Thin();
            }
        }

        if (inner.WantsProgress(incumbent is not null))
        {
            inner.Progress(incumbent, dualBound, nodes, iterations);
        }
    }

    public void Log(ReadOnlySpan<byte> utf8) => inner.Log(utf8);

    /// <summary>The answer with its timeline, which ends with the answer itself.</summary>
    public Solution Close(Solution answer)
    {
        lock (_lock)
        {
            _looks.Add(new SolveProgress(answer.SolveSeconds, answer.Objective, answer.DualBound, answer.Nodes, answer.Iterations));
            return answer with { Timeline = [.. _looks], PrimalIntegral = answer.Objective is { } final ? Integral(final) : null };
        }
    }

    // Twice as sparse from then on.
    private void Thin()
    {
        if (_looks.Count >= MostLooks)
        {
            _pause *= 2;
            for (var i = _looks.Count - 2; i > 0; i -= 2)
            {
                _looks.RemoveAt(i);
            }
        }
    }

    private double Integral(double final)
    {
        double sum = 0, since = 0, gap = 1;
        foreach (var look in _looks)
        {
            sum += gap * Math.Max(0, look.ElapsedSeconds - since);
            (since, gap) = (look.ElapsedSeconds, look.Incumbent is { } incumbent ? Gap(incumbent, final) : gap);
        }

        return sum;
    }

    // The primal gap of Berthold 2013.
    private static double Gap(double incumbent, double final) =>
        incumbent == final ? 0 : incumbent * final < 0 ? 1 : Math.Min(1, Math.Abs(incumbent - final) / Math.Max(Math.Abs(incumbent), Math.Abs(final)));
}
