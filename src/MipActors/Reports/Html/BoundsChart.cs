using System.Globalization;
using System.Text;
using MipActors.Core.Model;

namespace MipActors.Reports.Html;

/// <summary>Incumbent and dual bound over time, as SVG.</summary>
internal static class BoundsChart
{
    private const int Width = 640;
    private const int Height = 260;
    private const int Left = 90;
    private const int Bottom = 30;
    private const int Margin = 12;

    /// <summary>The chart, or null where there is nothing to draw.</summary>
    public static string? Of(IReadOnlyList<SolveProgress> looks)
    {
        var values = looks.SelectMany(look => new[] { look.Incumbent, look.DualBound }).OfType<double>().Where(double.IsFinite).ToList();
        if (looks.Count < 2 || values.Count == 0)
        {
            return null;
        }

        var (least, most) = (values.Min(), values.Max());
        var end = Math.Max(looks[^1].ElapsedSeconds, 1e-9);
        double X(double seconds) => Left + (Width - Left - Margin) * seconds / end;
        double Y(double value) => Margin + (Height - Bottom - Margin) * (most > least ? (most - value) / (most - least) : 0.5);

        var svg = new StringBuilder($"<svg class=\"bounds\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"incumbent and bound over time\">");
        foreach (var value in most > least ? (double[])[most, (most + least) / 2, least] : [most])
        {
            svg.Append(string.Create(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Margin}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/><text x=\"{Left - 6}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value:G6}</text>"));
        }

        foreach (var seconds in (double[])[0, end / 2, end])
        {
            svg.Append(string.Create(CultureInfo.InvariantCulture, $"<text x=\"{X(seconds):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{seconds:0.###}</text>"));
        }

        svg.Append(Line("bound", looks, look => look.DualBound, X, Y)).Append(Line("incumbent", looks, look => look.Incumbent, X, Y));
        return svg.Append("</svg>").ToString();
    }

    /// <summary>A step line: a value holds until the next is known.</summary>
    private static string Line(string name, IReadOnlyList<SolveProgress> looks, Func<SolveProgress, double?> of, Func<double, double> x, Func<double, double> y)
    {
        var path = new StringBuilder();
        double? held = null;
        foreach (var look in looks)
        {
            if (of(look) is not { } value || !double.IsFinite(value))
            {
                continue;
            }

            path.Append(held is { } before
                ? string.Create(CultureInfo.InvariantCulture, $" L{x(look.ElapsedSeconds):0.#} {y(before):0.#} L{x(look.ElapsedSeconds):0.#} {y(value):0.#}")
                : string.Create(CultureInfo.InvariantCulture, $"M{x(look.ElapsedSeconds):0.#} {y(value):0.#}"));
            held = value;
        }

        return path.Length == 0 ? "" : $"<path class=\"{name}\" d=\"{path}\"/>";
    }
}
