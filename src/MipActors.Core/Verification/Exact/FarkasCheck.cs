using System.Numerics;
using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>
/// Farkas' lemma, checked in whole numbers: multipliers of the rows combine them to an equation that each feasible point satisfies,
/// Σ z·x = 0; when the bounds of the members keep that sum away from 0, there is no such point.
/// </summary>
internal static class FarkasCheck
{
    /// <summary>Whether whole multipliers of the model's scaled rows show it to be infeasible.</summary>
    public static bool Holds(ExactModel model, BigInteger[] multipliers)
    {
        BigInteger? least = BigInteger.Zero, most = BigInteger.Zero;
        for (var member = 0; member < model.Members && (least ?? most) is not null; member++)
        {
            var z = ExactPoint.Dot(model, multipliers, member);
            if (!z.IsZero)
            {
                var (low, high) = z.Sign > 0 ? (model.Lower[member], model.Upper[member]) : (model.Upper[member], model.Lower[member]);
                least = least + (z * low);
                most = most + (z * high);
            }
        }

        return least is { Sign: > 0 } || most is { Sign: < 0 };
    }

    /// <summary>The multipliers of a solver as whole numbers, those that are rounding alone left out; null when they are none.</summary>
    public static BigInteger[]? Whole(ExactModel model, double[] multipliers)
    {
        var largest = multipliers.Select(Math.Abs).DefaultIfEmpty(0).Max();
        if (!double.IsFinite(largest) || largest == 0)
        {
            return null;
        }

        // The rows of the model are multiplied with powers of ten, which the solver knows nothing of.
        var decimals = RowDecimals(model.Source);
        var numbers = multipliers.Select((value, row) => DecimalNumber.Of(Math.Abs(value) < largest * 1e-11 ? 0 : value) is var number
            ? number with { Exponent = number.Exponent - decimals[row] } : default).ToArray();
        var power = numbers.Where(number => !number.Mantissa.IsZero).Select(number => number.Decimals).DefaultIfEmpty(0).Max();
        return Array.ConvertAll(numbers, number => number.Mantissa.IsZero ? BigInteger.Zero : number.Times10To(power));
    }

    private static int[] RowDecimals(LinearModel model)
    {
        var decimals = new int[model.RowCount];
        for (var row = 0; row < decimals.Length; row++)
        {
            foreach (var value in model.Matrix.RowValues(row))
            {
                decimals[row] = Math.Max(decimals[row], DecimalNumber.Of(value).Decimals);
            }
        }

        return decimals;
    }
}
