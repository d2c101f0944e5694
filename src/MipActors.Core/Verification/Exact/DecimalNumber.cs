using System.Globalization;
using System.Numerics;

namespace MipActors.Core.Verification;

/// <summary>
/// The number that a double is written as: <c>Mantissa · 10^Exponent</c> with the fewest digits that read back as that double. So 0.1
/// is one tenth, as whoever wrote it means, and not the nearest binary fraction.
/// </summary>
/// <param name="Mantissa">Its digits, without zeros at the end.</param>
/// <param name="Exponent">The power of ten.</param>
internal readonly record struct DecimalNumber(BigInteger Mantissa, int Exponent)
{
    /// <summary>Digits behind the decimal point.</summary>
    public int Decimals => Math.Max(0, -Exponent);

    /// <summary>The decimal of a finite double.</summary>
    public static DecimalNumber Of(double value)
    {
        if (Math.Abs(value) < 1L << 53 && value == Math.Truncate(value))
        {
            return new DecimalNumber((long)value, 0);
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture).AsSpan();
        var exponent = 0;
        var e = shortest.IndexOf('E');
        if (e >= 0)
        {
            exponent = int.Parse(shortest[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            shortest = shortest[..e];
        }

        var point = shortest.IndexOf('.');
        if (point >= 0)
        {
            exponent -= shortest.Length - point - 1;
            shortest = $"{shortest[..point]}{shortest[(point + 1)..]}";
        }

        return new DecimalNumber(BigInteger.Parse(shortest, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent);
    }

    /// <summary>The number times a power of ten that is large enough to make it whole.</summary>
    public BigInteger Times10To(int power) => Mantissa * BigInteger.Pow(10, power + Exponent);
}
