using System.Numerics;

namespace MipActors.Core.Verification;

/// <summary>A vector of fractions with one denominator.</summary>
/// <param name="Numerators">The numerators.</param>
/// <param name="Denominator">The denominator, positive.</param>
internal sealed record RationalVector(BigInteger[] Numerators, BigInteger Denominator);

/// <summary>
/// Solves a square system in fractions: p-adic lifting (Dixon, "Exact solution of linear equations using P-adic expansions", Numer.
/// Math. 40, 1982), then reconstruction of the fractions, tried at a growing number of digits. A solution is returned only when it
/// satisfies the system exactly, so that nothing rests on how it was found.
/// </summary>
internal static class RationalSolve
{
    private const int FirstDigits = 6;
    private const int MostDigits = 20_000;
    private const int SpareBits = 64;

    /// <summary>The solution; null when it has more digits than are worth the time.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="factors">Its factors.</param>
    /// <param name="rhs">The right-hand side.</param>
    /// <param name="isTransposed">Whether the transpose is meant.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static RationalVector? Solve(BasisMatrix matrix, ModularFactors factors, BigInteger[] rhs, bool isTransposed, CancellationToken cancellation)
    {
        if (Array.TrueForAll(rhs, value => value.IsZero))
        {
            return new RationalVector(new BigInteger[matrix.Size], BigInteger.One);
        }

        var lifting = new Lifting(matrix, factors, rhs, isTransposed);
        for (var digits = FirstDigits; digits <= MostDigits; digits = digits * 3 / 2)
        {
            lifting.To(digits, cancellation);
            if (lifting.Reconstruct(cancellation) is { } candidate && Satisfies(matrix, candidate, rhs, isTransposed))
            {
                return candidate;
            }
        }

        return null;
    }

