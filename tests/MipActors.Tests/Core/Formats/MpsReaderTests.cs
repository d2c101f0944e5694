using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Tests.Core.Formats;

public sealed class MpsReaderTests
{
    private const double Inf = double.PositiveInfinity;
    private const string Head = "NAME t\nROWS\n N obj\n L c1\n G c2\nCOLUMNS\n x obj 1 c1 2\n x c2 1\n y c1 1\n";

    [Fact]
    public void The_free_form_is_read_with_everything_in_it()
    {
        var reading = ModelText.Read(ModelFormat.Mps, Texts.Of("free.mps"), ModelSizeLimits.None);
        var model = reading.Model;
        Assert.Equal(("long names", ObjectiveSense.Maximize, 100), (model.Name, model.Sense, model.ObjectiveOffset));
        Assert.Equal(["chairs_made_in_week_1", "switch", "x"], model.ColumnNames);
        Assert.Equal([3, -1, 15], model.Cost);
        Assert.Equal([VariableKind.Integer, VariableKind.Integer, VariableKind.Continuous], model.Kinds);
        Assert.Equal([0, 0, -Inf], model.ColumnLower);
        Assert.Equal([Inf, 1, -3], model.ColumnUpper);
        Assert.Equal(["capacity_of_line_1", "demand", "balance", "also_watched"], model.RowNames);
        Assert.Equal([6, -2, -2, -Inf], model.RowLower);
        Assert.Equal([10, 1, 0, Inf], model.RowUpper);
        Assert.Collection(
            reading.Notes,
            note => Assert.Contains("RHS has more than one vector", note, StringComparison.Ordinal),
            note => Assert.Contains("'x' (line 27) has an upper bound below 0 and no lower one", note, StringComparison.Ordinal),
            note => Assert.Contains("1 integer columns have no bounds", note, StringComparison.Ordinal));
    }

    [Fact]
    public void The_fixed_form_may_have_blanks_in_its_names()
    {
        var model = ModelText.Read(ModelFormat.Mps, Texts.Of("fixed.mps"), ModelSizeLimits.None).Model;
        Assert.Equal(["A COL", "B"], model.ColumnNames);
        Assert.Equal(["MY ROW", "R2"], model.RowNames);
        Assert.Equal([4, Inf], model.RowUpper);
        Assert.Equal([3, 7], model.ColumnUpper);
    }

    [Fact]
    public void The_sense_that_pulp_writes_as_a_comment_is_minded_and_noted()
    {
        var reading = ModelText.Read(ModelFormat.Mps, $"*SENSE:Maximize\n{Head}ENDATA", ModelSizeLimits.None);
        Assert.Equal(ObjectiveSense.Maximize, reading.Model.Sense);
        Assert.Contains("*SENSE:Maximize", Assert.Single(reading.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UP B x -3", -Inf, -3)]
    [InlineData("LO B x 0\n UP B x -3", 0, -3)]
    [InlineData("UP B x -3\n LO B x -5", -5, -3)]
    [InlineData("UP B x 0", 0, 0)]
    [InlineData("MI B x", -Inf, Inf)]
    [InlineData("MI x\n UP x 4", -Inf, 4)]
    [InlineData("FR B x", -Inf, Inf)]
    [InlineData("FX B x 2.5", 2.5, 2.5)]
    [InlineData("BV B x", 0, 1)]
    [InlineData("UP x 1e30", 0, Inf)]
    [InlineData("LI B x 2\n UI B x 9", 2, 9)]
    [InlineData("UP B x Infinity", 0, Inf)]
    public void A_bound_means_what_the_field_has_agreed_on(string lines, double lower, double upper)
    {
        var model = ModelText.Read(ModelFormat.Mps, $"{Head}BOUNDS\n {lines}\nENDATA", ModelSizeLimits.None).Model;
        Assert.Equal((lower, upper), (model.ColumnLower[0], model.ColumnUpper[0]));
        Assert.Equal(lines.Contains("BV", StringComparison.Ordinal) || lines.Contains("LI", StringComparison.Ordinal), model.Kinds[0] == VariableKind.Integer);
    }

    [Theory]
    [InlineData("x 1\n y 2\n", "S1 set")]
    [InlineData("set x 1\n set y 2\n", "S1 SOS set 5")]
    public void A_special_ordered_set_becomes_binary_variables_and_constraints(string members, string head)
    {
        var text = $"{Head}BOUNDS\n UP B x 4\n UP B y 5\nSOS\n {head}\n {members}ENDATA";
        var model = ModelText.Read(ModelFormat.Mps, text, ModelSizeLimits.None).Model;
        Assert.Equal((4, 2, 5), (model.ColumnCount, model.IntegerCount, model.RowCount));
    }

    [Theory]
    [InlineData("", 1, "ends before ENDATA")]
    [InlineData("ROWS\n X c1\nENDATA", 2, "no type of a row")]
    [InlineData("ROWS\n N o\n L c\n L c\nENDATA", 4, "there twice")]
    [InlineData("ROWS\n N o\nCOLUMNS\n x c9 1\nENDATA", 4, "no row 'c9'")]
    [InlineData("ROWS\n N o\nCOLUMNS\n x o\nENDATA", 4, "one or two pairs")]
    [InlineData("ROWS\n N o\nCOLUMNS\n x o 1,5\nENDATA", 4, "'1,5' is no number")]
    [InlineData("ROWS\n N o\nCOLUMNS\n x o inf\nENDATA", 4, "not finite")]
    [InlineData("ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n UP B z 1\nENDATA", 6, "no column 'z'")]
    [InlineData("ROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n UB B x 1\nENDATA", 6, "no type of a bound")]
    [InlineData("ROWS\n N o\nCOLUMN\n x o 1\nENDATA", 3, "no section")]
    [InlineData("ROWS\n N o\nCOLUMNS\n x o 1\nQUADOBJ\n x x 1\nENDATA", 5, "not linear")]
    [InlineData("OBJSENSE\n UPWARDS\nENDATA", 2, "no sense")]
    [InlineData("ROWS\n N o\nCOLUMNS\n x o 1\nSOS\n S1 s\n x 1\n y 2\nENDATA", 8, "no column 'y'")]
    public void What_is_wrong_is_told_with_its_line(string text, int line, string saying)
    {
        var fault = Assert.Throws<ModelFormatException>(() => ModelText.Read(ModelFormat.Mps, text, ModelSizeLimits.None));
        Assert.Contains(saying, fault.Message, StringComparison.Ordinal);
        Assert.Equal(line, fault.Line);
    }
}
