using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.SolverWorker.Backends;

namespace MipActors.SolverWorker.Analysis;

/// <summary>
/// The cheapest set of relaxations that makes a model feasible (Brown and Graves' elastic program): every demand that may give way gets a
/// variable for how much, the weighted sum of which is minimised.
/// </summary>
internal static class Elastic
{
    /// <summary>
    /// Cost of one unit by demand, for those that may be relaxed: rows unless they are hard, and bounds of columns that are named as
    /// policy or given a weight. With a policy, only what it names.
    /// </summary>
    /// <exception cref="SolveRefusedException">A name is neither of a row nor of a column, or a weight is not positive.</exception>
    public static IReadOnlyDictionary<Demand, double> Weights(LinearModel model, ExplainWish wish)
    {
        var names = new HashSet<string>([.. model.RowNames, .. model.ColumnNames], StringComparer.Ordinal);
        foreach (var name in wish.Hard.Concat(wish.Policy).Concat(wish.Weights.Keys))
        {
            if (!names.Contains(name) && !(name.EndsWith('*') && names.Any(known => Fits(known, name))))
            {
                var hint = NearestName.Of(name, names) is { } nearest ? $"; did you mean '{nearest}'?" : "";
                throw new SolveRefusedException(SolveRefusedException.BadParameter, $"'{name}' is neither a constraint nor a variable of the model{hint}");
            }
        }

        foreach (var (name, weight) in wish.Weights)
        {
            if (!(weight > 0))
            {
                throw new SolveRefusedException(SolveRefusedException.BadParameter, $"the weight of '{name}' is {weight}, but has to be positive");
            }
        }

        var weights = new Dictionary<Demand, double>();
        for (var row = 0; row < model.RowCount; row++)
        {
            if (Weight(wish, model.RowNames[row], byDefault: true) is { } weight)
            {
                Add(DemandKind.RowLower, row, model.RowLower[row], weight);
                Add(DemandKind.RowUpper, row, model.RowUpper[row], weight);
            }
        }

        for (var column = 0; column < model.ColumnCount; column++)
        {
            if (Weight(wish, model.ColumnNames[column], byDefault: false) is { } weight)
            {
                Add(DemandKind.ColumnLower, column, model.ColumnLower[column], weight);
                Add(DemandKind.ColumnUpper, column, model.ColumnUpper[column], weight);
            }
        }

        return weights;

        void Add(DemandKind kind, int index, double limit, double weight)
        {
            if (Math.Abs(limit) < ModelGate.SolverInfinity)
            {
                weights[new Demand(kind, index)] = weight;
            }
        }
    }

    /// <summary>The cheapest relaxations and whether they are proven so; null when there are none or no time is left.</summary>
    public static (IReadOnlyList<Relaxation> Relaxations, bool IsCheapest)? Run(Stages stages, IReadOnlyDictionary<Demand, double> weights)
    {
        const double tiny = 1e-7;
        var (elastic, demands) = Build(stages.Model, weights);
        if (stages.Solve(elastic) is not { Values: { } values } solution)
        {
            return null;
        }

        var relaxations = demands
            .Select((demand, k) => (Demand: demand, Amount: values[stages.Model.ColumnCount + k]))
            .Where(pair => pair.Amount > tiny)
            .Select(pair => new Relaxation(pair.Demand, pair.Amount, pair.Amount * weights[pair.Demand]))
            .OrderByDescending(relaxation => relaxation.Cost)
            .ToList();
        return (relaxations, solution.Status == SolveStatus.Optimal);
    }

    private static (LinearModel Model, List<Demand> Demands) Build(LinearModel model, IReadOnlyDictionary<Demand, double> weights)
    {
        var demands = weights.Keys.OrderBy(demand => demand.Kind).ThenBy(demand => demand.Index).ToList();
        var (columns, n) = (model.ColumnCount, demands.Count);
        var rows = new List<(double Lower, List<(int Column, double Value)> Entries, double Upper)>();
        for (var row = 0; row < model.RowCount; row++)
        {
            var entries = new List<(int, double)>();
            for (var entry = model.Matrix.Starts[row]; entry < model.Matrix.Starts[row + 1]; entry++)
            {
                entries.Add((model.Matrix.Indices[entry], model.Matrix.Values[entry]));
            }

            rows.Add((model.RowLower[row], entries, model.RowUpper[row]));
        }

        var (lower, upper) = ((double[])model.ColumnLower.Clone(), (double[])model.ColumnUpper.Clone());
        for (var k = 0; k < n; k++)
        {
            var (kind, i) = (demands[k].Kind, demands[k].Index);
            var step = kind is DemandKind.RowLower or DemandKind.ColumnLower ? 1.0 : -1.0;
            if (demands[k].IsOfRow)
            {
                rows[i].Entries.Add((columns + k, step));
                continue;
            }

            // A bound that may give way becomes a row.
            rows.Add(step > 0
                ? (model.ColumnLower[i], [(i, 1), (columns + k, 1)], double.PositiveInfinity)
                : (double.NegativeInfinity, [(i, 1), (columns + k, -1)], model.ColumnUpper[i]));
            (step > 0 ? lower : upper)[i] = step > 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var starts = new int[rows.Count + 1];
        for (var row = 0; row < rows.Count; row++)
        {
            starts[row + 1] = starts[row] + rows[row].Entries.Count;
        }

        var all = rows.SelectMany(row => row.Entries).ToArray();
        return (new LinearModel
        {
            Name = model.Name,
            Sense = ObjectiveSense.Minimize,
            Cost = [.. new double[columns], .. demands.Select(demand => weights[demand])],
            ColumnLower = [.. lower, .. new double[n]],
            ColumnUpper = [.. upper, .. Enumerable.Repeat(double.PositiveInfinity, n)],
            Kinds = [.. model.Kinds, .. new VariableKind[n]],
            ColumnNames = [.. model.ColumnNames, .. demands.Select((_, k) => $"relaxation {k}")],
            RowLower = [.. rows.Select(row => row.Lower)],
            RowUpper = [.. rows.Select(row => row.Upper)],
            RowNames = [.. rows.Select((_, row) => row < model.RowCount ? model.RowNames[row] : "bound")],
            Matrix = new SparseMatrix(starts, Array.ConvertAll(all, entry => entry.Column), Array.ConvertAll(all, entry => entry.Value)),
        }, demands);
    }

    private static double? Weight(ExplainWish wish, string name, bool byDefault)
    {
        double? given = null;
        foreach (var (pattern, weight) in wish.Weights)
        {
            if (Fits(name, pattern))
            {
                given = weight;
            }
        }

        var isAllowed = wish.Policy.Count > 0 ? wish.Policy.Any(pattern => Fits(name, pattern)) : byDefault || given is not null;
        return isAllowed && !wish.Hard.Any(pattern => Fits(name, pattern)) ? given ?? 1 : null;
    }

    private static bool Fits(string name, string pattern) =>
        name == pattern || (pattern.EndsWith('*') && name.StartsWith(pattern[..^1], StringComparison.Ordinal));
}
