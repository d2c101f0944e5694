using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>
/// Reads the LP format of CPLEX (IBM, "LP file format: algebraic representation"), as PuLP, Gurobi, SCIP and HiGHS write it too.
/// More is taken than most write: constants and variables on both sides, senses either way, names with brackets.
/// </summary>
internal sealed class LpReader
{
    private readonly LpScanner _scanner;
    private readonly ModelBuilder _builder;
    private readonly CancellationToken _cancellation;
    private readonly LpExpression _expression;
    private readonly List<OrderedSet> _sets = [];
    private readonly string _name;

    public LpReader(string text, ModelSizeLimits limits, CancellationToken cancellation)
    {
        _scanner = new LpScanner(text);
        _builder = new ModelBuilder(limits);
        _expression = new LpExpression(_scanner, _builder, limits);
        _cancellation = cancellation;
        _name = NameOf(text);
    }

    public ModelReading Read()
    {
        _builder.Name = _name;
        if (_scanner.Current is not { Kind: LpTokenKind.Section, Section: LpSection.Minimize or LpSection.Maximize })
        {
            throw new ModelFormatException("an LP file begins with the word Minimize or Maximize", null, _scanner.Current.Line);
        }

        Objective();
        while (_scanner.Current.Kind != LpTokenKind.End)
        {
            var head = _scanner.Next();
            if (head.Kind != LpTokenKind.Section)
            {
                throw Wrong(head, "a section like Subject To, Bounds, Generals, Binaries or End belongs here");
            }

            if (head.Section == LpSection.End)
            {
                break;
            }

            Section(head);
        }

        OrderedSets.Model(_builder, _sets);
        return _builder.Build();
    }

    private void Section(LpToken head)
    {
        switch (head.Section)
        {
            case LpSection.Constraints:
                Each(Constraint);
                break;
            case LpSection.Bounds:
                Each(new LpBounds(_scanner, _builder).Read);
                break;
            case LpSection.Integers:
                Each(() => _builder[Listed("Generals")].Kind = VariableKind.Integer);
                break;
            case LpSection.Binaries:
                Each(Binary);
                break;
            case LpSection.SemiContinuous:
                Each(() => _builder[Listed("Semi-Continuous")].IsSemiContinuous = true);
                break;
            case LpSection.OrderedSets:
                Each(new LpOrderedSets(_scanner, _builder, _sets).Read);
                break;
            case LpSection.NotLinear:
                throw Wrong(head, "this section is not linear", LpExpression.NotLinearHint);
            default:
                throw Wrong(head, "this section can not stand here: the objective is given once, at the beginning");
        }
    }

    private void Each(Action read)
    {
        while (_scanner.Current.Kind is not (LpTokenKind.Section or LpTokenKind.End))
        {
            _cancellation.ThrowIfCancellationRequested();
            read();
        }
    }

    private void Objective()
    {
        var head = _scanner.Next();
        _builder.Sense = head.Section == LpSection.Maximize ? ObjectiveSense.Maximize : ObjectiveSense.Minimize;
        SkipLabel();
        _expression.Clear();
        var constant = _scanner.Current.Kind == LpTokenKind.Section ? 0 : _expression.Read(ofOneLine: false);
        if (!double.IsFinite(constant))
        {
            throw Wrong(head, "the constant of the objective is infinite");
        }

        _builder.Offset = constant;
        foreach (var (column, value) in _expression.Terms)
        {
            // As it is for a first term: −0 stays −0.
            _builder[column].Cost = _builder[column].Cost == 0 ? value : _builder[column].Cost + value;
        }

        if (_scanner.Current.Kind is not (LpTokenKind.Section or LpTokenKind.End))
        {
            throw Wrong(_scanner.Current, "the objective ends here, so that Subject To belongs here");
        }
    }

