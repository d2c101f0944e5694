using BigGustave;
using MipActors.Core.Model;
using MipActors.Reports.Html;
using MipActors.Reports.Images;

namespace MipActors.Scenarios.Decisions;

/// <summary>The chart of the bounds as PNG, decoded.</summary>
public sealed class BoundsImageSpec
{
    private static readonly IReadOnlyList<SolveProgress> Looks =
    [
        new(0, null, 10, 0, 0),
        new(5, 30, 10, 1, 1),
        new(10, 20, 20, 2, 2),
    ];

    [Fact]
    public void Both_lines_lie_where_the_numbers_say()
    {
        var image = Png.Open(BoundsImage.Of(Looks)!);
        Assert.Equal((BoundsGeometry.Width, BoundsGeometry.Height), (image.Width, image.Height));
        var at = BoundsGeometry.Of(Looks)!;
        // The bound holds at 10 until the end; the incumbent comes at 5 s with 30.
        Assert.Equal(BoundsImage.Bound, ColourAt(image, at.X(2), at.Y(10)));
        Assert.Equal(BoundsImage.Bound, ColourAt(image, at.X(9), at.Y(10)));
        Assert.Equal(BoundsImage.Incumbent, ColourAt(image, at.X(7), at.Y(30)));
        Assert.Equal(BoundsImage.Incumbent, ColourAt(image, at.X(10), at.Y(25)));
        Assert.NotEqual(BoundsImage.Incumbent, ColourAt(image, at.X(3), at.Y(30)));
    }

    [Fact]
    public void Numbers_are_written_beside_it()
    {
        var image = Png.Open(BoundsImage.Of(Looks)!);
        var ink = Enumerable.Range(0, BoundsGeometry.Left - 2).Sum(x => Enumerable.Range(0, BoundsGeometry.Height - BoundsGeometry.Bottom).Count(y => image.GetPixel(x, y) is { R: 0x33, G: 0x33, B: 0x33 }));
        Assert.InRange(ink, 30, 400);
    }

    [Fact]
    public void Without_two_looks_or_a_number_there_is_none()
    {
        Assert.Null(BoundsImage.Of([]));
        Assert.Null(BoundsImage.Of([new(0, 1, 1, 0, 0)]));
        Assert.Null(BoundsImage.Of([new(0, null, double.NegativeInfinity, 0, 0), new(1, null, null, 0, 0)]));
    }

    [Fact]
    public void A_value_that_never_changes_is_drawn_too()
    {
        var image = Png.Open(BoundsImage.Of([new(0, 7, 7, 0, 0), new(1, 7, 7, 0, 0)])!);
        Assert.Equal(BoundsImage.Incumbent, ColourAt(image, 300, BoundsGeometry.Of([new(0, 7, 7, 0, 0), new(1, 7, 7, 0, 0)])!.Y(7)));
    }

    private static (byte R, byte G, byte B) ColourAt(Png image, double x, double y)
    {
        var pixel = image.GetPixel((int)x, (int)y);
        return (pixel.R, pixel.G, pixel.B);
    }
}
