using MipActors.Core.Model;

namespace MipActors.Core.Verification;

/// <summary>What the screen says of a model: at most one of the two is set; neither means that a solver may have it.</summary>
/// <param name="Fault">The model is no model; the message names the culprit.</param>
/// <param name="Answer">The model is answered without a solver.</param>
public sealed record ScreenVerdict(JobFault? Fault, Solution? Answer);

/// <summary>
/// Answers what a solver must never see, for most of them answer it wrongly: numbers that are none, infinite
/// coefficients, crossed bounds, no rows, no columns.
/// </summary>
public static class ModelScreen
{
    /// <summary>What stands for a solver in an answer that needed none.</summary>
    public const string Solver = "none";

    private static readonly ScreenVerdict Pass = new(null, null);

    /// <summary>Looks at a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="duals">Whether duals and reduced costs are wanted of a model with integers as well.</param>
    public static ScreenVerdict Look(LinearModel model, bool duals = false)
    {
        if (Numbers(model) is { } fault)
        {
            return new(fault, null);
        }

        if (Crossed(model) is { } crossed)
        {
            return new(null, Infeasible(crossed.Why, crossed.Conflict));
        }

        return model.Matrix.NonZeroCount == 0 ? new(null, WithoutEntries(model, duals)) : Pass;
    }

    private static JobFault? Numbers(LinearModel model)
    {
        // A modeller's constant is no number either where a coefficient is none: the coefficient is the cause.
        for (var column = 0; column < model.ColumnCount; column++)
        {
            if (!double.IsFinite(model.Cost[column]))
            {
                return NotFinite($"the objective coefficient of '{model.ColumnNames[column]}'", model.Cost[column]);
            }

            if (Bounds(model.ColumnLower[column], model.ColumnUpper[column]) is { } what)
            {
                return NotFinite($"the {what} of variable '{model.ColumnNames[column]}'", double.NaN);
            }
        }

        if (!double.IsFinite(model.ObjectiveOffset))
        {
            return NotFinite("the constant of the objective", model.ObjectiveOffset);
        }

        for (var row = 0; row < model.RowCount; row++)
        {
            var values = model.Matrix.RowValues(row);
            for (var entry = 0; entry < values.Length; entry++)
            {
                if (!double.IsFinite(values[entry]))
                {
                    var column = model.ColumnNames[model.Matrix.RowIndices(row)[entry]];
                    return NotFinite($"the coefficient of '{column}' in constraint '{model.RowNames[row]}'", values[entry]);
                }
            }

            if (Bounds(model.RowLower[row], model.RowUpper[row]) is not null)
            {
                return NotFinite($"the right-hand side of constraint '{model.RowNames[row]}'", double.NaN);
            }
        }

        return null;
    }

    private static string? Bounds(double lower, double upper) =>
        double.IsNaN(lower) || double.IsPositiveInfinity(lower) ? "lower bound"
        : double.IsNaN(upper) || double.IsNegativeInfinity(upper) ? "upper bound" : null;

    private static JobFault NotFinite(string what, double value) =>
        new("not-a-number", double.IsInfinity(value) ? $"{what} is infinite." : $"{what} is not a number that a model can have (NaN or infinite).")
        {
            Hint = "Look where that number comes from: a division by zero, a missing value in the data, float('inf') as a big M. "
                + "Leave a bound out (None) where there is none, and use a finite number elsewhere.",
        };

    private static (string Why, Demand[] Conflict)? Crossed(LinearModel model)
    {
        for (var column = 0; column < model.ColumnCount; column++)
        {
            double lower = model.ColumnLower[column], upper = model.ColumnUpper[column];
            if (lower > upper)
            {
                return (
                    $"variable '{model.ColumnNames[column]}' has the lower bound {lower:R} above its upper bound {upper:R}",
                    [new Demand(DemandKind.ColumnLower, column), new Demand(DemandKind.ColumnUpper, column)]);
            }

            if (model.Kinds[column] == VariableKind.Integer && Math.Ceiling(lower) > Math.Floor(upper))
            {
                return (
                    $"integer variable '{model.ColumnNames[column]}' has no whole number between its bounds {lower:R} and {upper:R}",
                    [new Demand(DemandKind.ColumnLower, column), new Demand(DemandKind.ColumnUpper, column), new Demand(DemandKind.Integrality, column)]);
            }
        }

        for (var row = 0; row < model.RowCount; row++)
        {
            if (model.RowLower[row] > model.RowUpper[row])
            {
                return (
                    $"constraint '{model.RowNames[row]}' asks for at least {model.RowLower[row]:R} and at most {model.RowUpper[row]:R}",
                    [new Demand(DemandKind.RowLower, row), new Demand(DemandKind.RowUpper, row)]);
            }
        }

        return null;
    }

    /// <summary>No row has a coefficient: the rows say 0 lies in their bounds or not, and each column goes its own way.</summary>
    private static Solution WithoutEntries(LinearModel model, bool duals)
    {
        for (var row = 0; row < model.RowCount; row++)
        {
            if (model.RowLower[row] > 0 || model.RowUpper[row] < 0)
            {
                return Infeasible(
                    $"constraint '{model.RowNames[row]}' has no variables, and 0 does not satisfy it",
                    [new Demand(model.RowLower[row] > 0 ? DemandKind.RowLower : DemandKind.RowUpper, row)]);
            }
        }

        var values = new double[model.ColumnCount];
        for (var column = 0; column < values.Length; column++)
        {
            var best = Best(model, column);
            if (!double.IsFinite(best))
            {
                var ray = new double[model.ColumnCount];
                ray[column] = double.IsPositive(best) ? 1 : -1;
                return Answer(SolveStatus.Unbounded, $"variable '{model.ColumnNames[column]}' improves the objective without end") with { UnboundedRay = ray };
            }

            values[column] = best;
        }

        var objective = SolutionCheck.Objective(model, values);
        return Answer(SolveStatus.Optimal, "no constraint has variables: each variable takes its best bound") with
        {
            Values = values,
            Objective = objective,
            DualBound = objective,
            RowDuals = duals || !model.IsMip ? new double[model.RowCount] : null,
            ReducedCosts = duals || !model.IsMip ? (double[])model.Cost.Clone() : null,
        };
    }

    private static double Best(LinearModel model, int column)
    {
        var integer = model.Kinds[column] == VariableKind.Integer;
        var lower = integer ? Math.Ceiling(model.ColumnLower[column]) : model.ColumnLower[column];
        var upper = integer ? Math.Floor(model.ColumnUpper[column]) : model.ColumnUpper[column];
        var direction = model.Sense == ObjectiveSense.Minimize ? model.Cost[column] : -model.Cost[column];
        return direction > 0 ? lower : direction < 0 ? upper : Math.Clamp(0, lower, upper);
    }

    private static Solution Infeasible(string why, Demand[] conflict) => Answer(SolveStatus.Infeasible, why) with
    {
        Explanation = new InfeasibilityExplanation
        {
            Conflict = conflict,
            IsIrreducible = true,
            Gaps = ["what else contradicts itself, and what would make the model feasible: mend this first"],
        },
    };

    private static Solution Answer(SolveStatus status, string message) =>
        new()
        {
            Status = status,
            Solver = Solver,
            SolverVersion = "",
            Message = message,
            Confirmation = new Confirmation(ConfirmationLevel.Confirmed, "the model's own numbers"),
        };
}
