using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MipActors.SolverWorker.Backends;

/// <summary>
/// What CBC prints, as its log and as progress: its message callback stays silent during branch and bound (the search works on a copy of
/// the model, with a message handler of its own). Values are in the model's sense. Says nothing once the answer is given.
/// </summary>
internal sealed partial class CbcLog(ISolveObserver observer, double offset) : ISolveObserver
{
    private readonly StringBuilder _line = new();

    /// <summary>Set when the answer is given: CBC may go on.</summary>
    public bool IsOver { get; set; }

    /// <summary>Objective of the best solution that was printed, or null.</summary>
    public double? Incumbent { get; private set; }

    /// <summary>Best bound that was printed, or null.</summary>
    public double? Bound { get; private set; }

    public bool WantsLog => true;

    public bool WantsProgress(bool hasIncumbent) => false;

    public void Progress(double? incumbent, double? dualBound, long nodes, long iterations)
    {
    }

    public void Log(ReadOnlySpan<byte> utf8)
    {
        if (IsOver)
        {
            return;
        }

        if (observer.WantsLog)
        {
            observer.Log(utf8);
        }

        foreach (var c in Encoding.ASCII.GetString(utf8))
        {
            if (c != '\n')
            {
                _line.Append(c);
                continue;
            }

            Take(_line.ToString());
            _line.Clear();
        }
    }

    private void Take(string line)
    {
        if (AfterNodes().Match(line) is { Success: true } after)
        {
            Incumbent = Number(after.Groups["best"].Value) ?? Incumbent;
            Bound = Number(after.Groups["bound"].Value) ?? Bound;
            Tell(long.Parse(after.Groups["nodes"].Value, CultureInfo.InvariantCulture));
        }
        else if (Found().Match(line) is { Success: true } found)
        {
            Incumbent = Number(found.Groups["best"].Value) ?? Incumbent;
            Tell(0);
        }
    }

    private void Tell(long nodes)
    {
        if (observer.WantsProgress(Incumbent is not null))
        {
            observer.Progress(Incumbent, Bound, nodes, 0);
        }
    }

    // CBC writes 1e+50 where it has none.
    private double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) < 1e49 ? Numbers.Finite(value + offset) : null;

    [GeneratedRegex(@"^Cbc0010I After (?<nodes>\d{1,18}) nodes, \d+ on tree, (?<best>\S+) best solution, best possible (?<bound>\S+) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AfterNodes();

    [GeneratedRegex(@"^Cbc00(04|12|16)I Integer solution of (?<best>\S+) found", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Found();
}
