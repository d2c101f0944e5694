using System.Globalization;
using System.Text;
using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>Writes free MPS, in columns as far as the names are short.</summary>
internal sealed class MpsWriter
{
    private const string Objective = "OBJ";

    private readonly LinearModel _model;
    private readonly LegalNames _legal = new(IsLegal, Mended);
    private readonly string[] _columns;
    private readonly string[] _rows;
    private readonly string _objective = Objective;
    private readonly StringBuilder _text = new();
    private int _rounded;

    public MpsWriter(LinearModel model)
    {
        _model = model;
        while (model.RowNames.Contains(_objective))
        {
            _objective = $"_{_objective}";
        }

        _columns = _legal.Of(model.ColumnNames);
        _rows = _legal.Of(model.RowNames, _objective);
    }

    public ModelWriting Write()
    {
        var name = string.Concat(_model.Name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        _text.Append("NAME          ").Append(name).Append('\n');
        if (_model.Sense == ObjectiveSense.Maximize)
        {
            _text.Append("OBJSENSE\n    MAX\n");
        }

        Rows();
        Columns();
        Sides();
        Bounds();
        _text.Append("ENDATA\n");
        List<string> notes = [];
        if (_legal.Note is { } renamed)
        {
            notes.Add(renamed);
        }

        if (_rounded > 0)
        {
            notes.Add($"{_rounded:N0} constraints have two sides whose distance no double holds; their other side is rounded in its last digit.");
        }

        return new ModelWriting(_text.ToString(), notes);
    }

    private void Rows()
    {
        _text.Append("ROWS\n N  ").Append(_objective).Append('\n');
        for (var row = 0; row < _model.RowCount; row++)
        {
            _text.Append(' ').Append(TypeOf(row)).Append("  ").Append(_rows[row]).Append('\n');
        }
    }

    private char TypeOf(int row)
    {
        double lower = _model.RowLower[row], upper = _model.RowUpper[row];
        if (lower > upper || double.IsPositiveInfinity(lower) || double.IsNegativeInfinity(upper))
        {
            throw new ModelFormatException($"the constraint '{TerminalText.Escape(_model.RowNames[row])}' asks for at least {lower:R} and at most {upper:R}, which MPS can not say");
        }

        return lower == upper ? 'E'
            : double.IsInfinity(lower) && double.IsInfinity(upper) ? 'N'
            : double.IsInfinity(lower) ? 'L'
            : double.IsInfinity(upper) ? 'G'
            : Math.Abs(lower) <= Math.Abs(upper) ? 'G' : 'L';
    }

    private void Columns()
    {
        _text.Append("COLUMNS\n");
        var byColumn = ByColumn();
        var isInteger = false;
        for (var column = 0; column < _model.ColumnCount; column++)
        {
            if (_model.Kinds[column] == VariableKind.Integer != isInteger)
            {
                Marker(isInteger = !isInteger);
            }

            if (_model.Cost[column] != 0 || byColumn[column].Count == 0)
            {
                Line("", _columns[column], _objective, _model.Cost[column]);
            }

            foreach (var (row, value) in byColumn[column])
            {
                Line("", _columns[column], _rows[row], value);
            }
        }

        if (isInteger)
        {
            Marker(isOpening: false);
        }
    }

    private List<(int Row, double Value)>[] ByColumn()
    {
        var byColumn = new List<(int, double)>[_model.ColumnCount];
        for (var column = 0; column < byColumn.Length; column++)
        {
            byColumn[column] = [];
        }

        for (var row = 0; row < _model.RowCount; row++)
        {
            var indices = _model.Matrix.RowIndices(row);
            var values = _model.Matrix.RowValues(row);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                byColumn[indices[entry]].Add((row, values[entry]));
            }
        }

        return byColumn;
    }

    private void Marker(bool isOpening) =>
        _text.Append("    MARKER                 'MARKER'                 ").Append(isOpening ? "'INTORG'" : "'INTEND'").Append('\n');

    private void Sides()
    {
        _text.Append("RHS\n");
        if (_model.ObjectiveOffset != 0)
        {
            Line("", "RHS", _objective, -_model.ObjectiveOffset);
        }

        var ranges = new List<(int Row, double Width)>();
        for (var row = 0; row < _model.RowCount; row++)
        {
            double lower = _model.RowLower[row], upper = _model.RowUpper[row];
            var type = TypeOf(row);
            var side = type == 'L' ? upper : lower;
            if (type != 'N' && side != 0)
            {
                Line("", "RHS", _rows[row], side);
            }

            if (lower != upper && double.IsFinite(lower) && double.IsFinite(upper))
            {
                ranges.Add((row, Width(type == 'L' ? -upper : lower, type == 'L' ? -lower : upper)));
            }
        }

        _text.Append(ranges.Count > 0 ? "RANGES\n" : "");
        foreach (var (row, width) in ranges)
        {
            Line("", "RNG", _rows[row], width);
        }
    }

    /// <summary>The number that added to the first gives the second, rounded as a reader rounds it; where there is none the nearest.</summary>
    private double Width(double from, double to)
    {
        var width = to - from;
        foreach (var candidate in (ReadOnlySpan<double>)[width, Math.BitIncrement(width), Math.BitDecrement(width)])
        {
            if (from + candidate == to)
            {
                return candidate;
            }
        }

        _rounded++;
        return width;
    }

    private void Bounds()
    {
        _text.Append("BOUNDS\n");
        for (var column = 0; column < _model.ColumnCount; column++)
        {
            double lower = _model.ColumnLower[column], upper = _model.ColumnUpper[column];
            var name = _columns[column];
            var isInteger = _model.Kinds[column] == VariableKind.Integer;
            if (lower == upper)
            {
                Line(" FX ", "BND", name, lower);
            }
            else if (isInteger && lower == 0 && upper == 1)
            {
                Line(" BV ", "BND", name, null);
            }
            else if (double.IsNegativeInfinity(lower) && double.IsPositiveInfinity(upper))
            {
                Line(" FR ", "BND", name, null);
            }
            else
            {
                // The lower one first and always where the upper one is below 0: see MpsBounds.
                if (double.IsNegativeInfinity(lower))
                {
                    Line(" MI ", "BND", name, null);
                }
                else if (lower != 0 || upper < 0)
                {
                    Line(" LO ", "BND", name, lower);
                }

                if (double.IsFinite(upper) || upper < 0)
                {
                    Line(" UP ", "BND", name, upper);
                }
                else if (isInteger)
                {
                    Line(" PL ", "BND", name, null);
                }
            }
        }
    }

    private void Line(string type, string first, string second, double? value)
    {
        _text.Append(type.Length == 0 ? "    " : type).Append(first.PadRight(8)).Append("  ").Append(second.PadRight(8));
        if (value is { } number)
        {
            _text.Append("  ").Append(double.IsInfinity(number)
                ? number > 0 ? "1e+30" : "-1e+30"
                : number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant());
        }

        _text.Append('\n');
    }

    private static bool IsLegal(string name) => name[0] is not ('$' or '*') && name[0] != '\'' && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    private static string Mended(string name)
    {
        var mended = string.Concat(name.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? '_' : c));
        return mended[0] is '$' or '*' or '\'' ? $"_{mended}" : mended;
    }
}
