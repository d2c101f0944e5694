using System.Buffers;
using System.Globalization;

namespace MipActors.Core.Formats;

/// <summary>The kinds of words in an LP file.</summary>
internal enum LpTokenKind : byte
{
    End,
    Section,
    Name,
    Number,
    Plus,
    Minus,
    Less,
    Greater,
    Equal,
    Colon,
    Other,
}

/// <summary>The sections of an LP file.</summary>
internal enum LpSection : byte
{
    None,
    Minimize,
    Maximize,
    Constraints,
    Bounds,
    Integers,
    Binaries,
    SemiContinuous,
    OrderedSets,
    End,
    NotLinear,
}

/// <summary>One word, and where it stands.</summary>
internal readonly record struct LpToken(LpTokenKind Kind, int Start, int Length, int Line, double Number, LpSection Section)
{
    public bool IsSign => Kind is LpTokenKind.Plus or LpTokenKind.Minus;

    public bool IsSense => Kind is LpTokenKind.Less or LpTokenKind.Greater or LpTokenKind.Equal;
}

/// <summary>
/// Takes an LP file apart. Line ends are white space but for two things: a section begins with its word at the start of a line, and
/// tokens know their line, because a number ends a constraint only where its line ends.
/// </summary>
internal sealed class LpScanner
{
    private static readonly SearchValues<char> Delimiters = SearchValues.Create("+-*^<>=:\\ \t\r\n\f\v\0");
    private static readonly SearchValues<char> Operators = SearchValues.Create("+:<=>*");
    private static readonly SearchValues<char> Exponents = SearchValues.Create("eE");

