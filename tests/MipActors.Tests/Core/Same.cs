using MipActors.Core.Model;

namespace MipActors.Tests.Core;

/// <summary>Equality bit for bit: NaN is NaN with its payload, and 0 is not −0.</summary>
internal static class Same
{
    public static void Model(LinearModel expected, LinearModel actual)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Sense, actual.Sense);
        Bits(expected.ObjectiveOffset, actual.ObjectiveOffset);
        Bits(expected.Cost, actual.Cost);
        Bits(expected.ColumnLower, actual.ColumnLower);
        Bits(expected.ColumnUpper, actual.ColumnUpper);
        Assert.Equal(expected.Kinds, actual.Kinds);
        Assert.Equal(expected.ColumnNames, actual.ColumnNames);
        Bits(expected.RowLower, actual.RowLower);
        Bits(expected.RowUpper, actual.RowUpper);
        Assert.Equal(expected.RowNames, actual.RowNames);
        Assert.Equal(expected.Matrix.Starts, actual.Matrix.Starts);
        Assert.Equal(expected.Matrix.Indices, actual.Matrix.Indices);
        Bits(expected.Matrix.Values, actual.Matrix.Values);
    }

    public static void Call(SolveCall expected, SolveCall actual)
    {
        Assert.Equal(expected.Options with { Parameters = actual.Options.Parameters }, actual.Options);
        Assert.Equal(expected.Options.Parameters, actual.Options.Parameters);
        Bits(expected.MipStart, actual.MipStart);
        Assert.Equal(expected.Basis?.Columns, actual.Basis?.Columns);
        Assert.Equal(expected.Basis?.Rows, actual.Basis?.Rows);
        Model(expected.Model, actual.Model);
    }

    public static void Solution(Solution expected, Solution actual)
    {
        Assert.Equal((expected.Status, expected.StopReason), (actual.Status, actual.StopReason));
        Bits(expected.Objective, actual.Objective);
        Bits(expected.DualBound, actual.DualBound);
        Bits(expected.Values, actual.Values);
        Bits(expected.RowDuals, actual.RowDuals);
        Bits(expected.ReducedCosts, actual.ReducedCosts);
        Assert.Equal((expected.Nodes, expected.Iterations), (actual.Nodes, actual.Iterations));
        Bits(expected.SolveSeconds, actual.SolveSeconds);
        Assert.Equal((expected.Solver, expected.SolverVersion, expected.Message), (actual.Solver, actual.SolverVersion, actual.Message));
        Assert.Equal(expected.Settings, actual.Settings);
        Assert.Equal((expected.Confirmation, expected.Choice, expected.AlternativeScope), (actual.Confirmation, actual.Choice, actual.AlternativeScope));
        Assert.Equal(expected.Timeline, actual.Timeline);
        Bits(expected.PrimalIntegral, actual.PrimalIntegral);
        Assert.Equal(expected.Basis?.Columns, actual.Basis?.Columns);
        Assert.Equal(expected.Basis?.Rows, actual.Basis?.Rows);
        Bits(expected.FarkasMultipliers, actual.FarkasMultipliers);
        Bits(expected.UnboundedRay, actual.UnboundedRay);
        Assert.Equal(expected.Alternatives.Count, actual.Alternatives.Count);
        foreach (var (one, other) in expected.Alternatives.Zip(actual.Alternatives))
        {
            Bits(one.Objective, other.Objective);
            Bits(one.Second, other.Second);
            Bits(one.Values, other.Values);
        }

        Ranges(expected.Sensitivity, actual.Sensitivity);
        Assert.Equal(expected.Explanation?.Conflict, actual.Explanation?.Conflict);
        Assert.Equal(expected.Explanation?.Relaxations, actual.Explanation?.Relaxations);
        Assert.Equal(expected.Explanation?.IsIrreducible, actual.Explanation?.IsIrreducible);
    }

    private static void Ranges(Sensitivity? expected, Sensitivity? actual)
    {
        Assert.Equal(expected?.IntegersFixed, actual?.IntegersFixed);
        Bits(expected?.RowDuals, actual?.RowDuals);
        Bits(expected?.ReducedCosts, actual?.ReducedCosts);
        Bits(expected?.CostLower, actual?.CostLower);
        Bits(expected?.CostUpper, actual?.CostUpper);
        Bits(expected?.SideLower, actual?.SideLower);
        Bits(expected?.SideUpper, actual?.SideUpper);
    }

    public static void Progress(SolveProgress expected, SolveProgress actual)
    {
        Bits(expected.ElapsedSeconds, actual.ElapsedSeconds);
        Bits(expected.Incumbent, actual.Incumbent);
        Bits(expected.DualBound, actual.DualBound);
        Assert.Equal((expected.Nodes, expected.Iterations), (actual.Nodes, actual.Iterations));
    }

    public static void Bits(double? expected, double? actual) => Assert.Equal(Bits(expected), Bits(actual));

    public static void Bits(double[]? expected, double[]? actual) =>
        Assert.Equal(expected?.Select(BitConverter.DoubleToInt64Bits), actual?.Select(BitConverter.DoubleToInt64Bits));

    private static long? Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;
}
