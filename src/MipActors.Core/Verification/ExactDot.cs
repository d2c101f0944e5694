namespace MipActors.Core.Verification;

/// <summary>
/// A sum of products as if computed in twice the working precision and rounded once: error-free transformations of
/// Ogita, Rump and Oishi, "Accurate sum and dot product" (SIAM J. Sci. Comput. 26, 2005), algorithm Dot2 with FMA.
/// </summary>
internal struct ExactDot
{
    private double _sum;
    private double _error;

    /// <summary>Adds <c>a·b</c>.</summary>
    public void Add(double a, double b)
    {
        var product = a * b;
        var productError = Math.FusedMultiplyAdd(a, b, -product);
        Add(product);
        _error += productError;
    }

    /// <summary>Adds one number (Knuth's TwoSum).</summary>
    public void Add(double value)
    {
        var sum = _sum + value;
        var part = sum - _sum;
        _error += (_sum - (sum - part)) + (value - part);
        _sum = sum;
    }

    /// <summary>The sum so far.</summary>
    public readonly double Value => double.IsFinite(_sum) ? _sum + _error : _sum;
}
