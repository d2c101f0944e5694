using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Tests.Core.Formats;

public sealed class LpReaderTests
{
    private const double Inf = double.PositiveInfinity;

    [Fact]
    public void The_dialect_of_cplex_is_read()
    {
        var model = Read("cplex.lp");
        Assert.Equal(("a plan", ObjectiveSense.Maximize, 7.5), (model.Name, model.Sense, model.ObjectiveOffset));
        Assert.Equal(["x1", "x2", "x3", "x4", "y"], model.ColumnNames);
        Assert.Equal([1, 2, 3, 1, 0], model.Cost);
        Assert.Equal(["c1", "c2", "c3", "range", "turned", "c6"], model.RowNames);
        Assert.Equal([-Inf, -Inf, 0, -2, 1, -Inf], model.RowLower);
        Assert.Equal([20, 30, 0, 8, Inf, 5], model.RowUpper);
        Assert.Equal([0, 0, -Inf, 2, -Inf], model.ColumnLower);
        Assert.Equal([40, Inf, Inf, 3, -1], model.ColumnUpper);
        Assert.Equal([VariableKind.Continuous, VariableKind.Integer, VariableKind.Continuous, VariableKind.Integer, VariableKind.Continuous], model.Kinds);
        Assert.Equal([-1, 1, 1, 10], model.Matrix.RowValues(0).ToArray());
    }

    [Fact]
    public void What_pulp_writes_is_read()
    {
        var model = Read("pulp.lp");
        Assert.Equal(("Whiskas", ObjectiveSense.Minimize), (model.Name, model.Sense));
        Assert.Equal(["Ingr_CHICKEN", "Ingr_(1,_'b')", "on", "n", "__dummy"], model.ColumnNames);
        Assert.Equal([0.013, 0.008, 1, 0, 0], model.Cost);
        Assert.Equal([-Inf, 0, 0, 3, 0], model.ColumnLower);
        Assert.Equal([Inf, 480, 1, Inf, Inf], model.ColumnUpper);
        Assert.Equal([VariableKind.Continuous, VariableKind.Continuous, VariableKind.Integer, VariableKind.Integer, VariableKind.Continuous], model.Kinds);
        Assert.Equal(["PercentagesSum", "_C1", "_dummy"], model.RowNames);
    }

    [Fact]
    public void Constants_and_variables_may_stand_on_both_sides_and_a_line_may_begin_with_a_number()
    {
        var model = ReadText("min\nst\nx + 3 <= 2 y + 10\n2 x + y >= 3\n 4 <= y\nc4: - x - 5 = - 2 y\nend");
        Assert.Equal(["c1", "c2", "c3", "c4"], model.RowNames);
        Assert.Equal([-Inf, 3, 4, 5], model.RowLower);
        Assert.Equal([7, Inf, Inf, 5], model.RowUpper);
        Assert.Equal([1, -2], model.Matrix.RowValues(0).ToArray());
        Assert.Equal([-1, 2], model.Matrix.RowValues(3).ToArray());
    }

    [Fact]
    public void Words_of_sections_may_be_names_where_no_section_can_begin()
    {
        var model = ReadText("max bin + st\n + free\nsubject to\nbounds: bin + inf1\n + free <= 4\nend: free >= 1\nbin - st <= 2\nend");
        Assert.Equal(["bin", "st", "free", "inf1"], model.ColumnNames);
        Assert.Equal(["bounds", "end", "c3"], model.RowNames);
    }

