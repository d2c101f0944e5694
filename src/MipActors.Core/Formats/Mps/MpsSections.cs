using System.Globalization;
using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>The sections of one MPS file, line by line.</summary>
internal sealed class MpsSections(ModelSizeLimits limits)
{
    private static readonly string[] KnownSections =
        ["NAME", "OBJSENSE", "OBJNAME", "ROWS", "LAZYCONS", "USERCUTS", "COLUMNS", "RHS", "RANGES", "BOUNDS", "SOS", "SOS1", "SOS2", "ENDATA"];

    private static readonly string[] NotLinear =
        ["QUADOBJ", "QMATRIX", "QSECTION", "QCMATRIX", "CSECTION", "INDICATORS", "GENCONS", "PWLOBJ", "PWLNAM", "PWLCON", "SCENARIOS"];

    private readonly ModelBuilder _builder = new(limits);
    private readonly List<char> _types = [];
    private readonly List<(double Rhs, double? Range)> _sides = [];
    private readonly List<OrderedSet> _sets = [];
    private List<(int Column, double Weight)> _members = [];
    private readonly Dictionary<string, string> _vectors = new(StringComparer.Ordinal);
    private MpsBounds _bounds = null!;
    private MpsLines _lines = null!;
    private string _section = "";
    private string? _objective;
    private bool _isInteger;
    private bool _hasSense;
    private int _lastColumn = -1;

    private const int ObjectiveRow = -1;

    public ModelReading Read(MpsLines lines, CancellationToken cancellation)
    {
        _lines = lines;
        _bounds = new MpsBounds(_builder, lines);
        var isOver = false;
        while (!isOver && lines.Next())
        {
            cancellation.ThrowIfCancellationRequested();
            if (lines.IsHeader)
            {
                isOver = Header();
            }
            else
            {
                Data();
            }
        }

        if (!isOver)
        {
            throw new ModelFormatException("the text ends before ENDATA", "Is it cut off? An MPS file ends with the line ENDATA.", Math.Max(1, lines.Number));
        }

        return Finish();
    }

    private bool Header()
    {
        _section = _lines[0].ToString().ToUpperInvariant();
        switch (_section)
        {
            case "NAME":
                var name = _lines.Tail;
                _builder.Name = (name.EndsWith(" FREE", StringComparison.OrdinalIgnoreCase) ? name[..^5].Trim() : name).ToString();
                break;
            case "OBJSENSE" when _lines.Count > 1:
                Sense(_lines[1]);
                break;
            case "OBJNAME" when _lines.Count > 1:
                _objective = _lines[1].ToString();
                break;
            case "ENDATA":
                return true;
            default:
                if (NotLinear.Contains(_section))
                {
                    throw Wrong($"the section {_section} is not linear", "MipActors solves linear models, with integer variables, semi-continuous ones and special ordered sets.");
                }

                if (!KnownSections.Contains(_section))
                {
                    var nearest = NearestName.Of(_section, KnownSections);
                    throw Wrong(
                        $"'{LpScanner.Shown(_section)}' is no section of an MPS file",
                        (nearest is null ? "" : $"Did you mean {nearest}? ") + "Lines of data begin with a blank.");
                }

                break;
        }

        return false;
    }

    private void Data()
    {
        switch (_section)
        {
            case "OBJSENSE":
                Sense(_lines[0]);
                break;
            case "OBJNAME":
                _objective = _lines[0].ToString();
                break;
            case "ROWS" or "LAZYCONS" or "USERCUTS":
                Row();
                break;
            case "COLUMNS":
                ColumnEntries();
                break;
            case "RHS":
                Pairs(Side);
                break;
            case "RANGES":
                Pairs(Range);
                break;
            case "BOUNDS":
                if (IsFirstVector(_lines.Count == 4 ? _lines[1] : default))
                {
                    _bounds.Read();
                }

                break;
            case "SOS" or "SOS1" or "SOS2":
                Set();
                break;
            default:
                throw Wrong(_section.Length == 0 ? "the text does not begin with a section like NAME or ROWS" : $"the section {_section} has no lines of data", null);
        }
    }

