using System.Runtime.InteropServices;
using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>Gathers a model in the order in which a text tells it.</summary>
internal sealed class ModelBuilder(ModelSizeLimits limits)
{
    private const int MostNotes = 20;
    private const int LongestName = 1_000;

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly List<string> _columnNames = [];
    private readonly List<Column> _columnData = [];
    private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
    private readonly List<string> _rowNames = [];
    private readonly List<(double Lower, double Upper)> _rowBounds = [];
    private readonly List<(int Row, int Column, double Value)> _entries = [];
    private readonly Dictionary<string, int> _copies = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];
    private int _notesDropped;

    /// <summary>What is known of a column.</summary>
    public record struct Column(double Cost, double Lower, double Upper, VariableKind Kind, bool HasLower, bool HasUpper, bool IsSemiContinuous);

    /// <summary>A model that there is, to be added to.</summary>
    public static ModelBuilder Of(LinearModel model, ModelSizeLimits limits)
    {
        var builder = new ModelBuilder(limits) { Name = model.Name, Sense = model.Sense, Offset = model.ObjectiveOffset };
        for (var column = 0; column < model.ColumnCount; column++)
        {
            builder.AddColumn(model.ColumnNames[column]);
            builder[column] = new Column(
                model.Cost[column], model.ColumnLower[column], model.ColumnUpper[column], model.Kinds[column], true, true, false);
        }

        for (var row = 0; row < model.RowCount; row++)
        {
            builder.AddRow(model.RowNames[row], model.RowLower[row], model.RowUpper[row]);
            var indices = model.Matrix.RowIndices(row);
            var values = model.Matrix.RowValues(row);
            for (var entry = 0; entry < indices.Length; entry++)
            {
                builder.Add(row, indices[entry], values[entry]);
            }
        }

        return builder;
    }

    public string Name { get; set; } = "";

    public ObjectiveSense Sense { get; set; }

    public double Offset { get; set; }

    public int ColumnCount => _columnData.Count;

    public int RowCount => _rowBounds.Count;

    /// <summary>A column to read and to write; only until the next one is added.</summary>
    public ref Column this[int column] => ref CollectionsMarshal.AsSpan(_columnData)[column];

    public string ColumnName(int column) => _columnNames[column];

    public int FindColumn(ReadOnlySpan<char> name) =>
        _columns.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var column) ? column : -1;

    public int FindRow(ReadOnlySpan<char> name) =>
        _rows.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var row) ? row : -1;

    /// <summary>The column of this name, added when it is new.</summary>
    public int TakeColumn(ReadOnlySpan<char> name, int line)
    {
        var known = FindColumn(name);
        return known >= 0 ? known : AddColumn(Checked(name, line), line);
    }

    /// <summary>A new column; a name that is known already is taken again.</summary>
    public int AddColumn(string name, int? line = null)
    {
        Within(_columnData.Count, limits.Columns, "columns", line);
        _columns.TryAdd(name, _columnData.Count);
        _columnNames.Add(name);
        _columnData.Add(new Column(0, 0, double.PositiveInfinity, VariableKind.Continuous, false, false, false));
        return _columnData.Count - 1;
    }

    /// <summary>A row without entries; a name that is known already is taken again.</summary>
    public int AddRow(ReadOnlySpan<char> name, double lower, double upper, int? line = null)
    {
        Within(_rowBounds.Count, limits.Rows, "rows", line);
        var text = Checked(name, line);
        _rows.TryAdd(text, _rowBounds.Count);
        _rowNames.Add(text);
        _rowBounds.Add((lower, upper));
        return _rowBounds.Count - 1;
    }

    public void SetRow(int row, double lower, double upper) => _rowBounds[row] = (lower, upper);

    public void Add(int row, int column, double value, int? line = null)
    {
        Within(_entries.Count, limits.NonZeros, "non-zeros", line);
        _entries.Add((row, column, value));
    }

    /// <summary>A name that no column and no row has: this one, or with a number behind.</summary>
    public string FreeName(string wish)
    {
        var name = wish;
        var copy = _copies.GetValueOrDefault(wish, 1);
        while (_columns.ContainsKey(name) || _rows.ContainsKey(name))
        {
            name = $"{wish}_{++copy}";
        }

        if (copy > 1)
        {
            _copies[wish] = copy;
        }

        return name;
    }

    public void Note(string note)
    {
        if (_notes.Count < MostNotes)
        {
            _notes.Add(note);
        }
        else
        {
            _notesDropped++;
        }
    }

    public ModelReading Build()
    {
        var matrix = Matrix(out var merged);
        if (merged > 0)
        {
            Note($"{merged} coefficients are given more than once in their constraint; they were added up.");
        }

        var model = new LinearModel
        {
            Name = Name,
            Sense = Sense,
            ObjectiveOffset = Offset,
            Cost = [.. _columnData.Select(column => column.Cost)],
            ColumnLower = [.. _columnData.Select(column => column.Lower)],
            ColumnUpper = [.. _columnData.Select(column => column.Upper)],
            Kinds = [.. _columnData.Select(column => column.Kind)],
            ColumnNames = [.. _columnNames],
            RowLower = [.. _rowBounds.Select(row => row.Lower)],
            RowUpper = [.. _rowBounds.Select(row => row.Upper)],
            RowNames = [.. _rowNames],
            Matrix = matrix,
        };
        return new ModelReading(model, _notesDropped == 0 ? _notes : [.. _notes, $"… and {_notesDropped} more of the kind."]);
    }

    /// <summary>What the rows that there are imply for the columns.</summary>
    public RowBounds RowBounds() =>
        new(Matrix(out _), [.. _columnData.Select(column => (column.Lower, column.Upper))], [.. _rowBounds]);

    /// <summary>Rows in order (a counting sort), what is given twice added up where it was first, what is zero left out.</summary>
    private SparseMatrix Matrix(out int merged)
    {
        merged = 0;
        var ends = new int[RowCount + 1];
        foreach (var entry in _entries)
        {
            ends[entry.Row + 1]++;
        }

        for (var row = 0; row < RowCount; row++)
        {
            ends[row + 1] += ends[row];
        }

        var next = ends[..RowCount];
        var sorted = new (int Column, double Value)[_entries.Count];
        foreach (var (row, column, value) in _entries)
        {
            sorted[next[row]++] = (column, value);
        }

        var starts = new int[RowCount + 1];
        List<int> indices = new(sorted.Length);
        List<double> values = new(sorted.Length);
        var placeOf = new int[ColumnCount];
        Array.Fill(placeOf, -1);
        for (var row = 0; row < RowCount; row++)
        {
            for (var at = ends[row]; at < ends[row + 1]; at++)
            {
                var (column, value) = sorted[at];
                if (placeOf[column] >= starts[row])
                {
                    values[placeOf[column]] += value;
                    merged++;
                }
                else
                {
                    placeOf[column] = values.Count;
                    indices.Add(column);
                    values.Add(value);
                }
            }

            starts[row + 1] = DropZeros(starts[row], indices, values);
            for (var at = ends[row]; at < ends[row + 1]; at++)
            {
                placeOf[sorted[at].Column] = -1;
            }
        }

        return new SparseMatrix(starts, [.. indices], [.. values]);
    }

    private static int DropZeros(int from, List<int> indices, List<double> values)
    {
        var kept = from;
        for (var at = from; at < values.Count; at++)
        {
            if (values[at] != 0)
            {
                (indices[kept], values[kept]) = (indices[at], values[at]);
                kept++;
            }
        }

        CollectionsMarshal.SetCount(indices, kept);
        CollectionsMarshal.SetCount(values, kept);
        return kept;
    }

    private static string Checked(ReadOnlySpan<char> name, int? line) => name.Length <= LongestName
        ? name.ToString()
        : throw new ModelFormatException($"a name of {name.Length:N0} characters", $"Names may have at most {LongestName:N0}.", line);

    private static void Within(int count, int most, string what, int? line)
    {
        if (count >= most)
        {
            throw new ModelFormatException(
                $"the model has more than {most:N0} {what}",
                $"Make it smaller, or raise the setting mipactors.limits.{what}.",
                line);
        }
    }
}
