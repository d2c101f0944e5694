using System.Buffers;
using System.Globalization;
using System.Text;
using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>Writes the LP format of CPLEX, such that other readers take it too: no brackets in names, one sense a line but for ranges.</summary>
internal sealed class LpWriter
{
    private const int TermsPerLine = 8;

    private static readonly SearchValues<char> Marks = SearchValues.Create("!\"#$%&(),.;?@_'`{}~|/");

    private readonly LinearModel _model;
    private readonly LegalNames _legal = new(IsLegal, Mended);
    private readonly string[] _columns;
    private readonly string[] _rows;
    private readonly StringBuilder _text = new();

    public LpWriter(LinearModel model)
    {
        _model = model;
        _columns = _legal.Of(model.ColumnNames);
        _rows = _legal.Of(model.RowNames);
    }

    public ModelWriting Write()
    {
        if (_model.Name.Length > 0)
        {
            _text.Append("\\Problem name: ").Append(OneLine(_model.Name)).Append('\n');
        }

        Objective();
        Constraints();
        Bounds();
        List("Generals", column => _model.Kinds[column] == VariableKind.Integer && !IsBinary(column));
        List("Binaries", IsBinary);
        _text.Append("End\n");
        return new ModelWriting(_text.ToString(), _legal.Note is { } note ? [note] : []);
    }

    private void Objective()
    {
        _text.Append(_model.Sense == ObjectiveSense.Maximize ? "Maximize\n obj:" : "Minimize\n obj:");
        var all = Enumerable.Range(0, _model.ColumnCount);
        // Readers number the variables as they meet them.
        var told = IsOrderTold() ? all.Where(column => _model.Cost[column] != 0) : all;
        var terms = 0;
        foreach (var column in told)
        {
            Term(_model.Cost[column], _columns[column], ref terms);
        }

        if (_model.ObjectiveOffset != 0)
        {
            _text.Append(_model.ObjectiveOffset < 0 ? " - " : " + ").Append(Text(Math.Abs(_model.ObjectiveOffset)));
        }

        _text.Append('\n');
    }

    /// <summary>Whether objective and constraints name each column, in order, without zeros.</summary>
    private bool IsOrderTold()
    {
        var seen = new bool[_model.ColumnCount];
        var next = 0;
        foreach (var column in Enumerable.Range(0, _model.ColumnCount).Where(column => _model.Cost[column] != 0).Concat(_model.Matrix.Indices))
        {
            if (seen[column])
            {
                continue;
            }

            if (column != next++)
            {
                return false;
            }

            seen[column] = true;
        }

        return next == _model.ColumnCount;
    }

    private void Constraints()
    {
        _text.Append("Subject To\n");
        for (var row = 0; row < _model.RowCount; row++)
        {
            double lower = _model.RowLower[row], upper = _model.RowUpper[row];
            _text.Append(' ').Append(_rows[row]).Append(':');
            var isRange = lower != upper && double.IsFinite(lower) && double.IsFinite(upper);
            if (isRange)
            {
                _text.Append(' ').Append(Text(lower)).Append(" <=");
            }

            Row(row);
            _text.Append(lower == upper ? " = " : double.IsFinite(upper) || upper < 0 ? " <= " : " >= ");
            _text.Append(lower == upper ? Text(lower) : double.IsFinite(upper) || upper < 0 ? Text(upper) : Text(lower)).Append('\n');
        }
    }

    private void Row(int row)
    {
        var indices = _model.Matrix.RowIndices(row);
        var values = _model.Matrix.RowValues(row);
        var terms = 0;
        for (var entry = 0; entry < indices.Length; entry++)
        {
            Term(values[entry], _columns[indices[entry]], ref terms);
        }

        if (terms == 0)
        {
            _text.Append(_model.ColumnCount == 0 ? " 0" : $" 0 {_columns[0]}");
        }
    }

    private void Term(double coefficient, string name, ref int terms)
    {
        if (terms > 0 && terms % TermsPerLine == 0)
        {
            _text.Append("\n ");
        }

        _text.Append(double.IsNegative(coefficient) ? " - " : terms > 0 ? " + " : " ");
        if (Math.Abs(coefficient) != 1)
        {
            _text.Append(Text(Math.Abs(coefficient))).Append(' ');
        }

        _text.Append(name);
        terms++;
    }

    private void Bounds()
    {
        _text.Append("Bounds\n");
        for (var column = 0; column < _model.ColumnCount; column++)
        {
            double lower = _model.ColumnLower[column], upper = _model.ColumnUpper[column];
            var name = _columns[column];
            if ((lower == 0 && double.IsPositiveInfinity(upper)) || IsBinary(column))
            {
                continue;
            }

            _text.Append(' ').Append(
                lower == upper ? $"{name} = {Text(lower)}"
                : double.IsNegativeInfinity(lower) && double.IsPositiveInfinity(upper) ? $"{name} free"
                : double.IsPositiveInfinity(upper) ? $"{name} >= {Text(lower)}"
                : $"{Text(lower)} <= {name} <= {Text(upper)}").Append('\n');
        }
    }

    private void List(string section, Func<int, bool> belongs)
    {
        var listed = Enumerable.Range(0, _model.ColumnCount).Where(belongs).ToArray();
        if (listed.Length == 0)
        {
            return;
        }

        _text.Append(section).Append('\n');
        foreach (var line in listed.Chunk(TermsPerLine))
        {
            _text.Append(' ').AppendJoin(' ', line.Select(column => _columns[column])).Append('\n');
        }
    }

    private bool IsBinary(int column) =>
        _model.Kinds[column] == VariableKind.Integer && _model.ColumnLower[column] == 0 && _model.ColumnUpper[column] == 1;

    private static string Text(double value) => double.IsInfinity(value)
        ? value > 0 ? "inf" : "-inf"
        : value.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();

    private static bool IsLegal(string name) => IsFirst(name[0]) && name.All(IsMark) && !LpScanner.IsReserved(name)
        && !LpBounds.IsInfinity(name) && !name.Equals("free", StringComparison.OrdinalIgnoreCase)
        && !(name[0] is 'e' or 'E' && (name.Length == 1 || char.IsAsciiDigit(name[1]))); // e5 after a number looks like its exponent.

    private static bool IsFirst(char c) => IsMark(c) && !char.IsDigit(c) && c is not ('.' or '/');

    private static bool IsMark(char c) => char.IsLetterOrDigit(c) || Marks.Contains(c);

    private static string Mended(string name)
    {
        var mended = string.Create(name.Length, name, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
            {
                target[i] = source[i] switch { '[' => '(', ']' => ')', var c when IsMark(c) => c, _ => '_' };
            }
        });
        return IsFirst(mended[0]) ? mended : $"_{mended}";
    }

    private static string OneLine(string name) => string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
