using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>The section BOUNDS of an MPS file.</summary>
internal sealed class MpsBounds(ModelBuilder builder, MpsLines lines)
{
    private readonly List<int> _marked = [];

    /// <summary>A column is integer by a marker.</summary>
    public void MarkedInteger(int column) => _marked.Add(column);

    /// <summary>The line at hand: a type, a name of the vector that may be missing, a column, and a number where the type takes one.</summary>
    public void Read()
    {
        var type = lines[0].ToString().ToUpperInvariant();
        var takesNumber = type is "UP" or "LO" or "FX" or "UI" or "LI" or "SC" or "SI";
        if (!takesNumber && type is not ("FR" or "MI" or "PL" or "BV"))
        {
            throw Wrong($"'{LpScanner.Shown(type)}' is no type of a bound", "It is one of UP, LO, FX, FR, MI, PL, BV, LI, UI, SC.");
        }

        if (lines.Count is < 2 or > 4 || (takesNumber && lines.Count < 3))
        {
            throw Wrong("a line of BOUNDS has a type, the name of the bounds, a column and, for most types, a number", null);
        }

        var at = takesNumber ? lines.Count - 2 : lines.Count == 4 || (lines.Count == 3 && builder.FindColumn(lines[2]) >= 0) ? 2 : 1;
        var column = ColumnOf(lines[at]);
        var value = takesNumber ? ModelText.Bound(MpsSections.Number(lines, lines.Count - 1)) : 0;
        ref var data = ref builder[column];
        if (type is "BV" or "LI" or "UI" or "SI")
        {
            data.Kind = VariableKind.Integer;
        }

        switch (type)
        {
            case "UP" or "UI" or "SC" or "SI":
                Upper(column, ref data, value);
                data.IsSemiContinuous |= type is "SC" or "SI";
                break;
            case "LO" or "LI":
                (data.Lower, data.HasLower) = (value, true);
                break;
            case "MI":
                (data.Lower, data.HasLower) = (double.NegativeInfinity, true);
                break;
            case "PL":
                (data.Upper, data.HasUpper) = (double.PositiveInfinity, true);
                break;
            default:
                (data.Lower, data.Upper) = type == "FX" ? (value, value) : type == "FR" ? (double.NegativeInfinity, double.PositiveInfinity) : (0, 1);
                (data.HasLower, data.HasUpper) = (true, true);
                break;
        }
    }

    /// <summary>What is known only when all bounds are read.</summary>
    public void Finish()
    {
        var binaries = 0;
        foreach (var column in _marked)
        {
            ref var data = ref builder[column];
            if (!data.HasLower && !data.HasUpper)
            {
                data.Upper = 1;
                binaries++;
            }
        }

        if (binaries > 0)
        {
            builder.Note($"{binaries:N0} integer columns have no bounds and are binary therefore, as MPS has it. Write a bound of type PL for one without upper bound.");
        }
    }

    public int ColumnOf(ReadOnlySpan<char> name) => builder.FindColumn(name) is >= 0 and var column ? column
        : throw Wrong($"there is no column '{LpScanner.Shown(name)}'", "Every column has a line in the section COLUMNS, which comes before.");

    /// <summary>As in CPLEX, SAS and most others: an upper bound below 0 where no lower one is given takes the default of 0 away.</summary>
    private void Upper(int column, ref ModelBuilder.Column data, double value)
    {
        (data.Upper, data.HasUpper) = (value, true);
        if (value < 0 && !data.HasLower)
        {
            data.Lower = double.NegativeInfinity;
            builder.Note($"'{LpScanner.Shown(builder.ColumnName(column))}' (line {lines.Number}) has an upper bound below 0 and no lower one: its lower bound is -infinity, as MPS has it.");
        }
    }

    private ModelFormatException Wrong(string message, string? hint) => new(message, hint, lines.Number);
}