    [Fact]
    public void A_binary_keeps_bounds_of_its_own()
    {
        var reading = ModelText.Read(ModelFormat.Lp, "min x + y\nst\nc: x + y >= 1\nbounds\ny <= 0\nbinaries\nx y\nend", ModelSizeLimits.None);
        Assert.Equal([1, 0], reading.Model.ColumnUpper);
        Assert.Contains("'y' is listed under Binaries", Assert.Single(reading.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void An_upper_bound_below_zero_leaves_the_lower_bound_and_is_noted()
    {
        var reading = ModelText.Read(ModelFormat.Lp, "min x\nst\nc: x >= -9\nbounds\nx <= -2\nend", ModelSizeLimits.None);
        Assert.Equal((0, -2), (reading.Model.ColumnLower[0], reading.Model.ColumnUpper[0]));
        Assert.Contains("upper bound of 'x' is below 0", Assert.Single(reading.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_only_bounds_name_is_noted()
    {
        var reading = ModelText.Read(ModelFormat.Lp, "min x\nst\nc: x >= 1\nbounds\nxx <= 4\nend", ModelSizeLimits.None);
        Assert.Equal(["x", "xx"], reading.Model.ColumnNames);
        Assert.Contains("misspelt", Assert.Single(reading.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SOS\nset: S1:: x:1 y:2 z:3\n")]
    [InlineData("SOS\nS1::\n x: 1\n y: 2\n z: 3\n")]
    public void A_special_ordered_set_becomes_binary_variables_and_constraints(string section)
    {
        var reading = ModelText.Read(ModelFormat.Lp, $"max x + y + z\nst\nc: x + y + z <= 9\nbounds\nx <= 4\ny <= 5\n-1 <= z <= 6\n{section}end", ModelSizeLimits.None);
        var model = reading.Model;
        Assert.Equal((6, 3), (model.ColumnCount, model.IntegerCount));
        Assert.Equal(1 + 4 + 1, model.RowCount);
        Assert.Contains("3 binary variables and 5 constraints", Assert.Single(reading.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_semi_continuous_variable_is_zero_or_between_its_bounds()
    {
        var model = ReadText("max x\nst\nc: x <= 9\nbounds\n2 <= x <= 5\nsemi-continuous\nx\nend");
        Assert.Equal((0, 5), (model.ColumnLower[0], model.ColumnUpper[0]));
        Assert.Equal([1, -5], model.Matrix.RowValues(1).ToArray());
        Assert.Equal([1, -2], model.Matrix.RowValues(2).ToArray());
    }

    [Theory]
    [InlineData("", 1, "begins with the word Minimize")]
    [InlineData("min x\nst\nc: 2 x >= 1\nc2: x ** y\nend", 4, "not linear")]
    [InlineData("min x\nst\nc: x >= 1 y\nc2: >= 3\nend", 4, "a number or a variable belongs here")]
    [InlineData("min x\nst\nc: x >=\nend", 4, "a number or a variable belongs here")]
    [InlineData("min [ x ^ 2 ] / 2\nst\nc: x >= 1\nend", 1, "sums of numbers and variables")]
    [InlineData("min x\nst\nc: x y >= 1\nend", 3, "<=, >= or = belongs here")]
    [InlineData("min x\nst\nz = 1 -> x <= 5\nend", 3, "indicator")]
    [InlineData("min x\nst\n4 <= x\n - y = 3\nend", 3, "same <= or >= twice")]
    [InlineData("min x\nst\nc: x >= 1\nbounds\n2 <= <= 3\nend", 5, "name of a variable")]
    [InlineData("min x\nst\nc: x >= 1\nbounds\nx <= y\nend", 5, "a number or inf")]
    [InlineData("min x\nst\nc: x >= 1..2\nend", 3, "is no number")]
    [InlineData("min x\nst\nc: inf x >= 1\nend", 3, "<=, >= or = belongs here")]
    [InlineData("min 1e999 x\nst\nc: x >= 1\nend", 1, "has to be finite")]
    [InlineData("min x\nst\nc: x >= 1\ngenerals\n3\nend", 5, "only names of variables")]
    [InlineData("min x\nst\nc: x >= 1\nsos\ns: S3:: x:1\nend", 5, "no type of special ordered sets")]
    [InlineData("min x + y\nst\nc: x >= 1\nsos\ns: S1:: x:1 y:2\nend", 5, "no finite upper bound")]
    [InlineData("min x\nst\nc: x >= 1\ngeneral constraints\ng: x = max(y)\nend", 4, "not linear")]
    public void What_is_wrong_is_told_with_its_line(string text, int line, string saying)
    {
        var fault = Assert.Throws<ModelFormatException>(() => ReadText(text));
        Assert.Contains(saying, fault.Message, StringComparison.Ordinal);
        Assert.Equal(line, fault.Line);
    }

    [Fact]
    public void A_model_beyond_the_limits_is_refused_while_it_is_read()
    {
        var fault = Assert.Throws<ModelFormatException>(() => ModelText.Read(ModelFormat.Lp, "min x + y + z\nst\nc: x >= 1\nend", new ModelSizeLimits(2, 5, 5)));
        Assert.Contains("more than 2 columns", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("min\nst\n", "c: x + y\n + z >= 1\n", "end")]
    [InlineData("min x\nst\nc: x >= 1\nbounds\n", "x <= 5\n", "end")]
    [InlineData("min x\nst\nc: x >= 1\nbounds\n x<=5\nsos\n", "S1:: x: 1 ", "\nend")]
    [InlineData("min x\nst\nc: ", "x + ", "x >= 1\nend")]
    [InlineData("min x\nst\nc: x >= 1\\", "\\", "\nend")]
    [InlineData("min x\nst\n", "min ", "\nend")]
    public void Time_grows_no_faster_than_the_text(string head, string piece, string tail)
    {
        // A quadratic reader would need 1,024 times as long for 32 times the text; a linear one 32 times, and more on a busy machine.
        var small = TimeOf(head, piece, tail, 5_000);
        var large = TimeOf(head, piece, tail, 160_000);
        Assert.True(large < TimeSpan.FromSeconds(1) || large < 250 * small, $"{small.TotalMilliseconds} ms, then {large.TotalMilliseconds} ms");
    }

    private static TimeSpan TimeOf(string head, string piece, string tail, int copies)
    {
        // The best of three: other tests run beside this one.
        var text = $"{head}{string.Concat(Enumerable.Repeat(piece, copies))}{tail}";
        return Enumerable.Range(0, 3).Min(_ =>
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            try
            {
                ReadText(text);
            }
            catch (ModelFormatException)
            {
            }

            return watch.Elapsed;
        });
    }

    private static LinearModel Read(string file) => ReadText(Texts.Of(file));

    private static LinearModel ReadText(string text) => ModelText.Read(ModelFormat.Lp, text, ModelSizeLimits.None).Model;
}
