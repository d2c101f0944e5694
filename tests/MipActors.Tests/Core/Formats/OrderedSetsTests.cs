using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Tests.Core.Formats;

/// <summary>Special ordered sets written with switches allow what the sets allow, and nothing else.</summary>
public sealed class OrderedSetsTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(2, 5)]
    public void The_switches_allow_what_the_set_allows(int type, int members)
    {
        var model = Columns(members, (-1, 2));
        // The weights order the members backwards: it is they that make neighbours.
        var set = new OrderedSet("set", type, [.. Enumerable.Range(0, members).Select(j => (j, -10.0 * j))]);
        var written = OrderedSets.Written(model, [set], ModelSizeLimits.None).Model;

        var points = Grid([-1, 0, 2], members).ToList();
        Assert.All(points, point => Assert.Equal(IsAllowed(type, point), HasSwitches(written, point)));
        Assert.Contains(points, point => IsAllowed(type, point));
    }

    [Fact]
    public void A_bound_that_a_constraint_implies_will_do()
    {
        // 2·w0 + w1 + w2 ≤ 3 with all w ≥ 0: none is above 1.5, 3, 3.
        var model = Columns(3, (0, Infinity)).WithRow("sum", -Infinity, [0, 1, 2], [2, 1, 1], 3);
        var written = OrderedSets.Written(model, [new OrderedSet("set", 1, [(0, 1), (1, 2), (2, 3)])], ModelSizeLimits.None);

        Assert.Single(written.Notes, note => note.Contains("3 binary variables and 4 constraints", StringComparison.Ordinal));
        Assert.Equal([-1.5, -3, -3], written.Model.Matrix.Values[3..].Where(value => value < 0).Select(value => Math.Round(value, 6)));
        Assert.All(written.Model.Matrix.Values[3..].Where(value => value < 0).Zip([1.5, 3.0, 3.0]), pair => Assert.True(-pair.First >= pair.Second));
    }

    [Fact]
    public void Without_any_bound_the_set_is_refused_by_the_name_of_its_member()
    {
        var model = Columns(2, (0, Infinity)).WithRow("difference", -Infinity, [0, 1], [1, -1], 3);
        var refusal = Assert.Throws<ModelFormatException>(
            () => OrderedSets.Written(model, [new OrderedSet("set", 1, [(0, 1), (1, 2)])], ModelSizeLimits.None));
        Assert.Contains("'x0'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("no finite upper bound", refusal.Message, StringComparison.Ordinal);
    }

    private static LinearModel Columns(int count, (double Lower, double Upper) bounds) => new()
    {
        Name = "",
        Sense = ObjectiveSense.Minimize,
        Cost = new double[count],
        ColumnLower = [.. Enumerable.Repeat(bounds.Lower, count)],
        ColumnUpper = [.. Enumerable.Repeat(bounds.Upper, count)],
        Kinds = new VariableKind[count],
        ColumnNames = [.. Enumerable.Range(0, count).Select(j => $"x{j}")],
        RowLower = [],
        RowUpper = [],
        RowNames = [],
        Matrix = new SparseMatrix([0], [], []),
    };

    private static bool IsAllowed(int type, double[] point)
    {
        var on = Enumerable.Range(0, point.Length).Where(j => point[j] != 0).ToArray();
        return on.Length <= type && (on.Length < 2 || on[1] == on[0] + 1);
    }

    private static bool HasSwitches(LinearModel model, double[] point) =>
        Grid([0, 1], model.ColumnCount - point.Length).Any(switches => Holds(model, [.. point, .. switches]));

    private static bool Holds(LinearModel model, double[] point) => Enumerable.Range(0, model.RowCount).All(row =>
    {
        var sum = 0.0;
        for (var entry = model.Matrix.Starts[row]; entry < model.Matrix.Starts[row + 1]; entry++)
        {
            sum += model.Matrix.Values[entry] * point[model.Matrix.Indices[entry]];
        }

        return sum >= model.RowLower[row] && sum <= model.RowUpper[row];
    });

    private static IEnumerable<double[]> Grid(double[] values, int dimensions) =>
        dimensions == 0 ? [[]] : Grid(values, dimensions - 1).SelectMany(rest => values.Select(value => (double[])[.. rest, value]));
}