    private static bool Satisfies(BasisMatrix matrix, RationalVector x, BigInteger[] rhs, bool isTransposed)
    {
        var product = matrix.Times(x.Numerators, isTransposed);
        for (var i = 0; i < product.Length; i++)
        {
            if (product[i] != rhs[i] * x.Denominator)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The digits so far, balanced around 0, and the residual that the next ones come from.</summary>
    private sealed class Lifting(BasisMatrix matrix, ModularFactors factors, BigInteger[] rhs, bool isTransposed)
    {
        private const long Prime = ModularFactors.Prime;

        private static readonly BigInteger FitsInt128 = BigInteger.One << 120;

        private readonly List<int[]> _digits = [];
        private BigInteger[]? _large = (BigInteger[])rhs.Clone();
        private Int128[] _residual = [];

        public void To(int digits, CancellationToken cancellation)
        {
            while (_digits.Count < digits)
            {
                cancellation.ThrowIfCancellationRequested();
                if (_large is not null && Array.TrueForAll(_large, value => BigInteger.Abs(value) < FitsInt128))
                {
                    _residual = Array.ConvertAll(_large, value => (Int128)value);
                    _large = null;
                }

                Step();
            }
        }

        public RationalVector? Reconstruct(CancellationToken cancellation)
        {
            var powers = Powers();
            var modulus = ModulusOf(powers);

            // The denominator of a random combination is that of all of them, but for small factors.
            var random = new Random(_digits.Count);
            var weights = new long[matrix.Size];
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] = random.Next(1, 1 << 20);
            }

            var combined = new BigInteger[_digits.Count];
            for (var k = 0; k < combined.Length; k++)
            {
                var sum = Int128.Zero;
                for (var i = 0; i < weights.Length; i++)
                {
                    sum += weights[i] * (long)_digits[k][i];
                }

                combined[k] = sum;
            }

            return DenominatorOf(Mod(Combine(combined, powers), modulus), modulus, cancellation) is { } denominator
                ? Numerators(denominator, powers, modulus, cancellation)
                : null;
        }

        private RationalVector? Numerators(BigInteger denominator, List<BigInteger> powers, BigInteger modulus, CancellationToken cancellation)
        {
            var numerators = new BigInteger[matrix.Size];
            var most = modulus.GetBitLength() - (SpareBits / 2);
            for (var i = 0; i < numerators.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                numerators[i] = Balanced(Value(i, powers) * denominator, modulus);
                if (numerators[i].GetBitLength() <= most)
                {
                    continue;
                }

                // A small prime, like 2 or 5, cancels in a sum now and then: this fraction has it still.
                if (DenominatorOf(Mod(numerators[i], modulus), modulus, cancellation) is not { } factor)
                {
                    return null;
                }

                denominator *= factor;
                for (var j = 0; j < i; j++)
                {
                    numerators[j] *= factor;
                }

                numerators[i] = Balanced(numerators[i] * factor, modulus);
            }

            return new RationalVector(numerators, denominator);
        }

        private void Step()
        {
            var size = matrix.Size;
            var rest = new long[size];
            for (var i = 0; i < size; i++)
            {
                var value = _large is not null ? (long)(_large[i] % Prime) : (long)(_residual[i] % Prime);
                rest[i] = value < 0 ? value + Prime : value;
            }

            var solution = factors.Solve(rest, isTransposed);
            var digits = new int[size];
            for (var i = 0; i < size; i++)
            {
                digits[i] = (int)(solution[i] > Prime / 2 ? solution[i] - Prime : solution[i]);
            }

            _digits.Add(digits);
            var product = Product(digits);
            for (var i = 0; i < size; i++)
            {
                if (_large is not null)
                {
                    _large[i] = (_large[i] - product[i]) / Prime;
                }
                else
                {
                    _residual[i] = (_residual[i] - product[i]) / Prime;
                }
            }
        }

        private Int128[] Product(int[] digits)
        {
            var product = new Int128[matrix.Size];
            for (var k = 0; k < digits.Length; k++)
            {
                var (start, end) = (matrix.Starts[k], matrix.Starts[k + 1]);
                if (isTransposed)
                {
                    var sum = Int128.Zero;
                    for (var at = start; at < end; at++)
                    {
                        sum += Times(matrix.Values[at], digits[matrix.RowOf[at]]);
                    }

                    product[k] = sum;
                }
                else if (digits[k] != 0)
                {
                    for (var at = start; at < end; at++)
                    {
                        product[matrix.RowOf[at]] += Times(matrix.Values[at], digits[k]);
                    }
                }
            }

            return product;
        }

        private static Int128 Times(Int128 value, int digit) =>
            value <= long.MaxValue && value >= long.MinValue ? Math.BigMul((long)value, digit) : value * digit;

        /// <summary>p, p², p⁴, …, as far as the digits go.</summary>
        private List<BigInteger> Powers()
        {
            List<BigInteger> powers = [Prime];
            while (1 << powers.Count < _digits.Count)
            {
                powers.Add(powers[^1] * powers[^1]);
            }

            return powers;
        }

        private BigInteger ModulusOf(List<BigInteger> powers)
        {
            var modulus = BigInteger.One;
            for (var bit = 0; bit < powers.Count; bit++)
            {
                modulus *= (_digits.Count >> bit & 1) != 0 ? powers[bit] : BigInteger.One;
            }

            return 1 << powers.Count == _digits.Count ? powers[^1] * powers[^1] : modulus;
        }

        private BigInteger Value(int component, List<BigInteger> powers)
        {
            var last = _digits.Count - 1;
            while (last >= 0 && _digits[last][component] == 0)
            {
                last--;
            }

            var parts = new BigInteger[last + 1];
            for (var k = 0; k <= last; k++)
            {
                parts[k] = _digits[k][component];
            }

            return Combine(parts, powers);
        }

        /// <summary>Σ parts[k]·p^k, neighbours joined in each pass.</summary>
        private static BigInteger Combine(BigInteger[] parts, List<BigInteger> powers)
        {
            var length = parts.Length;
            for (var level = 0; length > 1; level++)
            {
                var half = (length + 1) / 2;
                for (var i = 0; i < half; i++)
                {
                    parts[i] = (2 * i) + 1 < length ? parts[2 * i] + (parts[(2 * i) + 1] * powers[level]) : parts[2 * i];
                }

                length = half;
            }

            return length == 0 ? BigInteger.Zero : parts[0];
        }

        /// <summary>The denominator of the fraction with this residue, by the extended Euclidean algorithm (Wang 1981); null when there is no small one.</summary>
        private static BigInteger? DenominatorOf(BigInteger residue, BigInteger modulus, CancellationToken cancellation)
        {
            var bits = modulus.GetBitLength();
            var (r0, r1, s0, s1) = (modulus, residue, BigInteger.Zero, BigInteger.One);
            for (var step = 0; r1.GetBitLength() > bits / 2; step++)
            {
                if ((step & 255) == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }

                var quotient = BigInteger.DivRem(r0, r1, out var rest);
                (r0, r1, s0, s1) = (r1, rest, s1, s0 - (quotient * s1));
            }

            return r1.GetBitLength() + s1.GetBitLength() <= bits - SpareBits ? BigInteger.Abs(s1) : null;
        }

        private static BigInteger Mod(BigInteger value, BigInteger modulus)
        {
            var rest = value % modulus;
            return rest.Sign < 0 ? rest + modulus : rest;
        }

        private static BigInteger Balanced(BigInteger value, BigInteger modulus)
        {
            var rest = Mod(value, modulus);
            return rest + rest > modulus ? rest - modulus : rest;
        }
    }
}
