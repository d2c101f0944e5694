using MipActors.Core.Model;
using MipActors.SolverWorker.Backends;

namespace MipActors.SolverWorker.Analysis;

/// <summary>Sensitivity ranges by HiGHS, whichever solver found the solution.</summary>
internal static class Ranging
{
    /// <summary>Of the LP, or of the LP that is left when the integers are fixed at these values; null when it could not be had in time.</summary>
    public static Sensitivity? Of(LinearModel model, double[] values, SolveClock deadline, CancellationToken cancellation)
    {
        if (deadline.IsOver || cancellation.IsCancellationRequested)
        {
            return null;
        }

        var (lower, upper) = ((double[])model.ColumnLower.Clone(), (double[])model.ColumnUpper.Clone());
        for (var j = 0; j < values.Length; j++)
        {
            if (model.Kinds[j] == VariableKind.Integer)
            {
                lower[j] = upper[j] = Math.Round(values[j]);
            }
        }

        var fixedModel = model.WithColumns(lower, upper, new VariableKind[model.ColumnCount]);
        return Highs.Ranges(fixedModel, deadline, cancellation) is { } ranges ? ranges with { IntegersFixed = model.IsMip } : null;
    }
}
