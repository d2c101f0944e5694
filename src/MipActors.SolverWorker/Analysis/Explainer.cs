using MipActors.Core.Model;
using MipActors.SolverWorker.Backends;
using MipActors.SolverWorker.Verdicts;

namespace MipActors.SolverWorker.Analysis;

/// <summary>
/// Why a model has no point: an irreducible infeasible subset of its demands by a deletion filter (Chinneck and Dravnieks 1991), begun from
/// the support of Farkas multipliers where there are any, chunks before single demands; and the cheapest relaxations.
/// </summary>
internal sealed class Explainer
{
    private const double LeastLookSeconds = 3;

    // The filter gets so much of the time that is left: the relaxations are worth the rest.
    private const double FilterShare = 0.6;

    private readonly Stages _stages;
    private readonly SolveClock _filterEnd;
    private double _longestLook;
    private bool _isSure = true;

    private Explainer(Stages stages)
    {
        _stages = stages;
        _filterEnd = stages.Deadline.Within(FilterShare * stages.Deadline.RemainingSeconds);
    }

    private enum Look
    {
        Infeasible,
        Feasible,
        Unknown,
    }

    public static InfeasibilityExplanation Run(Stages stages, IReadOnlyDictionary<Demand, double> weights, double[]? farkas)
    {
        var explainer = new Explainer(stages);
        var gaps = new List<string>();
        var conflict = explainer.Filter(farkas is null ? All(stages.Model) : Support(stages.Model, farkas), isLinear: farkas is not null);
        if (!explainer._isSure)
        {
            gaps.Add("whether every part of the conflict is needed for it: the time was over, or a part of it could not be decided in its share of the time");
        }

        var isVerified = explainer._isSure && explainer.IsInfeasible(conflict);
        if (explainer._isSure && !isVerified)
        {
            gaps.Add("the conflict could not be confirmed by a second engine");
        }

        var elastic = Elastic.Run(stages, weights);
        if (elastic is null)
        {
            gaps.Add(stages.IsOver
                ? "what would make the model feasible: the time was over"
                : "what would make the model feasible: what may not be relaxed (hard constraints, bounds of variables that are named neither as policy nor with a weight, "
                    + "integrality) contradicts itself; name more");
        }

        return new InfeasibilityExplanation
        {
            Conflict = conflict,
            IsIrreducible = isVerified,
            Relaxations = elastic?.Relaxations,
            IsCheapest = elastic?.IsCheapest ?? false,
            Gaps = gaps,
        };
    }

    /// <summary>The demands alone that the multipliers combine to a contradiction.</summary>
    private static List<Demand> Support(LinearModel model, double[] farkas)
    {
        var demands = new List<Demand>();
        var combined = new double[model.ColumnCount];
        var weight = new double[model.ColumnCount];
        for (var row = 0; row < model.RowCount; row++)
        {
            var side = farkas[row] > 0 ? model.RowLower[row] : model.RowUpper[row];
            if (farkas[row] == 0 || Math.Abs(side) >= ModelGate.SolverInfinity)
            {
                continue;
            }

            demands.Add(new Demand(farkas[row] > 0 ? DemandKind.RowLower : DemandKind.RowUpper, row));
            var indices = model.Matrix.RowIndices(row);
            var values = model.Matrix.RowValues(row);
            for (var k = 0; k < indices.Length; k++)
            {
                combined[indices[k]] += farkas[row] * values[k];
                weight[indices[k]] += Math.Abs(farkas[row] * values[k]);
            }
        }

        for (var j = 0; j < combined.Length; j++)
        {
            // Rounding leaves a trace of a column that cancels out: its bounds stay in, and the filter decides.
            if (weight[j] == 0)
            {
                continue;
            }

            var isNothing = Math.Abs(combined[j]) <= 1e-9 * weight[j];
            if ((combined[j] > 0 || isNothing) && Math.Abs(model.ColumnUpper[j]) < ModelGate.SolverInfinity)
            {
                demands.Add(new Demand(DemandKind.ColumnUpper, j));
            }

            if ((combined[j] < 0 || isNothing) && Math.Abs(model.ColumnLower[j]) < ModelGate.SolverInfinity)
            {
                demands.Add(new Demand(DemandKind.ColumnLower, j));
            }
        }

        return demands;
    }

