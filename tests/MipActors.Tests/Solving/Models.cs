using MipActors.Core.Model;

namespace MipActors.Tests.Solving;

/// <summary>Models by their names in the field.</summary>
internal static class Models
{
    private const double Infinity = double.PositiveInfinity;

    /// <summary>max 3x+5y, x ≤ 4, 2y ≤ 12, 3x+2y ≤ 18: 36 at (2, 6), duals 0, 1.5, 1 (Hillier and Lieberman's Wyndor Glass).</summary>
    public static LinearModel Wyndor(ObjectiveSense sense = ObjectiveSense.Maximize)
    {
        var sign = sense == ObjectiveSense.Maximize ? 1 : -1;
        return Build(
            sense,
            [3.0 * sign, 5.0 * sign],
            [(-Infinity, [1, 0], 4), (-Infinity, [0, 2], 12), (-Infinity, [3, 2], 18)]);
    }

    /// <summary>max x+y, 2x+2y ≤ 5, integers: 2.</summary>
    public static LinearModel HalfInteger() => Build(ObjectiveSense.Maximize, [1, 1], [(-Infinity, [2, 2], 5)], integer: true, offset: 10);

    public static LinearModel InfeasibleLp() => Build(ObjectiveSense.Minimize, [1, 1], [(4, [1, 1], Infinity), (-Infinity, [1, 1], 3)]);

    /// <summary>6x + 10y + 15z = 1 with x, y, z in 0…3: the relaxation has points, the integers have none.</summary>
    public static LinearModel IntegerInfeasible() =>
        Build(ObjectiveSense.Minimize, [1, 1, 1], [(1, [6, 10, 15], 1)], integer: true, upper: 3);

    public static LinearModel UnboundedLp() => Build(ObjectiveSense.Maximize, [1, 1], [(-Infinity, [1, -1], 1)]);

    public static LinearModel UnboundedMip() => Build(ObjectiveSense.Maximize, [1, 1], [(-Infinity, [1, -1], 1.5)], integer: true);

    /// <summary>Rows that contradict each other, and an objective that could improve without end: infeasible, not unbounded.</summary>
    public static LinearModel InfeasibleThoughItsObjectiveIsFree(bool integer) => Build(
        ObjectiveSense.Maximize, [0, 0, 1], [(4, [1, 1, 0], Infinity), (-Infinity, [1, 1, 0], 3)], integer);

    /// <summary>Row bounds on both sides, a negative lower bound: min x+y, −2 ≤ x−y ≤ 2, x+y ≥ −3, x, y ≥ −5: −3.</summary>
    public static LinearModel Ranged() => Build(
        ObjectiveSense.Minimize, [1, 1], [(-2, [1, -1], 2), (-3, [1, 1], Infinity)], lower: -5);

    /// <summary>Cornuéjols and Dawande's market split, 0/1, seed fixed: feasibility alone takes very long.</summary>
    public static LinearModel MarketSplit(int rows = 5, int columns = 40)
    {
        var random = new Lcg(7);
        var matrix = new (double, double[], double)[rows];
        for (var i = 0; i < rows; i++)
        {
            var row = Enumerable.Range(0, columns).Select(_ => (double)random.Next(100)).ToArray();
            var half = Math.Floor(row.Sum() / 2);
            matrix[i] = (half, row, half);
        }

        return Build(ObjectiveSense.Minimize, new double[columns], matrix, integer: true, upper: 1);
    }

    /// <summary>Multi-dimensional knapsack in the manner of Chu and Beasley, seed fixed: incumbents at once, the proof takes very long.</summary>
    public static LinearModel Knapsack(int rows = 10, int columns = 150)
    {
        var random = new Lcg(3);
        var weights = new double[rows][];
        for (var i = 0; i < rows; i++)
        {
            weights[i] = [.. Enumerable.Range(0, columns).Select(_ => 1.0 + random.Next(1000))];
        }

        var profits = Enumerable.Range(0, columns).Select(j => Math.Floor(weights.Sum(row => row[j]) / rows) + random.Next(500)).ToArray();
        var capacity = weights.Select(row => (-Infinity, row, Math.Floor(row.Sum() / 2))).ToArray();
        return Build(ObjectiveSense.Maximize, profits, capacity, integer: true, upper: 1);
    }

    /// <summary>A transport problem, large enough to take the simplex method seconds.</summary>
    public static LinearModel Transport(int sides)
    {
        var random = new Lcg(11);
        var rows = new List<(double, (int, double)[], double)>();
        for (var i = 0; i < sides; i++)
        {
            rows.Add((-Infinity, [.. Enumerable.Range(0, sides).Select(j => ((i * sides) + j, 1.0))], 50 + random.Next(50)));
            rows.Add((20 + random.Next(29), [.. Enumerable.Range(0, sides).Select(j => ((j * sides) + i, 1.0))], Infinity));
        }

        var cost = Enumerable.Range(0, sides * sides).Select(_ => 1.0 + random.Next(10_000)).ToArray();
        return BuildSparse(ObjectiveSense.Minimize, cost, rows, integer: false, 0, Infinity, 0);
    }

    public static LinearModel Build(
        ObjectiveSense sense,
        double[] cost,
        (double Lower, double[] Coefficients, double Upper)[] rows,
        bool integer = false,
        double lower = 0,
        double upper = Infinity,
        double offset = 0) => BuildSparse(
            sense,
            cost,
            [.. rows.Select(row => (row.Lower, row.Coefficients.Select((value, j) => (j, value)).Where(e => e.value != 0).ToArray(), row.Upper))],
            integer,
            lower,
            upper,
            offset);

    private static LinearModel BuildSparse(
        ObjectiveSense sense,
        double[] cost,
        List<(double Lower, (int Column, double Value)[] Entries, double Upper)> rows,
        bool integer,
        double lower,
        double upper,
        double offset)
    {
        var starts = new int[rows.Count + 1];
        for (var i = 0; i < rows.Count; i++)
        {
            starts[i + 1] = starts[i] + rows[i].Entries.Length;
        }

        var entries = rows.SelectMany(row => row.Entries).ToArray();
        return new LinearModel
        {
            Name = "test",
            Sense = sense,
            ObjectiveOffset = offset,
            Cost = cost,
            ColumnLower = [.. cost.Select(_ => lower)],
            ColumnUpper = [.. cost.Select(_ => upper)],
            Kinds = [.. cost.Select(_ => integer ? VariableKind.Integer : VariableKind.Continuous)],
            ColumnNames = [.. cost.Select((_, j) => $"x{j}")],
            RowLower = [.. rows.Select(row => row.Lower)],
            RowUpper = [.. rows.Select(row => row.Upper)],
            RowNames = [.. rows.Select((_, i) => $"r{i}")],
            Matrix = new SparseMatrix(starts, [.. entries.Select(e => e.Column)], [.. entries.Select(e => e.Value)]),
        };
    }

    /// <summary>The same numbers on every runtime (the minimal standard generator of Park and Miller).</summary>
    private sealed class Lcg(long seed)
    {
        private long _state = seed;

        public int Next(int below)
        {
            _state = _state * 48271 % 2147483647;
            return (int)(_state % below);
        }
    }
}
