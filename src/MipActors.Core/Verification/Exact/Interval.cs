namespace MipActors.Core.Verification;

/// <summary>Two doubles with the number between them; sums and products are rounded outwards, and not at all where they are exact.</summary>
internal readonly record struct Interval(double Low, double High)
{
    // Below this the error of a product is no double any more.
    private const double LeastProduct = 1e-290;

    /// <summary>What a double of the model stands for: itself when it is whole or infinite, else something within its last digit.</summary>
    public static Interval Of(double value) => (Math.Abs(value) < 1L << 53 && value == Math.Truncate(value)) || double.IsInfinity(value)
        ? new Interval(value, value)
        : new Interval(Math.BitDecrement(value), Math.BitIncrement(value));

    public static Interval operator +(Interval a, Interval b) => new(Sum(a.Low, b.Low, -1), Sum(a.High, b.High, 1));

    public static Interval operator -(Interval a, Interval b) => a + new Interval(-b.High, -b.Low);

    public static Interval operator *(Interval a, double b) => b >= 0
        ? new Interval(Product(a.Low, b, -1), Product(a.High, b, 1))
        : new Interval(Product(a.High, b, -1), Product(a.Low, b, 1));

    public static Interval operator *(Interval a, Interval b)
    {
        var (first, second) = (a * b.Low, a * b.High);
        return new Interval(Math.Min(first.Low, second.Low), Math.Max(first.High, second.High));
    }

    private static double Sum(double a, double b, int towards)
    {
        // Knuth's TwoSum: the error is a double.
        var sum = a + b;
        var part = sum - a;
        var error = (a - (sum - part)) + (b - part);
        return Outward(sum, error, towards);
    }

    private static double Product(double a, double b, int towards)
    {
        var product = a * b;
        if (a == 0 || b == 0)
        {
            return 0;
        }

        var error = Math.Abs(product) > LeastProduct ? Math.FusedMultiplyAdd(a, b, -product) : towards;
        return Outward(product, error, towards);
    }

    private static double Outward(double value, double error, int towards) =>
        error == 0 || double.IsInfinity(value) ? value : towards < 0 ? (error < 0 ? Math.BitDecrement(value) : value) : error > 0 ? Math.BitIncrement(value) : value;
}
