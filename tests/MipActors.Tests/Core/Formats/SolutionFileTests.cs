using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Tests.Core.Formats;

public sealed class SolutionFileTests
{
    private static readonly LinearModel Model = new()
    {
        Name = "plan",
        Sense = ObjectiveSense.Minimize,
        Cost = [1, 1, 1],
        ColumnLower = [0, 0, 0],
        ColumnUpper = [9, 9, 9],
        Kinds = [VariableKind.Continuous, VariableKind.Continuous, VariableKind.Integer],
        ColumnNames = ["x", "make_('a',_1)", "say_\"hi\""],
        RowLower = [],
        RowUpper = [],
        RowNames = [],
        Matrix = new SparseMatrix([0], [], []),
    };

    private static readonly Solution Found = new() { Status = SolveStatus.Optimal, Solver = "highs", Objective = 3.3, Values = [0.1 + 0.2, -1e-300, 3] };

    [Theory]
    [InlineData(".sol")]
    [InlineData(".csv")]
    [InlineData(".JSON")]
    public void What_is_written_reads_back_bit_for_bit(string ending)
    {
        var values = SolutionFile.Read(ending, SolutionFile.Write(ending, Model, Found));
        Assert.Equal(Model.ColumnNames.Zip(Found.Values!), values.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Comments_and_the_objective_line_of_other_programs_are_passed_over() => Assert.Equal(
        new Dictionary<string, double> { ["x"] = 1, ["y"] = 2.5 }, SolutionFile.Read(".sol", "=obj= 12\n# by hand\nx 1\n\ny   2.5\n"));

    [Theory]
    [InlineData(".sol", "x one", "line 1")]
    [InlineData(".csv", "variable,value\nx;1", "line 2")]
    [InlineData(".json", "[1]", "no object")]
    [InlineData(".json", "{\"x\": \"1\"}", "'x'")]
    [InlineData(".json", "{", "not JSON")]
    [InlineData(".xls", "", ".sol, .csv, .json")]
    public void What_is_wrong_is_named(string ending, string text, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => SolutionFile.Read(ending, text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_values_there_is_nothing_to_write() =>
        Assert.Throws<FormatException>(() => SolutionFile.Write(".sol", Model, Found with { Values = null }));
}
