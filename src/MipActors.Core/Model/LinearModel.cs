namespace MipActors.Core.Model;

/// <summary>Whether the objective is to be made small or large.</summary>
public enum ObjectiveSense : byte
{
    /// <summary>Make the objective as small as possible.</summary>
    Minimize = 0,

    /// <summary>Make the objective as large as possible.</summary>
    Maximize = 1,
}

/// <summary>The domain of a column.</summary>
public enum VariableKind : byte
{
    /// <summary>Any real number within the bounds.</summary>
    Continuous = 0,

    /// <summary>Any whole number within the bounds; a binary is an integer with the bounds 0 and 1.</summary>
    Integer = 1,
}

/// <summary>
/// A linear model, with or without integer columns: optimise <c>cost·x + offset</c> subject to
/// <c>rowLower ≤ Ax ≤ rowUpper</c> and <c>columnLower ≤ x ≤ columnUpper</c>. Infinite bounds are the IEEE infinities;
/// an equality is a row whose two bounds are the same number. Immutable by convention: nobody writes to the arrays once
/// the model is made.
/// </summary>
public sealed class LinearModel
{
    /// <summary>The name that the user gave to the problem; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>Minimise or maximise.</summary>
    public required ObjectiveSense Sense { get; init; }

    /// <summary>The constant term of the objective.</summary>
    public double ObjectiveOffset { get; init; }

    /// <summary>Objective coefficients, one per column.</summary>
    public required double[] Cost { get; init; }

    /// <summary>Lower bounds, one per column.</summary>
    public required double[] ColumnLower { get; init; }

    /// <summary>Upper bounds, one per column.</summary>
    public required double[] ColumnUpper { get; init; }

    /// <summary>Domains, one per column.</summary>
    public required VariableKind[] Kinds { get; init; }

    /// <summary>The user's names of the columns, one per column; duplicates are possible.</summary>
    public required NameList ColumnNames { get; init; }

    /// <summary>Lower bounds of the activities, one per row.</summary>
    public required double[] RowLower { get; init; }

    /// <summary>Upper bounds of the activities, one per row.</summary>
    public required double[] RowUpper { get; init; }

    /// <summary>The user's names of the rows, one per row; duplicates are possible.</summary>
    public required NameList RowNames { get; init; }

    /// <summary>The coefficients A, row by row.</summary>
    public required SparseMatrix Matrix { get; init; }

    /// <summary>Number of columns (variables).</summary>
    public int ColumnCount => Cost.Length;

    /// <summary>Number of rows (constraints).</summary>
    public int RowCount => RowLower.Length;

    /// <summary>Number of integer columns, binaries included.</summary>
    public int IntegerCount => Kinds.AsSpan().Count(VariableKind.Integer);

    /// <summary>True when at least one column is integer.</summary>
    public bool IsMip => Kinds.AsSpan().Contains(VariableKind.Integer);

    /// <summary>The same model with other bounds of its columns, or without its integrality.</summary>
    public LinearModel WithColumns(double[] lower, double[] upper, VariableKind[]? kinds = null) => new()
    {
        Name = Name,
        Sense = Sense,
        ObjectiveOffset = ObjectiveOffset,
        Cost = Cost,
        ColumnLower = lower,
        ColumnUpper = upper,
        Kinds = kinds ?? Kinds,
        ColumnNames = ColumnNames,
        RowLower = RowLower,
        RowUpper = RowUpper,
        RowNames = RowNames,
        Matrix = Matrix,
    };

    /// <summary>The LP that is left when each integer column is fixed at the whole number nearest to its value.</summary>
    /// <param name="values">One value per column; those of continuous columns are not looked at.</param>
    public LinearModel WithIntegersAt(double[] values)
    {
        var (lower, upper) = ((double[])ColumnLower.Clone(), (double[])ColumnUpper.Clone());
        for (var j = 0; j < values.Length; j++)
        {
            if (Kinds[j] == VariableKind.Integer)
            {
                lower[j] = upper[j] = Math.Round(values[j]);
            }
        }

        return WithColumns(lower, upper, new VariableKind[ColumnCount]);
    }

