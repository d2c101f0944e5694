using MipActors.Core.Model;
using MipActors.Reports.Html;

namespace MipActors.Scenarios.Decisions;

/// <summary>A report as a page: a stranger's text stays text, and pictures show what is there.</summary>
public sealed class HtmlReportSpec
{
    [Fact]
    public void Text_of_a_stranger_stays_text()
    {
        const string evil = "<script>alert('x')</script>\"&";
        var page = HtmlReport.Of(new JobReport
        {
            JobId = "j",
            Outcome = JobOutcome.Answered,
            Message = evil,
            Output = new ProgramOutput(evil, evil, 0, 0),
            Model = Model(2, evil),
            Solution = new Solution { Status = SolveStatus.Optimal, Solver = evil, Objective = 1, Values = [1, 0] },
            Warnings = [evil],
            SolverLog = evil,
        });
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.True(page.Split("&lt;script&gt;alert").Length > 6);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_of_a_large_matrix_stays_small_and_shows_its_diagonal()
    {
        var page = HtmlReport.Of(new JobReport { JobId = "j", Outcome = JobOutcome.NoAnswer, Message = "no", Model = Model(5000, "diagonal") });
        var cells = System.Text.RegularExpressions.Regex.Count(page, "fill-opacity");
        Assert.Equal(100, cells);
    }

    [Fact]
    public void Bounds_are_drawn_as_steps_and_a_single_look_is_not()
    {
        var solution = new Solution
        {
            Status = SolveStatus.Feasible,
            Solver = "scip",
            Timeline = [new(0, null, 0, 0, 0), new(1, 10, 2, 1, 1), new(2, 8, 4, 2, 2)],
        };
        var report = new JobReport { JobId = "j", Outcome = JobOutcome.LimitReached, Message = "so far", Model = Model(2, "p"), Solution = solution };
        var page = HtmlReport.Of(report);
        Assert.Contains("<path class=\"incumbent\" d=\"M", page, StringComparison.Ordinal);
        Assert.Contains("<path class=\"bound\" d=\"M90 ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<path", HtmlReport.Of(report with { Solution = solution with { Timeline = [new(0, 1, 1, 0, 0)] } }), StringComparison.Ordinal);
    }

    private static LinearModel Model(int size, string name) => new()
    {
        Name = name,
        Sense = ObjectiveSense.Minimize,
        Cost = new double[size],
        ColumnLower = new double[size],
        ColumnUpper = [.. Enumerable.Repeat(1.0, size)],
        Kinds = new VariableKind[size],
        ColumnNames = [.. Enumerable.Range(0, size).Select(i => $"{name}{i}")],
        RowLower = new double[size],
        RowUpper = [.. Enumerable.Repeat(1.0, size)],
        RowNames = [.. Enumerable.Range(0, size).Select(i => $"{name}{i}")],
        Matrix = new SparseMatrix([.. Enumerable.Range(0, size + 1)], [.. Enumerable.Range(0, size)], [.. Enumerable.Repeat(1.0, size)]),
    };
}
