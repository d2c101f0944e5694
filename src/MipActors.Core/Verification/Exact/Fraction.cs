using System.Numerics;

namespace MipActors.Core.Verification;

/// <summary>A fraction, in lowest terms, with a denominator above 0.</summary>
internal readonly record struct Fraction
{
    /// <summary>The quotient of two numbers; the second is not 0.</summary>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        (Numerator, Denominator) = (numerator / divisor, denominator / divisor);
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator { get; }

    /// <summary>The double next to it on one side: not above it (−1) or not below it (1).</summary>
    public double Rounded(int towards)
    {
        // 64 bits and more of the quotient, then its binary exponent: the nearest double, or a neighbour of it.
        var shift = 66 - (int)(Numerator.GetBitLength() - Denominator.GetBitLength());
        var scaled = shift >= 0 ? BigInteger.Divide(Numerator << shift, Denominator) : BigInteger.Divide(Numerator, Denominator << -shift);
        var value = Math.ScaleB((double)scaled, -shift);
        while (Compare(value) is var order && order == towards)
        {
            value = towards < 0 ? Math.BitDecrement(value) : Math.BitIncrement(value);
        }

        return value;
    }

    /// <inheritdoc/>
    public override string ToString() => Denominator.IsOne ? $"{Numerator}" : $"{Numerator}/{Denominator}";

    /// <summary>The sign of this minus a double, which is a fraction with a power of two.</summary>
    private int Compare(double value)
    {
        if (!double.IsFinite(value))
        {
            return value > 0 ? -1 : 1;
        }

        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = exponent == 0 ? bits & 0xFFFFFFFFFFFFF : (bits & 0xFFFFFFFFFFFFF) | (1L << 52);
        mantissa = value < 0 ? -mantissa : mantissa;
        var power = (exponent == 0 ? 1 : exponent) - 1075;
        return power >= 0
            ? Numerator.CompareTo((mantissa << power) * Denominator)
            : (Numerator << -power).CompareTo(mantissa * Denominator);
    }
}
