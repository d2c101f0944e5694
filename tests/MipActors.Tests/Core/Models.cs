using MipActors.Core.Model;

namespace MipActors.Tests.Core;

/// <summary>Small models, said in one call.</summary>
internal static class Models
{
    public const double Inf = double.PositiveInfinity;

    /// <summary>A dense matrix as rows; zeros are not stored. Columns are named x0…, rows r0…; continuous, 0 ≤ x, free rows.</summary>
    public static LinearModel Dense(double[] cost, params double[][] rows)
    {
        var starts = new List<int> { 0 };
        var indices = new List<int>();
        var values = new List<double>();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                if (row[column] != 0)
                {
                    indices.Add(column);
                    values.Add(row[column]);
                }
            }

            starts.Add(values.Count);
        }

        return Make(cost, new SparseMatrix([.. starts], [.. indices], [.. values]));
    }

    /// <summary>A model of that matrix. Columns are named x0…, rows r0…; continuous, 0 ≤ x, free rows.</summary>
    public static LinearModel Make(double[] cost, SparseMatrix matrix) => new()
    {
        Name = "small",
        Sense = ObjectiveSense.Minimize,
        Cost = cost,
        ColumnLower = new double[cost.Length],
        ColumnUpper = Filled(cost.Length, Inf),
        Kinds = new VariableKind[cost.Length],
        ColumnNames = Names('x', cost.Length),
        RowLower = Filled(matrix.RowCount, -Inf),
        RowUpper = Filled(matrix.RowCount, Inf),
        RowNames = Names('r', matrix.RowCount),
        Matrix = matrix,
    };

    /// <summary>The same model with some of it replaced.</summary>
    public static LinearModel With(
        this LinearModel model,
        ObjectiveSense? sense = null,
        double? offset = null,
        double[]? lower = null,
        double[]? upper = null,
        VariableKind[]? kinds = null,
        double[]? rowLower = null,
        double[]? rowUpper = null,
        NameList? columnNames = null,
        NameList? rowNames = null,
        string? name = null) => new()
        {
            Name = name ?? model.Name,
            Sense = sense ?? model.Sense,
            ObjectiveOffset = offset ?? model.ObjectiveOffset,
            Cost = model.Cost,
            ColumnLower = lower ?? model.ColumnLower,
            ColumnUpper = upper ?? model.ColumnUpper,
            Kinds = kinds ?? model.Kinds,
            ColumnNames = columnNames ?? model.ColumnNames,
            RowLower = rowLower ?? model.RowLower,
            RowUpper = rowUpper ?? model.RowUpper,
            RowNames = rowNames ?? model.RowNames,
            Matrix = model.Matrix,
        };

    /// <summary>All columns integer.</summary>
    public static LinearModel Integers(this LinearModel model)
    {
        var kinds = new VariableKind[model.ColumnCount];
        Array.Fill(kinds, VariableKind.Integer);
        return model.With(kinds: kinds);
    }

    private static string[] Names(char letter, int count) => [.. Enumerable.Range(0, count).Select(number => $"{letter}{number}")];

    private static double[] Filled(int count, double value)
    {
        var values = new double[count];
        Array.Fill(values, value);
        return values;
    }
}
