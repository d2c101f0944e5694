using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>How good the dual values of an LP are, in the units of the objective.</summary>
/// <param name="LargestDualInfeasibility">Largest dual value or reduced cost of a sign that its bounds do not allow.</param>
/// <param name="LargestComplementarityGap">Largest product of a dual value or reduced cost and its slack.</param>
public sealed record DualQuality(double LargestDualInfeasibility, double LargestComplementarityGap);

/// <summary>Checks dual values against the model, not against the solver's word; floating point.</summary>
public static class DualCheck
{
    private const double Infinite = 1e20;

    /// <summary>Recomputes the reduced costs from the row duals and looks at signs and products.</summary>
    /// <param name="model">An LP.</param>
    /// <param name="values">One value per column.</param>
    /// <param name="rowDuals">One dual value per row: the change of the objective per unit of the right-hand side.</param>
    public static DualQuality Run(LinearModel model, double[] values, double[] rowDuals)
    {
        double infeasibility = 0, complementarity = 0;
        var sign = model.Sense == ObjectiveSense.Maximize ? -1.0 : 1.0;
        var reduced = (double[])model.Cost.Clone();
        for (var row = 0; row < model.RowCount; row++)
        {
            var activity = 0.0;
            var indices = model.Matrix.RowIndices(row);
            var entries = model.Matrix.RowValues(row);
            for (var k = 0; k < indices.Length; k++)
            {
                activity += entries[k] * values[indices[k]];
                reduced[indices[k]] -= rowDuals[row] * entries[k];
            }

            Look(sign * rowDuals[row], activity, model.RowLower[row], model.RowUpper[row]);
        }

        for (var column = 0; column < model.ColumnCount; column++)
        {
            Look(sign * reduced[column], values[column], model.ColumnLower[column], model.ColumnUpper[column]);
        }

        return new DualQuality(infeasibility, complementarity);

        // In the sense of a minimum: a positive multiplier holds up a lower bound, a negative one an upper bound.
        void Look(double multiplier, double value, double lower, double upper)
        {
            var side = multiplier > 0 ? lower : upper;
            if (Math.Abs(side) >= Infinite)
            {
                infeasibility = Math.Max(infeasibility, Math.Abs(multiplier));
            }
            else
            {
                complementarity = Math.Max(complementarity, Math.Abs(multiplier * (value - side)));
            }
        }
    }
}
