using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>
/// Reads the LP format of CPLEX (IBM, "LP file format: algebraic representation"), as PuLP, Gurobi, SCIP and HiGHS write it too.
/// More is taken than most write: constants and variables on both sides, senses either way, names with brackets.
/// </summary>
internal sealed class LpReader
{
    private const string NotLinearHint =
        "MipActors solves linear models, with integer variables, semi-continuous ones and special ordered sets. Products and powers have to be modelled linearly.";

    private readonly LpScanner _scanner;
    private readonly ModelBuilder _builder;
    private readonly CancellationToken _cancellation;
    private readonly ModelSizeLimits _limits;
    private readonly List<(int Column, double Value)> _terms = [];
    private readonly List<OrderedSet> _sets = [];
    private readonly string _name;

    public LpReader(string text, ModelSizeLimits limits, CancellationToken cancellation)
    {
        _scanner = new LpScanner(text);
        _builder = new ModelBuilder(limits);
        (_limits, _cancellation) = (limits, cancellation);
        _name = NameOf(text);
    }

    public ModelReading Read()
    {
        _builder.Name = _name;
        if (_scanner.Current is not { Kind: LpTokenKind.Section, Section: LpSection.Minimize or LpSection.Maximize })
        {
            throw Wrong("an LP file begins with the word Minimize or Maximize", null);
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
                Each(Set);
                break;
            case LpSection.NotLinear:
                throw Wrong(head, "this section is not linear", NotLinearHint);
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
        _terms.Clear();
        var constant = _scanner.Current.Kind == LpTokenKind.Section ? 0 : Expression(ofOneLine: false);
        if (!double.IsFinite(constant))
        {
            throw Wrong(head, "the constant of the objective is infinite");
        }

        _builder.Offset = constant;
        foreach (var (column, value) in _terms)
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
        _terms.Clear();
        var left = Expression(ofOneLine: false);
        var onLeft = _terms.Count;
        var sense = Sense();
        var middle = Expression(ofOneLine: onLeft > 0);
        var onBoth = _terms.Count;
        for (var i = onLeft; onLeft > 0 && i < onBoth; i++)
        {
            _terms[i] = (_terms[i].Column, -_terms[i].Value);
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

            Side(Expression(ofOneLine: true) - middle, second, ref lower, ref upper);
            if (_terms.Count > onBoth)
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

        if (_scanner.Current.Kind == LpTokenKind.Minus && _scanner.Peek().Kind == LpTokenKind.Greater)
        {
            throw Wrong(_scanner.Current, "an indicator constraint (->) is not linear", "Write it with a big M, as small as the bounds allow.");
        }

        if (name.Length > 0 && _builder.FindRow(name) >= 0)
        {
            _builder.Note($"The name '{LpScanner.Shown(name)}' (line {first.Line}) is that of an earlier constraint too.");
        }

        var row = _builder.AddRow(name.Length > 0 ? name : _builder.FreeName($"c{_builder.RowCount + 1}"), ModelText.Bound(lower), ModelText.Bound(upper), first.Line);
        foreach (var (column, value) in _terms)
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

    /// <summary>
    /// Adds the terms of an expression to <see cref="_terms"/> and returns the sum of its constants. It ends where a term is complete and
    /// no sign follows; one of a single line also ends there with the line, for what comes next may be a constraint without a name.
    /// </summary>
    private double Expression(bool ofOneLine)
    {
        var constant = 0.0;
        var isFirst = true;
        while (true)
        {
            var sign = 1.0;
            var line = _scanner.Current.Line;
            var signs = 0;
            for (; _scanner.Current.IsSign; signs++)
            {
                sign = _scanner.Next().Kind == LpTokenKind.Minus ? -sign : sign;
            }

            if (signs == 0 && !isFirst)
            {
                return constant;
            }

            constant += Term(sign, ofOneLine, line);
            isFirst = false;
            if (ofOneLine && _scanner.Current.Line > _lastLine)
            {
                return constant;
            }

            if (IsIndicator())
            {
                return constant;
            }
        }
    }

    private int _lastLine;

    private bool IsIndicator() => _scanner.Current.Kind == LpTokenKind.Minus && _scanner.Peek().Kind == LpTokenKind.Greater;

    /// <summary>One term; the constant it is, or 0 for one with a variable.</summary>
    private double Term(double sign, bool ofOneLine, int line)
    {
        var coefficient = sign;
        var token = _scanner.Current;
        var hasNumber = token.Kind == LpTokenKind.Number;
        _lastLine = token.Line;
        if (hasNumber)
        {
            coefficient *= _scanner.Next().Number;
            if (_scanner.Current.Kind == LpTokenKind.Other && _scanner.TextOf(_scanner.Current) is "*")
            {
                _scanner.Next();
            }
        }

        var name = _scanner.Current;
        var isName = name.Kind == LpTokenKind.Name && !(hasNumber && ((ofOneLine && name.Line > token.Line) || _scanner.Peek().Kind == LpTokenKind.Colon));
        if (name.Kind == LpTokenKind.Other)
        {
            throw Wrong(name, "only sums of numbers and variables belong here", NotLinearHint);
        }

        if (!isName)
        {
            return hasNumber ? coefficient : throw Wrong(name, "a number or a variable belongs here", line);
        }

        _lastLine = name.Line;
        var text = _scanner.TextOf(name);
        if (!hasNumber && LpBounds.IsInfinity(text) && _builder.FindColumn(text) < 0)
        {
            _scanner.Next();
            return sign * double.PositiveInfinity;
        }

        if (!double.IsFinite(coefficient))
        {
            throw Wrong(token, "a coefficient has to be finite");
        }

        if (_terms.Count >= _limits.NonZeros)
        {
            throw new ModelFormatException($"an expression has more than {_limits.NonZeros:N0} terms", "Make it smaller, or raise the setting mipactors.limits.non-zeros.", name.Line);
        }

        _terms.Add((_builder.TakeColumn(text, name.Line), coefficient));
        _scanner.Next();
        if (_scanner.Current.Kind == LpTokenKind.Other)
        {
            throw Wrong(_scanner.Current, "a product or power of variables is not linear", NotLinearHint);
        }

        return 0;
    }

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

    private void Set()
    {
        var (line, members) = (_scanner.Current.Line, new List<(int, double)>());
        var name = _scanner.Peek().Kind == LpTokenKind.Colon ? _scanner.TextOf(_scanner.Next()).ToString() : "";
        if (name.Length > 0)
        {
            _scanner.Next();
        }

        if (_scanner.Current.Kind != LpTokenKind.Colon)
        {
            var type = _scanner.Next();
            var first = name;
            name = _scanner.TextOf(type).ToString();
            if (_scanner.Next().Kind != LpTokenKind.Colon)
            {
                throw Wrong(type, "a special ordered set begins like set1: S1:: x1:1 x2:2");
            }

            _sets.Add(new OrderedSet(first, OrderedSets.TypeOf(name, line), members, line));
        }
        else
        {
            _sets.Add(new OrderedSet(_builder.FreeName($"{name}_{_sets.Count + 1}"), OrderedSets.TypeOf(name, line), members, line));
        }

        if (_scanner.Next().Kind != LpTokenKind.Colon)
        {
            throw new ModelFormatException("a special ordered set begins like set1: S1:: x1:1 x2:2", null, line);
        }

        Members(members);
    }

    private void Members(List<(int Column, double Weight)> members)
    {
        while (_scanner.Current.Kind == LpTokenKind.Name && !IsSetHead())
        {
            var name = _scanner.Next();
            if (_scanner.Next().Kind != LpTokenKind.Colon)
            {
                throw Wrong(name, "a member of a special ordered set is a name and its weight, like x1:10");
            }

            var sign = _scanner.Current.Kind == LpTokenKind.Minus ? -1 : 1;
            if (_scanner.Current.IsSign)
            {
                _scanner.Next();
            }

            var weight = _scanner.Next();
            if (weight.Kind != LpTokenKind.Number)
            {
                throw Wrong(weight, "the weight of a member of a special ordered set is a number");
            }

            members.Add((LpBounds.Known(_scanner, _builder, name, "SOS"), sign * weight.Number));
        }
    }

    // "S1::" or "name: S1::": a member has a number behind its first colon.
    private bool IsSetHead()
    {
        var rest = _scanner.Rest;
        var at = rest.IndexOf(':');
        return at >= 0 && rest[(at + 1)..].TrimStart() is [':' or 's' or 'S', ..];
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

    private ModelFormatException Wrong(string message, string? hint) => new(message, hint, _scanner.Current.Line);

    private ModelFormatException Wrong(LpToken at, string message, string? hint = null) => Wrong(at, message, at.Line, hint);

    private ModelFormatException Wrong(LpToken at, string message, int line, string? hint = null) => new(
        at.Kind == LpTokenKind.End ? $"the text ends where more is due: {message}" : $"'{LpScanner.Shown(_scanner.TextOf(at))}' can not stand here: {message}",
        hint,
        line);
}