    private static readonly Dictionary<string, LpSection> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["min"] = LpSection.Minimize, ["minimize"] = LpSection.Minimize, ["minimise"] = LpSection.Minimize, ["minimum"] = LpSection.Minimize,
        ["max"] = LpSection.Maximize, ["maximize"] = LpSection.Maximize, ["maximise"] = LpSection.Maximize, ["maximum"] = LpSection.Maximize,
        ["subject to"] = LpSection.Constraints, ["such that"] = LpSection.Constraints, ["st"] = LpSection.Constraints,
        ["s.t."] = LpSection.Constraints, ["st."] = LpSection.Constraints, ["lazy constraints"] = LpSection.Constraints,
        ["user cuts"] = LpSection.Constraints,
        ["bound"] = LpSection.Bounds, ["bounds"] = LpSection.Bounds,
        ["gen"] = LpSection.Integers, ["general"] = LpSection.Integers, ["generals"] = LpSection.Integers,
        ["int"] = LpSection.Integers, ["integer"] = LpSection.Integers, ["integers"] = LpSection.Integers,
        ["bin"] = LpSection.Binaries, ["binary"] = LpSection.Binaries, ["binaries"] = LpSection.Binaries,
        ["semi"] = LpSection.SemiContinuous, ["semis"] = LpSection.SemiContinuous, ["semi-continuous"] = LpSection.SemiContinuous,
        ["sos"] = LpSection.OrderedSets, ["sos1"] = LpSection.OrderedSets, ["sos2"] = LpSection.OrderedSets,
        ["end"] = LpSection.End,
        ["general constraints"] = LpSection.NotLinear, ["gencons"] = LpSection.NotLinear, ["pwlobj"] = LpSection.NotLinear,
        ["pwl"] = LpSection.NotLinear, ["scenario"] = LpSection.NotLinear,
    };

    private static readonly HashSet<string> FirstWords = new(["subject", "such", "lazy", "user"], StringComparer.OrdinalIgnoreCase);

    private readonly string _text;
    private int _at;
    private int _line = 1;
    private bool _isLineStart = true;

    public LpScanner(string text)
    {
        _text = text;
        Next();
    }

    /// <summary>The word at hand.</summary>
    public LpToken Current { get; private set; }

    /// <summary>Whether a name is a word that begins a section, so that no variable can have it in a file that is to be read.</summary>
    public static bool IsReserved(string name) => Sections.ContainsKey(name) || FirstWords.Contains(name);

    /// <summary>The text of a word.</summary>
    public ReadOnlySpan<char> TextOf(LpToken token) => _text.AsSpan(token.Start, token.Length);

    /// <summary>All of the text from the word at hand on.</summary>
    public ReadOnlySpan<char> Rest => _text.AsSpan(Current.Start);

    /// <summary>The word after the one at hand, which stays.</summary>
    public LpToken Peek()
    {
        var (at, line, isLineStart) = (_at, _line, _isLineStart);
        var token = Scan();
        (_at, _line, _isLineStart) = (at, line, isLineStart);
        return token;
    }

    /// <summary>Goes on to the next word and returns the one that was at hand.</summary>
    public LpToken Next()
    {
        var token = Current;
        Current = Scan();
        return token;
    }

    private LpToken Scan()
    {
        SkipBlanks();
        if (_at >= _text.Length)
        {
            return new LpToken(LpTokenKind.End, _at, 0, _line, 0, LpSection.None);
        }

        if (_isLineStart && SectionAt() is { Kind: LpTokenKind.Section } section)
        {
            return section;
        }

        _isLineStart = false;
        var c = _text[_at];
        return c switch
        {
            '+' => Take(LpTokenKind.Plus, 1),
            '-' => Take(LpTokenKind.Minus, 1),
            ':' => Take(LpTokenKind.Colon, 1),
            '<' => Take(LpTokenKind.Less, Followed('=') ? 2 : 1),
            '>' => Take(LpTokenKind.Greater, Followed('=') ? 2 : 1),
            '=' when Followed('<') => Take(LpTokenKind.Less, 2),
            '=' when Followed('>') => Take(LpTokenKind.Greater, 2),
            '=' => Take(LpTokenKind.Equal, 1),
            >= '0' and <= '9' => Number(),
            '.' when _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]) => Number(),
            '*' or '^' or '[' or ']' or '\0' => Take(LpTokenKind.Other, 1),
            _ => Take(LpTokenKind.Name, NameLength(_at)),
        };
    }

    private void SkipBlanks()
    {
        for (; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == '\n')
            {
                (_line, _isLineStart) = (_line + 1, true);
            }
            else if (c == '\\')
            {
                var end = _text.AsSpan(_at).IndexOf('\n');
                _at = (end < 0 ? _text.Length : _at + end) - 1;
            }
            else if (!char.IsWhiteSpace(c) && c != '\uFEFF')
            {
                return;
            }
        }
    }

    /// <summary>
    /// A section's word alone on its line, or with something behind that can not make it a part of an expression: then a variable of
    /// that name would have been meant.
    /// </summary>
    private LpToken SectionAt()
    {
        var line = _text.AsSpan(_at);
        var end = line.IndexOfAny('\n', '\\');
        line = (end < 0 ? line : line[..end]).TrimEnd();
        if (!char.IsAsciiLetter(line.Length > 0 ? line[0] : '\0'))
        {
            return default;
        }

        var first = WordLength(line, 0);
        var second = first;
        while (second < line.Length && line[second] is ' ' or '\t' && first <= 20)
        {
            second++;
        }

        var section = LpSection.None;
        if (second > first)
        {
            var both = second + WordLength(line, second);
            section = both - second > 20 ? LpSection.None : Sections.GetValueOrDefault($"{line[..first]} {line[second..both]}");
            first = section == LpSection.None ? first : both;
        }

        if (section == LpSection.None && (first > 20 || !Sections.TryGetValue(line[..first].ToString(), out section)))
        {
            return default;
        }

        var rest = line[first..].TrimStart();
        var isAlone = section is LpSection.Minimize or LpSection.Maximize or LpSection.Constraints
            ? rest is not [':' or '<' or '>' or '=', ..]
            : rest.IsEmpty || (section != LpSection.End && !rest.ContainsAny(Operators) && rest[0] != '-' && !char.IsAsciiDigit(rest[0]))
                || (section == LpSection.Bounds && rest[0] is not ('+' or '-' or ':' or '<' or '>' or '='));
        if (!isAlone)
        {
            return default;
        }

        _isLineStart = false;
        var token = new LpToken(LpTokenKind.Section, _at, first, _line, 0, section);
        _at += first;
        return token;
    }

    private static int WordLength(ReadOnlySpan<char> line, int from)
    {
        var at = from;
        while (at < line.Length && (char.IsAsciiLetterOrDigit(line[at]) || line[at] is '.' or '_'
            || (line[at] == '-' && line[from..at].Equals("semi", StringComparison.OrdinalIgnoreCase))))
        {
            at++;
        }

        return at - from;
    }

    private LpToken Number()
    {
        var end = _at;
        while (end < _text.Length && (char.IsAsciiDigit(_text[end]) || _text[end] == '.'))
        {
            end++;
        }

        if (end < _text.Length && Exponents.Contains(_text[end]))
        {
            var digits = end + 1 < _text.Length && _text[end + 1] is '+' or '-' ? end + 2 : end + 1;
            if (digits < _text.Length && char.IsAsciiDigit(_text[digits]))
            {
                end = digits;
                while (end < _text.Length && char.IsAsciiDigit(_text[end]))
                {
                    end++;
                }
            }
        }

        var text = _text.AsSpan(_at, end - _at);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? Take(LpTokenKind.Number, text.Length) with { Number = value }
            : throw new ModelFormatException($"'{Shown(text)}' is no number", "Write it like 12, 0.5 or 1e-3.", _line);
    }

    private int NameLength(int from)
    {
        var length = _text.AsSpan(from).IndexOfAny(Delimiters);
        return length < 0 ? _text.Length - from : Math.Max(1, length);
    }

    private bool Followed(char next) => _at + 1 < _text.Length && _text[_at + 1] == next;

    private LpToken Take(LpTokenKind kind, int length)
    {
        var token = new LpToken(kind, _at, length, _line, 0, LpSection.None);
        _at += length;
        return token;
    }

    /// <summary>That this token can not stand where it does; the line to name is the token's where no other is given.</summary>
    public ModelFormatException Wrong(LpToken at, string message, string? hint = null, int? line = null) => new(
        at.Kind == LpTokenKind.End ? $"the text ends where more is due: {message}" : $"'{Shown(TextOf(at))}' can not stand here: {message}",
        hint,
        line ?? at.Line);

    /// <summary>A piece of the text, short enough for a message.</summary>
    public static string Shown(ReadOnlySpan<char> text) => TerminalText.Escape(text.Length <= 40 ? text.ToString() : $"{text[..40]}…");
}