    private void Sense(ReadOnlySpan<char> word)
    {
        var isMax = word.StartsWith("MAX", StringComparison.OrdinalIgnoreCase);
        if (!isMax && !word.StartsWith("MIN", StringComparison.OrdinalIgnoreCase))
        {
            throw Wrong($"'{LpScanner.Shown(word)}' is no sense of an objective", "OBJSENSE is MIN or MAX.");
        }

        (_builder.Sense, _hasSense) = (isMax ? ObjectiveSense.Maximize : ObjectiveSense.Minimize, true);
    }

    private void Row()
    {
        if (_lines.Count != 2 || _lines[0].Length != 1)
        {
            throw Wrong("a line of ROWS has a type (N, L, G or E) and a name", null);
        }

        var type = char.ToUpperInvariant(_lines[0][0]);
        var name = _lines[1];
        if (type == 'N' && (_objective is null || name.SequenceEqual(_objective)))
        {
            _objective ??= name.ToString();
            return;
        }

        if (type is not ('N' or 'L' or 'G' or 'E'))
        {
            throw Wrong($"'{LpScanner.Shown(_lines[0])}' is no type of a row", "It is N, L, G or E.");
        }

        if (_builder.FindRow(name) >= 0 || name.SequenceEqual(_objective))
        {
            throw Wrong($"the row '{LpScanner.Shown(name)}' is there twice", null);
        }

        _builder.AddRow(name, 0, 0, _lines.Number);
        _types.Add(type);
        _sides.Add((0, null));
    }

    private void ColumnEntries()
    {
        if (_lines.Count >= 3 && _lines[1] is "'MARKER'")
        {
            _isInteger = _lines[^1] is "'INTORG'" || (_lines[^1] is not "'INTEND'" && _isInteger);
            return;
        }

        if (_lines.Count is not (3 or 5))
        {
            throw Wrong("a line of COLUMNS has the name of a column and one or two pairs of a row and a number", "Names with blanks are read in the fixed form alone.");
        }

        var name = _lines[0];
        if (_lastColumn < 0 || !name.SequenceEqual(_builder.ColumnName(_lastColumn)))
        {
            var isNew = _builder.FindColumn(name) < 0;
            _lastColumn = _builder.TakeColumn(name, _lines.Number);
            if (isNew && _isInteger)
            {
                _builder[_lastColumn].Kind = VariableKind.Integer;
                _bounds.MarkedInteger(_lastColumn);
            }
        }

        for (var field = 1; field < _lines.Count; field += 2)
        {
            var row = RowOf(_lines[field]);
            var value = Number(_lines, field + 1);
            if (!double.IsFinite(value))
            {
                throw Wrong($"the coefficient {LpScanner.Shown(_lines[field + 1])} is not finite", null);
            }

            if (row == ObjectiveRow)
            {
                _builder[_lastColumn].Cost = value;
            }
            else
            {
                _builder.Add(row, _lastColumn, value, _lines.Number);
            }
        }
    }

    private void Pairs(Action<int, double> take)
    {
        if (_lines.Count is < 2 or > 5)
        {
            throw Wrong($"a line of {_section} has a name, which may be missing, and one or two pairs of a row and a number", null);
        }

        var first = _lines.Count % 2;
        if (!IsFirstVector(first == 1 ? _lines[0] : default))
        {
            return;
        }

        for (var field = first; field < _lines.Count; field += 2)
        {
            take(RowOf(_lines[field]), Number(_lines, field + 1));
        }
    }

    private void Side(int row, double value)
    {
        if (row == ObjectiveRow)
        {
            _builder.Offset = double.IsFinite(value) ? 0 - value : throw Wrong("the constant of the objective is not finite", null);
        }
        else
        {
            _sides[row] = _sides[row] with { Rhs = value };
        }
    }

