namespace MipActors.Core.Formats;

/// <summary>Reads a sum of numbers, variables and their multiples, as objectives and the sides of constraints are.</summary>
internal sealed class LpExpression(LpScanner scanner, ModelBuilder builder, ModelSizeLimits limits)
{
    public const string NotLinearHint =
        "MipActors solves linear models, with integer variables, semi-continuous ones and special ordered sets. Products and powers have to be modelled linearly.";

    private int _lastLine;

    /// <summary>The terms with a variable, of all expressions since <see cref="Clear"/>.</summary>
    public List<(int Column, double Value)> Terms { get; } = [];

    public void Clear() => Terms.Clear();

    /// <summary>
    /// Adds the terms of an expression to <see cref="Terms"/> and returns the sum of its constants. It ends where a term is complete and
    /// no sign follows; one of a single line also ends there with the line, for what comes next may be a constraint without a name.
    /// </summary>
    public double Read(bool ofOneLine)
    {
        var constant = 0.0;
        var isFirst = true;
        while (true)
        {
            var sign = 1.0;
            var line = scanner.Current.Line;
            var signs = 0;
            for (; scanner.Current.IsSign; signs++)
            {
                sign = scanner.Next().Kind == LpTokenKind.Minus ? -sign : sign;
            }

            if (signs == 0 && !isFirst)
            {
                return constant;
            }

            constant += Term(sign, ofOneLine, line);
            isFirst = false;
            if (ofOneLine && scanner.Current.Line > _lastLine)
            {
                return constant;
            }

            if (IsIndicator)
            {
                return constant;
            }
        }
    }

    /// <summary>Whether the arrow of an indicator constraint stands here.</summary>
    public bool IsIndicator => scanner.Current.Kind == LpTokenKind.Minus && scanner.Peek().Kind == LpTokenKind.Greater;

    /// <summary>One term; the constant it is, or 0 for one with a variable.</summary>
    private double Term(double sign, bool ofOneLine, int line)
    {
        var coefficient = sign;
        var token = scanner.Current;
        var hasNumber = token.Kind == LpTokenKind.Number;
        _lastLine = token.Line;
        if (hasNumber)
        {
            coefficient *= scanner.Next().Number;
            if (scanner.Current.Kind == LpTokenKind.Other && scanner.TextOf(scanner.Current) is "*")
            {
                scanner.Next();
            }
        }

        var name = scanner.Current;
        var isName = name.Kind == LpTokenKind.Name && !(hasNumber && ((ofOneLine && name.Line > token.Line) || scanner.Peek().Kind == LpTokenKind.Colon));
        if (name.Kind == LpTokenKind.Other)
        {
            throw scanner.Wrong(name, "only sums of numbers and variables belong here", NotLinearHint);
        }

        if (!isName)
        {
            return hasNumber ? coefficient : throw scanner.Wrong(name, "a number or a variable belongs here", line: line);
        }

        _lastLine = name.Line;
        var text = scanner.TextOf(name);
        if (!hasNumber && LpBounds.IsInfinity(text) && builder.FindColumn(text) < 0)
        {
            scanner.Next();
            return sign * double.PositiveInfinity;
        }

        if (!double.IsFinite(coefficient))
        {
            throw scanner.Wrong(token, "a coefficient has to be finite");
        }

        if (Terms.Count >= limits.NonZeros)
        {
            throw new ModelFormatException($"an expression has more than {limits.NonZeros:N0} terms", "Make it smaller, or raise the setting mipactors.limits.non-zeros.", name.Line);
        }

        Terms.Add((builder.TakeColumn(text, name.Line), coefficient));
        scanner.Next();
        if (scanner.Current.Kind == LpTokenKind.Other)
        {
            throw scanner.Wrong(scanner.Current, "a product or power of variables is not linear", NotLinearHint);
        }

        return 0;
    }
}
