using MipActors.Core.Model;

namespace MipActors.Reports.Html;

/// <summary>Where incumbent and dual bound over time lie in a picture, for whatever draws it; in pixels from the upper left.</summary>
internal sealed class BoundsGeometry
{
    public const int Width = 640;
    public const int Height = 260;
    public const int Left = 90;
    public const int Bottom = 30;
    public const int Margin = 12;

    private readonly double _least;
    private readonly double _most;
    private readonly double _end;

    private BoundsGeometry(IReadOnlyList<SolveProgress> looks, IReadOnlyList<double> values)
    {
        (_least, _most, _end) = (values.Min(), values.Max(), Math.Max(looks[^1].ElapsedSeconds, 1e-9));
        Values = _most > _least ? [_most, (_most + _least) / 2, _least] : [_most];
        Seconds = [0, _end / 2, _end];
        Bound = Steps(looks, look => look.DualBound);
        Incumbent = Steps(looks, look => look.Incumbent);
    }

    /// <summary>The objective values that have a line of the grid.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The times that are written below.</summary>
    public IReadOnlyList<double> Seconds { get; }

    /// <summary>The corners of the dual bound's step line; empty where it never was known.</summary>
    public IReadOnlyList<(double X, double Y)> Bound { get; }

    /// <summary>The corners of the incumbent's step line, likewise.</summary>
    public IReadOnlyList<(double X, double Y)> Incumbent { get; }

    /// <summary>The geometry, or null where there is nothing to draw.</summary>
    public static BoundsGeometry? Of(IReadOnlyList<SolveProgress> looks)
    {
        var values = looks.SelectMany(look => new[] { look.Incumbent, look.DualBound }).OfType<double>().Where(double.IsFinite).ToList();
        return looks.Count < 2 || values.Count == 0 ? null : new BoundsGeometry(looks, values);
    }

    /// <summary>Where a time lies.</summary>
    public double X(double seconds) => Left + (Width - Left - Margin) * seconds / _end;

    /// <summary>Where a value of the objective lies.</summary>
    public double Y(double value) => Margin + (Height - Bottom - Margin) * (_most > _least ? (_most - value) / (_most - _least) : 0.5);

    /// <summary>A value holds until the next is known.</summary>
    private List<(double X, double Y)> Steps(IReadOnlyList<SolveProgress> looks, Func<SolveProgress, double?> of)
    {
        var corners = new List<(double X, double Y)>();
        foreach (var look in looks)
        {
            if (of(look) is { } value && double.IsFinite(value))
            {
                if (corners.Count > 0)
                {
                    corners.Add((X(look.ElapsedSeconds), corners[^1].Y));
                }

                corners.Add((X(look.ElapsedSeconds), Y(value)));
            }
        }

        return corners;
    }
}
