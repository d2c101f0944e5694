using MipActors.Core.Model;
using MipActors.SolverWorker.Backends;
using MipActors.SolverWorker.Verdicts;

namespace MipActors.SolverWorker.Analysis;

/// <summary>
/// The k best solutions of a MIP that differ in their integers: one solve each, the integers found so far cut off by rows that demand a
/// difference (Balas and Jeroslow's cut for binaries; for other integers, two binaries that switch "one more" and "one less").
/// </summary>
internal static class PoolSearch
{
    public static Solution Run(Stages stages, Solution first, PoolWish wish)
    {
        var model = stages.Model;
        CheckBounds(model);
        var found = new List<Alternative> { new(Certificates.Objective(model, first.Values!), null, first.Values!) };
        var rest = model;
        var scope = AlternativeScope.Complete;
        while (found.Count < wish.Count)
        {
            rest = Without(rest, model, found[^1].Values);
            var next = stages.Solve(rest);
            if (next?.Status != SolveStatus.Optimal)
            {
                scope = next?.Status == SolveStatus.Infeasible ? AlternativeScope.Complete : AlternativeScope.Partial;
                break;
            }

            var values = next.Values![..model.ColumnCount];
            var objective = Certificates.Objective(model, values);
            if (wish.RelativeGap is { } gap && Math.Abs(objective - found[0].Objective) > (gap * Math.Abs(found[0].Objective)) + 1e-9)
            {
                break;
            }

            found.Add(new Alternative(objective, null, values));
        }

        return first with { Alternatives = found, AlternativeScope = scope };
    }

    private static void CheckBounds(LinearModel model)
    {
        for (var j = 0; j < model.ColumnCount; j++)
        {
            if (model.Kinds[j] == VariableKind.Integer && (Math.Abs(model.ColumnLower[j]) > 1e9 || Math.Abs(model.ColumnUpper[j]) > 1e9))
            {
                throw new SolveRefusedException(
                    SolveRefusedException.BadModel, $"a solution pool needs bounds of all integer variables, and '{model.ColumnNames[j]}' has none on one side");
            }
        }
    }

    /// <summary>The model without the points whose integers are these.</summary>
    private static LinearModel Without(LinearModel rest, LinearModel model, double[] values)
    {
        var columns = new List<int>();
        var coefficients = new List<double>();
        var demanded = 1.0;
        for (var j = 0; j < model.ColumnCount; j++)
        {
            var (lower, upper) = (Math.Ceiling(model.ColumnLower[j] - 1e-9), Math.Floor(model.ColumnUpper[j] + 1e-9));
            if (model.Kinds[j] != VariableKind.Integer || lower == upper)
            {
                continue;
            }

            var value = Math.Round(values[j]);
            if (upper - lower == 1)
            {
                // At its lower end a step is x − lower, at its upper end upper − x.
                columns.Add(j);
                coefficients.Add(value == lower ? 1 : -1);
                demanded += value == lower ? lower : -upper;
                continue;
            }

            foreach (var isMore in (ReadOnlySpan<bool>)[true, false])
            {
                if (value == (isMore ? upper : lower))
                {
                    continue;
                }

                // switch = 1 demands x ≥ value + 1 (or x ≤ value − 1); switch = 0 demands nothing.
                rest = rest.WithBinary(out var column);
                rest = isMore
                    ? rest.WithRow("", lower, [j, column], [1, lower - value - 1], double.PositiveInfinity)
                    : rest.WithRow("", double.NegativeInfinity, [j, column], [1, upper - value + 1], upper);
                columns.Add(column);
                coefficients.Add(1);
            }
        }

        return rest.WithRow("", demanded, [.. columns], [.. coefficients], double.PositiveInfinity);
    }
}
