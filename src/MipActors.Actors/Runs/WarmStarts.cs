using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Actors.Runs;

/// <summary>
/// Where a re-solve begins: at the last answer of this Run to a problem of the same name, carried over by the names of columns and rows. The
/// worker is told with the call, so that the same sequence of calls gives the same answers in whichever worker.
/// </summary>
internal sealed class WarmStarts
{
    private const int MostProblems = 8;

    private readonly Dictionary<string, Earlier> _byProblem = new(StringComparer.Ordinal);

    /// <summary>What is known of an earlier answer to this problem, or null; immutable.</summary>
    public Earlier? Of(string problem) => _byProblem.GetValueOrDefault(problem);

    /// <summary>Keeps an answer, if it is one to begin from. Of too many problems those that came first are kept: they are what a loop returns to.</summary>
    public void Keep(LinearModel model, Solution solution)
    {
        if (solution.HasValues && (_byProblem.Count < MostProblems || _byProblem.ContainsKey(model.Name)))
        {
            _byProblem[model.Name] = new Earlier(model.ColumnNames, model.RowNames, solution.Values!, solution.Basis);
        }
    }

    /// <summary>An answer, without the model that it is of.</summary>
    internal sealed record Earlier(NameList ColumnNames, NameList RowNames, double[] Values, Basis? Basis)
    {
        /// <summary>
        /// The call with a start, where it has none: of an LP the basis, with new rows in it and new columns at a bound; of a MIP the values,
        /// new columns at the bound next to 0, where they satisfy the model: another point is seldom worth its repair.
        /// </summary>
        public SolveCall Begin(SolveCall call, double tolerance)
        {
            var model = call.Model;
            if (model.IsMip)
            {
                return call.MipStart is null && Point(model) is { } point && SolutionCheck.Run(model, point, tolerance, null).IsValid
                    ? call with { MipStart = point }
                    : call;
            }

            return Basis is { } basis && Places(ColumnNames, model.ColumnNames) is { } columns && Places(RowNames, model.RowNames) is { } rows
                ? call with
                {
                    Basis = new Basis(
                        Carried(basis.Columns, columns, BasisStatus.AtLower, model.ColumnLower, model.ColumnUpper),
                        Carried(basis.Rows, rows, BasisStatus.Basic, model.RowLower, model.RowUpper)),
                }
                : call;
        }

        private double[]? Point(LinearModel model)
        {
            if (Places(ColumnNames, model.ColumnNames) is not { } places)
            {
                return null;
            }

            var point = new double[model.ColumnCount];
            for (var column = 0; column < point.Length; column++)
            {
                var value = places[column] < 0 ? 0 : Values[places[column]];
                value = model.Kinds[column] == VariableKind.Integer ? Math.Round(value) : value;
                point[column] = Math.Max(model.ColumnLower[column], Math.Min(model.ColumnUpper[column], value));
            }

            return point;
        }

        private static BasisStatus[] Carried(BasisStatus[] earlier, int[] places, BasisStatus ofNew, double[] lower, double[] upper)
        {
            var statuses = new BasisStatus[places.Length];
            for (var i = 0; i < statuses.Length; i++)
            {
                statuses[i] = (places[i] < 0 ? ofNew : earlier[places[i]], double.IsFinite(lower[i]), double.IsFinite(upper[i])) switch
                {
                    (BasisStatus.Basic, _, _) => BasisStatus.Basic,
                    (BasisStatus.AtUpper, _, true) or (_, false, true) => BasisStatus.AtUpper,
                    (_, true, _) => BasisStatus.AtLower,
                    _ => BasisStatus.Free,
                };
            }

            return statuses;
        }

        /// <summary>The place of each name among the earlier ones, −1 for a new one; null when most are new: then it is another model.</summary>
        private static int[]? Places(NameList earlier, NameList names)
        {
            var places = new int[names.Count];
            var same = 0;
            while (same < names.Count && same < earlier.Count && names[same] == earlier[same])
            {
                places[same] = same;
                same++;
            }

            if (same < names.Count)
            {
                var byName = new Dictionary<string, int>(earlier.Count, StringComparer.Ordinal);
                for (var i = same; i < earlier.Count; i++)
                {
                    byName.TryAdd(earlier[i], i);
                }

                for (var i = same; i < names.Count; i++)
                {
                    places[i] = byName.Remove(names[i], out var place) ? place : -1;
                }
            }

            return names.Count - places.Count(place => place < 0) >= names.Count / 2.0 ? places : null;
        }
    }
}
