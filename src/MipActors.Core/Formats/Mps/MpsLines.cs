namespace MipActors.Core.Formats;

/// <summary>The lines of an MPS file that are no comments, cut into their fields.</summary>
internal sealed class MpsLines(string text, bool isFixed)
{
    private const int MostFields = 8;

    /// <summary>Where the six fields of the fixed form begin and end (the first column is 0).</summary>
    private static readonly (int From, int To)[] FixedFields = [(1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61)];

    private readonly Range[] _fields = new Range[MostFields];
    private int _at;

    /// <summary>Number of the line at hand, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Whether the line at hand begins a section.</summary>
    public bool IsHeader { get; private set; }

    /// <summary>How many fields it has; at most one more than any line has a use for.</summary>
    public int Count { get; private set; }

    /// <summary>The comments before the first section, and what else PuLP says in them.</summary>
    public bool SaysMaximize { get; private set; }

    private ReadOnlySpan<char> Line => text.AsSpan(_start, _length);

    private int _start;
    private int _length;

    /// <summary>A field of the line at hand, from 0.</summary>
    public ReadOnlySpan<char> this[int field] => Line[_fields[field]];

    /// <summary>All that stands behind the first field.</summary>
    public ReadOnlySpan<char> Tail => Line[_fields[0].End..].Trim();

    /// <summary>Goes to the next line; false at the end.</summary>
    public bool Next()
    {
        while (_at < text.Length)
        {
            Number++;
            var rest = text.AsSpan(_at);
            var end = rest.IndexOf('\n');
            (_start, _length) = (_at, (end < 0 ? rest : rest[..end]).TrimEnd().Length);
            _at += end < 0 ? rest.Length : end + 1;
            if (_length == 0 || Line[0] == '*')
            {
                // PuLP tells the sense in a comment alone.
                SaysMaximize |= Line.StartsWith("*SENSE:Max", StringComparison.OrdinalIgnoreCase);
                continue;
            }

            IsHeader = Line[0] is not (' ' or '\t');
            Cut();
            if (Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void Cut()
    {
        Count = 0;
        var line = Line;
        if (isFixed && !IsHeader)
        {
            foreach (var (from, to) in FixedFields)
            {
                var field = from < line.Length ? line[from..Math.Min(to, line.Length)] : default;
                var trimmed = field.Trim();
                if (!trimmed.IsEmpty)
                {
                    var start = from + (field.Length - field.TrimStart().Length);
                    _fields[Count++] = start..(start + trimmed.Length);
                }
            }

            return;
        }

        for (var at = 0; at < line.Length && Count < MostFields;)
        {
            while (at < line.Length && char.IsWhiteSpace(line[at]))
            {
                at++;
            }

            var start = at;
            while (at < line.Length && !char.IsWhiteSpace(line[at]))
            {
                at++;
            }

            if (at > start)
            {
                _fields[Count++] = start..at;
            }
        }
    }
}
