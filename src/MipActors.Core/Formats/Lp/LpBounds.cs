namespace MipActors.Core.Formats;

/// <summary>Reads one line of the section Bounds: <c>2 &lt;= x &lt;= 5</c>, <c>x >= -3</c>, <c>x = 4</c>, <c>x free</c>.</summary>
internal sealed class LpBounds(LpScanner scanner, ModelBuilder builder)
{
    public static bool IsInfinity(ReadOnlySpan<char> text) =>
        text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase);

    /// <summary>The column of a name that the objective or a constraint should have told before.</summary>
    public static int Known(LpScanner scanner, ModelBuilder builder, LpToken token, string section)
    {
        var name = scanner.TextOf(token);
        var column = builder.FindColumn(name);
        if (column >= 0)
        {
            return column;
        }

        builder.Note($"'{LpScanner.Shown(name)}' (line {token.Line}) is named under {section} and in no objective or constraint: a new variable. Is it misspelt?");
        return builder.TakeColumn(name, token.Line);
    }

    public void Read()
    {
        if (Value() is { } first)
        {
            var sense = Sense();
            var column = Variable();
            Apply(column, Turned(sense), first);
            if (scanner.Current.IsSense)
            {
                Apply(column, Sense(), RequiredValue());
            }

            return;
        }

        var one = Variable();
        if (scanner.Current.Kind == LpTokenKind.Name && scanner.TextOf(scanner.Current).Equals("free", StringComparison.OrdinalIgnoreCase))
        {
            scanner.Next();
            Apply(one, LpTokenKind.Greater, double.NegativeInfinity);
            Apply(one, LpTokenKind.Less, double.PositiveInfinity);
            return;
        }

        Apply(one, Sense(), RequiredValue());
        if (scanner.Current.IsSense)
        {
            throw scanner.Wrong(scanner.Current, "a bound has two senses only with the variable in the middle, like 2 <= x <= 5");
        }
    }

    private void Apply(int column, LpTokenKind sense, double value)
    {
        value = ModelText.Bound(value);
        ref var data = ref builder[column];
        if (sense is LpTokenKind.Greater or LpTokenKind.Equal)
        {
            (data.Lower, data.HasLower) = (value, true);
        }

        if (sense is LpTokenKind.Less or LpTokenKind.Equal)
        {
            (data.Upper, data.HasUpper) = (value, true);
            if (value < 0 && !data.HasLower)
            {
                builder.Note($"The upper bound of '{builder.ColumnName(column)}' is below 0 and its lower bound, not given, is 0, as the LP format has it. Give it one, like -inf <= {builder.ColumnName(column)}.");
            }
        }
    }

    private int Variable()
    {
        var token = scanner.Next();
        return token.Kind == LpTokenKind.Name
            ? Known(scanner, builder, token, "Bounds")
            : throw scanner.Wrong(token, "the name of a variable belongs here; a bound looks like 2 <= x <= 5");
    }

    private LpTokenKind Sense() => scanner.Current.IsSense ? scanner.Next().Kind : throw scanner.Wrong(scanner.Current, "<=, >= or = belongs here");

    private static LpTokenKind Turned(LpTokenKind sense) => sense switch
    {
        LpTokenKind.Less => LpTokenKind.Greater,
        LpTokenKind.Greater => LpTokenKind.Less,
        _ => sense,
    };

    private double RequiredValue() => Value() ?? throw scanner.Wrong(scanner.Current, "a number or inf belongs here");

    /// <summary>A number with its sign, or infinity; null when a name stands here.</summary>
    private double? Value()
    {
        var isSigned = scanner.Current.IsSign;
        var sign = isSigned && scanner.Next().Kind == LpTokenKind.Minus ? -1.0 : 1.0;
        if (scanner.Current.Kind == LpTokenKind.Number)
        {
            return sign * scanner.Next().Number;
        }

        if (scanner.Current.Kind == LpTokenKind.Name && IsInfinity(scanner.TextOf(scanner.Current)) && builder.FindColumn(scanner.TextOf(scanner.Current)) < 0)
        {
            scanner.Next();
            return sign * double.PositiveInfinity;
        }

        return isSigned ? throw scanner.Wrong(scanner.Current, "a number or inf belongs behind a sign") : null;
    }
}