    /// <summary>Every demand of the model; rows first, so that they are the first that the filter tries to do without.</summary>
    private static List<Demand> All(LinearModel model)
    {
        var demands = new List<Demand>();
        for (var row = 0; row < model.RowCount; row++)
        {
            Add(DemandKind.RowLower, row, model.RowLower[row]);
            Add(DemandKind.RowUpper, row, model.RowUpper[row]);
        }

        for (var column = 0; column < model.ColumnCount; column++)
        {
            Add(DemandKind.ColumnLower, column, model.ColumnLower[column]);
            Add(DemandKind.ColumnUpper, column, model.ColumnUpper[column]);
            if (model.Kinds[column] == VariableKind.Integer)
            {
                demands.Add(new Demand(DemandKind.Integrality, column));
            }
        }

        return demands;

        void Add(DemandKind kind, int index, double limit)
        {
            if (Math.Abs(limit) < ModelGate.SolverInfinity)
            {
                demands.Add(new Demand(kind, index));
            }
        }
    }

    private List<Demand> Filter(List<Demand> demands, bool isLinear)
    {
        // The multipliers were checked in floating point; a support that turns out feasible gives way to the whole.
        if (isLinear && Of(demands) != Look.Infeasible)
        {
            demands = [.. All(_stages.Model).Where(demand => demand.Kind != DemandKind.Integrality)];
        }

        for (var size = Math.Max(1, demands.Count / 2); ; size = Math.Max(1, size / 2))
        {
            for (var at = 0; at < demands.Count;)
            {
                if (_filterEnd.IsOver || _stages.IsOver)
                {
                    _isSure = false;
                    return demands;
                }

                List<Demand> rest = [.. demands[..at], .. demands[Math.Min(at + size, demands.Count)..]];
                var look = Of(rest);
                if (look == Look.Infeasible)
                {
                    demands = rest;
                    continue;
                }

                _isSure &= size > 1 || look == Look.Feasible;
                at += size;
            }

            if (size == 1)
            {
                return demands;
            }
        }
    }

    private Look Of(List<Demand> demands)
    {
        var model = Restricted(_stages.Model, demands);
        var began = _stages.Deadline.ElapsedSeconds;
        var solution = _stages.Look(model, Math.Min(_filterEnd.RemainingSeconds, Math.Max(LeastLookSeconds, 4 * _longestLook)));
        var look = solution switch
        {
            { Status: SolveStatus.Infeasible } => Look.Infeasible,
            { Values: { } values } when Certificates.IsPoint(model, values) => Look.Feasible,
            _ => Look.Unknown,
        };
        _longestLook = look == Look.Unknown ? _longestLook : Math.Max(_longestLook, _stages.Deadline.ElapsedSeconds - began);
        return look;
    }

    /// <summary>Whether the set itself has no point: by divisibility, or by the judge (certificate or second engine).</summary>
    private bool IsInfeasible(List<Demand> demands)
    {
        var model = Restricted(_stages.Model, demands);
        return Certificates.HasIndivisibleRow(model)
            || _stages.Solve(model) is { Status: SolveStatus.Infeasible, Confirmation.Level: ConfirmationLevel.Confirmed };
    }

    /// <summary>The model with these demands alone, and nothing to optimise.</summary>
    private static LinearModel Restricted(LinearModel model, List<Demand> demands)
    {
        var (columns, rows) = (model.ColumnCount, model.RowCount);
        var lower = Enumerable.Repeat(double.NegativeInfinity, columns).ToArray();
        var upper = Enumerable.Repeat(double.PositiveInfinity, columns).ToArray();
        var rowLower = Enumerable.Repeat(double.NegativeInfinity, rows).ToArray();
        var rowUpper = Enumerable.Repeat(double.PositiveInfinity, rows).ToArray();
        var kinds = new VariableKind[columns];
        foreach (var (kind, i) in demands)
        {
            switch (kind)
            {
                case DemandKind.RowLower:
                    rowLower[i] = model.RowLower[i];
                    break;
                case DemandKind.RowUpper:
                    rowUpper[i] = model.RowUpper[i];
                    break;
                case DemandKind.ColumnLower:
                    lower[i] = model.ColumnLower[i];
                    break;
                case DemandKind.ColumnUpper:
                    upper[i] = model.ColumnUpper[i];
                    break;
                default:
                    kinds[i] = VariableKind.Integer;
                    break;
            }
        }

        return new LinearModel
        {
            Name = model.Name,
            Sense = ObjectiveSense.Minimize,
            Cost = new double[columns],
            ColumnLower = lower,
            ColumnUpper = upper,
            Kinds = kinds,
            ColumnNames = model.ColumnNames,
            RowLower = rowLower,
            RowUpper = rowUpper,
            RowNames = model.RowNames,
            Matrix = model.Matrix,
        };
    }
}
