using System.Globalization;
using System.Text;
using MipActors.Core.Model;
using static MipActors.Reports.Html.BoundsGeometry;

namespace MipActors.Reports.Html;

/// <summary>Incumbent and dual bound over time, as SVG.</summary>
internal static class BoundsChart
{
    /// <summary>The chart, or null where there is nothing to draw.</summary>
    public static string? Of(IReadOnlyList<SolveProgress> looks)
    {
        if (BoundsGeometry.Of(looks) is not { } at)
        {
            return null;
        }

        var svg = new StringBuilder($"<svg class=\"bounds\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"incumbent and bound over time\">");
        foreach (var value in at.Values)
        {
            svg.Append(string.Create(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Margin}\" y1=\"{at.Y(value):0.#}\" y2=\"{at.Y(value):0.#}\"/><text x=\"{Left - 6}\" y=\"{at.Y(value) + 4:0.#}\" text-anchor=\"end\">{value:G6}</text>"));
        }

        foreach (var seconds in at.Seconds)
        {
            svg.Append(string.Create(CultureInfo.InvariantCulture, $"<text x=\"{at.X(seconds):0.#}\" y=\"{Height - 8}\" text-anchor=\"middle\">{seconds:0.###}</text>"));
        }

        return svg.Append(Line("bound", at.Bound)).Append(Line("incumbent", at.Incumbent)).Append("</svg>").ToString();
    }

    private static string Line(string name, IReadOnlyList<(double X, double Y)> corners) => corners.Count == 0
        ? ""
        : $"<path class=\"{name}\" d=\"M{string.Join(" L", corners.Select(corner => string.Create(CultureInfo.InvariantCulture, $"{corner.X:0.#} {corner.Y:0.#}")))}\"/>";
}
