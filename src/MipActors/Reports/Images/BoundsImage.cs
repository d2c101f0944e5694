using System.Globalization;
using MipActors.Core.Model;
using MipActors.Reports.Html;
using static MipActors.Reports.Html.BoundsGeometry;

namespace MipActors.Reports.Images;

/// <summary>
/// Incumbent and dual bound over time, as PNG: what the clients of a model that looks at pictures take, which SVG is not. Drawn here, for two step lines and a
/// few numbers: the plotting libraries bring native code and need the machine's fonts, and without fonts leave the numbers out.
/// </summary>
internal static class BoundsImage
{
    public static readonly (byte R, byte G, byte B) Incumbent = (0x1b, 0x6c, 0xa8);
    public static readonly (byte R, byte G, byte B) Bound = (0xc0, 0x5a, 0x1e);

    private static readonly (byte R, byte G, byte B) White = (0xff, 0xff, 0xff);
    private static readonly (byte R, byte G, byte B) Grid = (0xdd, 0xdd, 0xdd);
    private static readonly (byte R, byte G, byte B) Ink = (0x33, 0x33, 0x33);

    /// <summary>The picture, or null where there is nothing to draw.</summary>
    public static byte[]? Of(IReadOnlyList<SolveProgress> looks)
    {
        if (BoundsGeometry.Of(looks) is not { } at)
        {
            return null;
        }

        var image = new byte[Width * Height * 3];
        Fill(image, 0, 0, Width, Height, White);
        foreach (var value in at.Values)
        {
            Fill(image, Left, (int)at.Y(value), Width - Left - Margin, 1, Grid);
            var text = value.ToString("G6", CultureInfo.InvariantCulture);
            Write(image, Left - 6 - SmallFont.WidthOf(text), (int)at.Y(value) - SmallFont.Height / 2, text, Ink);
        }

        foreach (var seconds in at.Seconds)
        {
            var text = seconds.ToString("0.###", CultureInfo.InvariantCulture) + "s";
            Write(image, Math.Min((int)at.X(seconds) - SmallFont.WidthOf(text) / 2, Width - SmallFont.WidthOf(text)), Height - 16, text, Ink);
        }

        Write(image, 4, Height - 16, "bound", Bound);
        Write(image, 4, Height - 28, "incumbent", Incumbent);
        Draw(image, at.Bound, Bound);
        Draw(image, at.Incumbent, Incumbent);
        return PngFile.Of(Width, image);
    }

    /// <summary>Lines that run along the axes alone, two pixels wide.</summary>
    private static void Draw(byte[] image, IReadOnlyList<(double X, double Y)> corners, (byte R, byte G, byte B) colour)
    {
        foreach (var (from, to) in corners.Zip(corners.Skip(1)))
        {
            var (left, top) = ((int)Math.Min(from.X, to.X), (int)Math.Min(from.Y, to.Y));
            Fill(image, left, top, (int)Math.Max(from.X, to.X) - left + 2, (int)Math.Max(from.Y, to.Y) - top + 2, colour);
        }
    }

    private static void Write(byte[] image, int x, int y, string text, (byte R, byte G, byte B) colour)
    {
        foreach (var (column, row) in SmallFont.DotsOf(text))
        {
            Fill(image, x + column, y + row, 1, 1, colour);
        }
    }

    private static void Fill(byte[] image, int x, int y, int width, int height, (byte R, byte G, byte B) colour)
    {
        for (var row = Math.Max(y, 0); row < Math.Min(y + height, Height); row++)
        {
            for (var column = Math.Max(x, 0); column < Math.Min(x + width, Width); column++)
            {
                var at = (row * Width + column) * 3;
                (image[at], image[at + 1], image[at + 2]) = colour;
            }
        }
    }
}