    private void Range(int row, double value)
    {
        if (row == ObjectiveRow || _types[row] == 'N')
        {
            _builder.Note($"The range of the row '{LpScanner.Shown(_lines[_lines.Count % 2])}' (line {_lines.Number}) means nothing: it is of type N.");
        }
        else
        {
            _sides[row] = _sides[row] with { Range = value };
        }
    }

    private void Set()
    {
        if (_lines[0] is "S1" or "s1" or "S2" or "s2" && _lines.Count >= 2)
        {
            var isNamedLast = _lines.Count >= 3 && !double.TryParse(_lines[2], NumberStyles.Float, CultureInfo.InvariantCulture, out _);
            _members = [];
            _sets.Add(new OrderedSet(_lines[isNamedLast ? 2 : 1].ToString(), OrderedSets.TypeOf(_lines[0], _lines.Number), _members, _lines.Number));
            return;
        }

        if (_sets.Count == 0 || _lines.Count is not (2 or 3))
        {
            throw Wrong("a special ordered set is a line S1 or S2 with its name, then lines with a column and its weight", null);
        }

        _members.Add((_bounds.ColumnOf(_lines[_lines.Count - 2]), Number(_lines, _lines.Count - 1)));
    }

    /// <summary>A file may hold several vectors of sides, ranges or bounds: the first of each is the model's.</summary>
    private bool IsFirstVector(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || (_vectors.TryGetValue(_section, out var first) && name.SequenceEqual(first)))
        {
            return true;
        }

        if (first is null)
        {
            _vectors[_section] = name.ToString();
            return true;
        }

        if (_vectors.TryAdd($"{_section}, others", ""))
        {
            _builder.Note($"{_section} has more than one vector; '{LpScanner.Shown(first)}', the first, is the one that was taken.");
        }

        return false;
    }

    private int RowOf(ReadOnlySpan<char> name) => name.SequenceEqual(_objective) ? ObjectiveRow
        : _builder.FindRow(name) is >= 0 and var row ? row
        : throw Wrong($"there is no row '{LpScanner.Shown(name)}'", "Every row has its line in the section ROWS, which comes first.");

    private ModelReading Finish()
    {
        for (var row = 0; row < _types.Count; row++)
        {
            var (lower, upper) = BoundsOf(_types[row], _sides[row].Rhs, _sides[row].Range);
            _builder.SetRow(row, ModelText.Bound(lower), ModelText.Bound(upper));
        }

        if (!_hasSense && _lines.SaysMaximize)
        {
            _builder.Sense = ObjectiveSense.Maximize;
            _builder.Note("The objective is maximized, as the comment *SENSE:Maximize says (PuLP writes it); other readers would minimize. OBJSENSE is the section for it.");
        }

        _bounds.Finish();
        OrderedSets.Model(_builder, _sets);
        return _builder.Build();
    }

    private static (double Lower, double Upper) BoundsOf(char type, double rhs, double? range) => (type, range) switch
    {
        ('N', _) => (double.NegativeInfinity, double.PositiveInfinity),
        ('L', null) => (double.NegativeInfinity, rhs),
        ('G', null) => (rhs, double.PositiveInfinity),
        ('L', { } width) => (rhs - Math.Abs(width), rhs),
        ('G', { } width) => (rhs, rhs + Math.Abs(width)),
        (_, { } width) => width < 0 ? (rhs + width, rhs) : (rhs, rhs + width),
        _ => (rhs, rhs),
    };

    /// <summary>The number in a field; Fortran's D for an exponent too.</summary>
    public static double Number(MpsLines lines, int field)
    {
        var text = lines[field];
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && !double.IsNaN(value) ? value
            : double.TryParse(text.ToString().Replace('D', 'E').Replace('d', 'e'), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && !double.IsNaN(value) ? value
            : text is "inf" or "Inf" or "INF" or "+inf" ? double.PositiveInfinity
            : text is "-inf" or "-Inf" or "-INF" ? double.NegativeInfinity
            : throw new ModelFormatException($"'{LpScanner.Shown(text)}' is no number", null, lines.Number);
    }

    private ModelFormatException Wrong(string message, string? hint) => new(message, hint, _lines.Number);
}
