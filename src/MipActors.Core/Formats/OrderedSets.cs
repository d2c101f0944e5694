using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>
/// Special ordered sets and semi-continuous variables, written with binary variables, so that every solver takes them and the check of
/// the answer sees them. The form is exact: the switches allow what the sets allow, and nothing else.
/// </summary>
public static class OrderedSets
{
    /// <summary>A model with sets over its columns, written without them: its own columns and rows come first, in their order.</summary>
    /// <exception cref="ModelFormatException">A member has no finite bound, without which there is no such form; or the model gets too large.</exception>
    public static ModelReading Written(LinearModel model, IReadOnlyList<OrderedSet> sets, ModelSizeLimits limits)
    {
        var builder = ModelBuilder.Of(model, limits);
        Model(builder, sets);
        return builder.Build();
    }

    /// <summary>The type that <c>S1</c> or <c>S2</c> names.</summary>
    internal static int TypeOf(ReadOnlySpan<char> word, int line) => word.Equals("S1", StringComparison.OrdinalIgnoreCase) ? 1
        : word.Equals("S2", StringComparison.OrdinalIgnoreCase) ? 2
        : throw new ModelFormatException($"'{LpScanner.Shown(word)}' is no type of special ordered sets", "It is S1 or S2, like set1: S1:: x1:1 x2:2.", line);

    /// <summary>Adds what sets and semi-continuous columns mean to the model.</summary>
    /// <exception cref="ModelFormatException">A member has no finite bound, without which there is no such form.</exception>
    internal static void Model(ModelBuilder builder, IReadOnlyList<OrderedSet> sets)
    {
        var (columns, rows) = (builder.ColumnCount, builder.RowCount);
        for (var column = 0; column < columns; column++)
        {
            if (builder[column].IsSemiContinuous)
            {
                SemiContinuous(builder, column);
            }
        }

        var implied = new Lazy<RowBounds>(builder.RowBounds);
        foreach (var set in sets)
        {
            Add(builder, set, implied);
        }

        if (builder.ColumnCount > columns || builder.RowCount > rows)
        {
            builder.Note($"Special ordered sets and semi-continuous variables are modelled with {Counted.Of(builder.ColumnCount - columns, "binary variable")} and {Counted.Of(builder.RowCount - rows, "constraint")} of their own.");
        }
    }

    private static void SemiContinuous(ModelBuilder builder, int column)
    {
        var (lower, upper, name) = (builder[column].Lower, builder[column].Upper, builder.ColumnName(column));
        var isOn = Binary(builder, $"{name}_is_on");
        Switch(builder, column, lower, upper, [isOn], name, line: null);
        builder[column].Lower = Math.Min(0, lower);
        builder[column].Upper = Math.Max(0, upper);
    }

    private static void Add(ModelBuilder builder, OrderedSet set, Lazy<RowBounds> implied)
    {
        var members = set.Members.OrderBy(member => member.Weight).Select(member => member.Column).ToArray();
        if (members.Length <= set.Type)
        {
            return;
        }

        // Type 1: a switch for each member. Type 2: one for each pair of neighbours.
        var switches = new int[members.Length - set.Type + 1];
        for (var i = 0; i < switches.Length; i++)
        {
            switches[i] = Binary(builder, $"{set.Name}_{i + 1}_is_on");
        }

        for (var i = 0; i < members.Length; i++)
        {
            var (lower, upper) = (builder[members[i]].Lower, builder[members[i]].Upper);
            lower = Math.Min(0, double.IsFinite(lower) ? lower : implied.Value.Lower(members[i]));
            upper = Math.Max(0, double.IsFinite(upper) ? upper : implied.Value.Upper(members[i]));
            int[] mine = [.. Enumerable.Range(i - set.Type + 1, set.Type).Where(k => k >= 0 && k < switches.Length).Select(k => switches[k])];
            Switch(builder, members[i], lower, upper, mine, builder.ColumnName(members[i]), set.Line);
        }

        var row = builder.AddRow(builder.FreeName($"{set.Name}_at_most_one"), double.NegativeInfinity, 1);
        foreach (var one in switches)
        {
            builder.Add(row, one, 1);
        }
    }

    /// <summary>The column lies between lower and upper when one of the switches is on, and is 0 otherwise.</summary>
    private static void Switch(ModelBuilder builder, int column, double lower, double upper, ReadOnlySpan<int> switches, string name, int? line)
    {
        if (!double.IsFinite(lower) || !double.IsFinite(upper))
        {
            throw new ModelFormatException(
                $"'{TerminalText.Escape(name)}' is semi-continuous or in a special ordered set and has no finite {(double.IsFinite(lower) ? "upper" : "lower")} bound",
                "Give it one, as small as is right: without it, and without a constraint that implies one, the model can not be written with binary variables.",
                line);
        }

        if (upper != 0)
        {
            Side(builder, column, upper, switches, builder.FreeName($"{name}_upper"), double.NegativeInfinity, 0);
        }

        if (lower != 0)
        {
            Side(builder, column, lower, switches, builder.FreeName($"{name}_lower"), 0, double.PositiveInfinity);
        }
    }

    private static void Side(ModelBuilder builder, int column, double bound, ReadOnlySpan<int> switches, string name, double rowLower, double rowUpper)
    {
        var row = builder.AddRow(name, rowLower, rowUpper);
        builder.Add(row, column, 1);
        foreach (var one in switches)
        {
            builder.Add(row, one, -bound);
        }
    }

    private static int Binary(ModelBuilder builder, string name)
    {
        var column = builder.AddColumn(builder.FreeName(name));
        (builder[column].Upper, builder[column].Kind) = (1, VariableKind.Integer);
        return column;
    }
}