    private void Constraint()
    {
        var first = _scanner.Current;
        var name = SkipLabel();
        _expression.Clear();
        var left = _expression.Read(ofOneLine: false);
        var onLeft = _expression.Terms.Count;
        var sense = Sense();
        var middle = _expression.Read(ofOneLine: onLeft > 0);
        var onBoth = _expression.Terms.Count;
        for (var i = onLeft; onLeft > 0 && i < onBoth; i++)
        {
            _expression.Terms[i] = (_expression.Terms[i].Column, -_expression.Terms[i].Value);
        }

        double lower = double.NegativeInfinity, upper = double.PositiveInfinity;
        if (_scanner.Current.IsSense)
        {
            if (onLeft > 0)
            {
                throw Wrong(first, "a constraint with two senses has its expression in the middle, like 2 <= x + y <= 5");
            }

            Side(left - middle, Turned(sense), ref lower, ref upper);
            var second = Sense();
            if (second != sense || sense == LpTokenKind.Equal)
            {
                throw Wrong(first, "a constraint with two senses has the same <= or >= twice, like 2 <= x + y <= 5");
            }

            Side(_expression.Read(ofOneLine: true) - middle, second, ref lower, ref upper);
            if (_expression.Terms.Count > onBoth)
            {
                throw Wrong(first, "a constraint with two senses has its expression in the middle and numbers on both sides");
            }
        }
        else if (onLeft > 0)
        {
            Side(middle - left, sense, ref lower, ref upper);
        }
        else
        {
            Side(left - middle, Turned(sense), ref lower, ref upper);
        }

        if (_expression.IsIndicator)
        {
            throw Wrong(_scanner.Current, "an indicator constraint (->) is not linear", "Write it with a big M, as small as the bounds allow.");
        }

        if (name.Length > 0 && _builder.FindRow(name) >= 0)
        {
            _builder.Note($"The name '{LpScanner.Shown(name)}' (line {first.Line}) is that of an earlier constraint too.");
        }

        var row = _builder.AddRow(name.Length > 0 ? name : _builder.FreeName($"c{_builder.RowCount + 1}"), ModelText.Bound(lower), ModelText.Bound(upper), first.Line);
        foreach (var (column, value) in _expression.Terms)
        {
            _builder.Add(row, column, value, first.Line);
        }
    }

    private void Side(double value, LpTokenKind sense, ref double lower, ref double upper)
    {
        if (double.IsNaN(value))
        {
            throw Wrong(_scanner.Current, "the two sides of the constraint are both infinite");
        }

        lower = sense is LpTokenKind.Greater or LpTokenKind.Equal ? value : lower;
        upper = sense is LpTokenKind.Less or LpTokenKind.Equal ? value : upper;
    }

    private LpTokenKind Sense() => _scanner.Current.IsSense
        ? _scanner.Next().Kind
        : throw Wrong(_scanner.Current, "<=, >= or = belongs here");

    private static LpTokenKind Turned(LpTokenKind sense) => sense switch
    {
        LpTokenKind.Less => LpTokenKind.Greater,
        LpTokenKind.Greater => LpTokenKind.Less,
        _ => sense,
    };

    /// <summary>The name before a colon, or nothing.</summary>
    private string SkipLabel()
    {
        if (_scanner.Current.Kind is not LpTokenKind.Name || _scanner.Peek().Kind != LpTokenKind.Colon)
        {
            return "";
        }

        var name = _scanner.TextOf(_scanner.Next()).ToString();
        _scanner.Next();
        return name;
    }

    private void Binary()
    {
        var column = Listed("Binaries");
        ref var data = ref _builder[column];
        data.Kind = VariableKind.Integer;
        if ((data.HasLower && data.Lower != 0) || (data.HasUpper && data.Upper != 1))
        {
            _builder.Note($"'{_builder.ColumnName(column)}' is listed under Binaries and has bounds of its own; those hold.");
        }

        data.Lower = data.HasLower ? data.Lower : 0;
        data.Upper = data.HasUpper ? data.Upper : 1;
    }

    private int Listed(string section)
    {
        var token = _scanner.Next();
        if (token.Kind != LpTokenKind.Name)
        {
            throw Wrong(token, $"under {section} only names of variables belong");
        }

        return LpBounds.Known(_scanner, _builder, token, section);
    }

    private static string NameOf(string text)
    {
        // CPLEX writes "\Problem name: x", PuLP "\* x *\".
        const string cplex = "\\Problem name:";
        var first = text.AsSpan().TrimStart().TrimStart('\uFEFF');
        var end = first.IndexOf('\n');
        var line = (end < 0 ? first : first[..end]).Trim();
        return line.StartsWith(cplex, StringComparison.OrdinalIgnoreCase) ? line[cplex.Length..].Trim().ToString()
            : line is ['\\', '*', .., '*', '\\'] && line.Length > 4 ? line[2..^2].Trim().ToString() : "";
    }

    private ModelFormatException Wrong(LpToken at, string message, string? hint = null) => _scanner.Wrong(at, message, hint);
}