    /// <summary>The same model with another objective, without a constant; minimised where no sense is given.</summary>
    public LinearModel WithObjective(double[] cost, ObjectiveSense sense = ObjectiveSense.Minimize) => new()
    {
        Name = Name,
        Sense = sense,
        Cost = cost,
        ColumnLower = ColumnLower,
        ColumnUpper = ColumnUpper,
        Kinds = Kinds,
        ColumnNames = ColumnNames,
        RowLower = RowLower,
        RowUpper = RowUpper,
        RowNames = RowNames,
        Matrix = Matrix,
    };

    /// <summary>The same model with one more binary column at its end, in no row and at no cost.</summary>
    /// <param name="column">Number of the column.</param>
    public LinearModel WithBinary(out int column)
    {
        column = ColumnCount;
        return new LinearModel
        {
            Name = Name,
            Sense = Sense,
            ObjectiveOffset = ObjectiveOffset,
            Cost = [.. Cost, 0],
            ColumnLower = [.. ColumnLower, 0],
            ColumnUpper = [.. ColumnUpper, 1],
            Kinds = [.. Kinds, VariableKind.Integer],
            ColumnNames = [.. ColumnNames, ""],
            RowLower = RowLower,
            RowUpper = RowUpper,
            RowNames = RowNames,
            Matrix = Matrix,
        };
    }

    /// <summary>The same model with one more row at its end.</summary>
    public LinearModel WithRow(string name, double lower, int[] indices, double[] values, double upper) => new()
    {
        Name = Name,
        Sense = Sense,
        ObjectiveOffset = ObjectiveOffset,
        Cost = Cost,
        ColumnLower = ColumnLower,
        ColumnUpper = ColumnUpper,
        Kinds = Kinds,
        ColumnNames = ColumnNames,
        RowLower = [.. RowLower, lower],
        RowUpper = [.. RowUpper, upper],
        RowNames = [.. RowNames, name],
        Matrix = new SparseMatrix([.. Matrix.Starts, Matrix.NonZeroCount + indices.Length], [.. Matrix.Indices, .. indices], [.. Matrix.Values, .. values]),
    };
}

/// <summary>
/// A sparse matrix in compressed row form: the entries of row <c>i</c> are at the positions
/// <c>Starts[i] … Starts[i+1]-1</c> of <see cref="Indices"/> (column numbers) and <see cref="Values"/>. A column appears
/// at most once in a row.
/// </summary>
/// <param name="Starts">Row starts; one more entry than rows, the first 0, the last the number of non-zeros.</param>
/// <param name="Indices">Column number of each entry, from 0.</param>
/// <param name="Values">Value of each entry.</param>
public sealed record SparseMatrix(int[] Starts, int[] Indices, double[] Values)
{
    /// <summary>Number of stored entries.</summary>
    public int NonZeroCount => Values.Length;

    /// <summary>Number of rows.</summary>
    public int RowCount => Starts.Length - 1;

    /// <summary>The column numbers of one row.</summary>
    public ReadOnlySpan<int> RowIndices(int row) => Indices.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);

    /// <summary>The same matrix column by column: starts of the columns, row number and value of each entry.</summary>
    /// <param name="columns">Number of columns.</param>
    public SparseMatrix Transpose(int columns)
    {
        var starts = new int[columns + 1];
        foreach (var column in Indices)
        {
            starts[column + 1]++;
        }

        for (var column = 0; column < columns; column++)
        {
            starts[column + 1] += starts[column];
        }

        var (next, rows, values) = ((int[])starts.Clone(), new int[Indices.Length], new double[Indices.Length]);
        for (var row = 0; row < RowCount; row++)
        {
            for (var entry = Starts[row]; entry < Starts[row + 1]; entry++)
            {
                var at = next[Indices[entry]]++;
                (rows[at], values[at]) = (row, Values[entry]);
            }
        }

        return new SparseMatrix(starts, rows, values);
    }

    /// <summary>The values of one row, in the order of <see cref="RowIndices"/>.</summary>
    public ReadOnlySpan<double> RowValues(int row) => Values.AsSpan(Starts[row], Starts[row + 1] - Starts[row]);
}
