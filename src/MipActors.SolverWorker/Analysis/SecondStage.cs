using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.SolverWorker.Backends;
using MipActors.SolverWorker.Verdicts;

namespace MipActors.SolverWorker.Analysis;

/// <summary>
/// A second objective: lexicographic (the first one's value is held), or the Pareto front of the two by ε-constraints, each point made
/// efficient by a second solve (Haimes, Lasdon and Wismer 1971).
/// </summary>
internal static class SecondStage
{
    // What a held value may give by rounding, relative to max(1, |value|): the tolerance of solvers for their rows.
    private const double Held = 1e-7;

    /// <summary>The coefficients, one per column.</summary>
    /// <exception cref="SolveRefusedException">A name is not one of the model's columns.</exception>
    public static double[] Coefficients(LinearModel model, SecondObjective wish)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var column = 0; column < model.ColumnCount; column++)
        {
            index.TryAdd(model.ColumnNames[column], column);
        }

        var coefficients = new double[model.ColumnCount];
        foreach (var (name, value) in wish.Coefficients)
        {
            if (!index.TryGetValue(name, out var column))
            {
                var hint = NearestName.Of(name, index.Keys) is { } nearest ? $"; did you mean '{nearest}'?" : "";
                throw new SolveRefusedException(SolveRefusedException.BadParameter, $"the second objective names '{name}', which is no variable of the model{hint}");
            }

            coefficients[column] = value;
        }

        return coefficients;
    }

    public static Solution Run(Stages stages, Solution first, double[] second, SecondObjective wish)
    {
        var model = stages.Model;
        var sense = wish.Maximize ? ObjectiveSense.Maximize : ObjectiveSense.Minimize;
        if (wish.FrontPoints == 0)
        {
            var held = Hold(model, model.Cost, model.Sense, first.Objective!.Value - model.ObjectiveOffset, wish.RelativeSlack);
            var answer = stages.Solve(held.WithObjective(second, sense), first.Values);
            return answer is { Values: { } values }
                ? first with
                {
                    Values = values,
                    Objective = Certificates.Objective(model, values),
                    DualBound = first.DualBound,
                    RowDuals = null,
                    ReducedCosts = null,
                    Basis = null,
                    Alternatives = [At(model, second, values)],
                    AlternativeScope = answer.Status == SolveStatus.Optimal ? AlternativeScope.Complete : AlternativeScope.Partial,
                }
                : first with { Alternatives = [At(model, second, first.Values!)], AlternativeScope = AlternativeScope.Partial };
        }

        var (points, isComplete) = Front(stages, first, second, sense, wish.FrontPoints);
        return first with { Alternatives = points, AlternativeScope = isComplete ? AlternativeScope.Complete : AlternativeScope.Partial };
    }

    private static (List<Alternative> Points, bool IsComplete) Front(Stages stages, Solution first, double[] second, ObjectiveSense sense, int most)
    {
        var model = stages.Model;
        var best = Efficient(stages, first, second, sense);
        var points = new List<Alternative>();
        if (best is null)
        {
            return (points, false);
        }

        points.Add(best);

        // The other end: the second objective's own optimum.
        var end = stages.Solve(model.WithObjective(second, sense), best.Values);
        if (end is not { Status: SolveStatus.Optimal, Values: { } endValues })
        {
            return (points, false);
        }

        var sign = sense == ObjectiveSense.Maximize ? -1.0 : 1.0;
        var (from, to) = (best.Second!.Value, Value(second, endValues));
        var span = sign * (from - to);

        // Steps of the front: evenly over the span; no smaller than whole numbers where the second objective takes no others.
        var least = IsWhole(model, second) ? 1 - 1e-6 : 1e-6 * Math.Max(1, Math.Abs(span));
        var step = Math.Max(least, most > 1 ? span / (most - 1) : double.PositiveInfinity);
        while (points.Count < most && span > Held * Math.Max(1, Math.Abs(from)))
        {
            var reached = points[^1].Second!.Value;
            if (sign * (reached - to) <= least / 2)
            {
                break;
            }

            var limit = sign * Math.Max(sign * (reached - (sign * step)), sign * to);
            var bounded = Hold(model, second, sense, limit, 0);
            var answer = stages.Solve(bounded);
            if (answer is not { Status: SolveStatus.Optimal })
            {
                return (points, answer?.Status == SolveStatus.Infeasible);
            }

            if (Efficient(stages, answer, second, sense) is not { } point)
            {
                return (points, false);
            }

            points.Add(point);
        }

        return (points, true);
    }

    /// <summary>The best point for the second objective among those as good for the first.</summary>
    private static Alternative? Efficient(Stages stages, Solution first, double[] second, ObjectiveSense sense)
    {
        var model = stages.Model;
        var held = Hold(model, model.Cost, model.Sense, Value(model.Cost, first.Values!), 0);
        return stages.Solve(held.WithObjective(second, sense), first.Values) is { Status: SolveStatus.Optimal, Values: { } values }
            ? At(model, second, values)
            : null;
    }

    /// <summary>The model with a row that keeps an objective at least as good as a value.</summary>
    private static LinearModel Hold(LinearModel model, double[] cost, ObjectiveSense sense, double value, double relativeSlack)
    {
        var slack = (relativeSlack * Math.Abs(value)) + (Held * Math.Max(1, Math.Abs(value)));
        var columns = Enumerable.Range(0, cost.Length).Where(j => cost[j] != 0).ToArray();
        var values = Array.ConvertAll(columns, j => cost[j]);
        return sense == ObjectiveSense.Maximize
            ? model.WithRow("held", value - slack, columns, values, double.PositiveInfinity)
            : model.WithRow("held", double.NegativeInfinity, columns, values, value + slack);
    }

    private static Alternative At(LinearModel model, double[] second, double[] values) =>
        new(Certificates.Objective(model, values), Value(second, values), values);

    private static double Value(double[] cost, double[] values)
    {
        var sum = 0.0;
        for (var j = 0; j < cost.Length; j++)
        {
            sum += cost[j] * values[j];
        }

        return sum;
    }

    private static bool IsWhole(LinearModel model, double[] cost) => Enumerable.Range(0, cost.Length).All(j =>
        cost[j] == 0 || (model.Kinds[j] == VariableKind.Integer && cost[j] == Math.Round(cost[j])));
}
