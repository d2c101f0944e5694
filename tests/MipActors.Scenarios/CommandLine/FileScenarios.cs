namespace MipActors.Scenarios.CommandLine;

/// <summary>What a person gives a program on the command line beside its text, and what comes back beside the answer.</summary>
public sealed class FileScenarios
{
    [Fact]
    public async Task Files_go_in_under_the_name_that_they_are_given_and_those_that_the_program_wrote_come_out()
    {
        var folder = Directory.CreateTempSubdirectory("mipactors-files-");
        try
        {
            var table = Path.Combine(folder.FullName, "towns = 2.csv");
            await File.WriteAllTextAsync(table, "town,demand\nulm,3\nköln,4\n");
            var back = Path.Combine(folder.FullName, "back");

            var (code, report) = await CommandLineRun.ReportAsync(
                "solve", CommandLineRun.Path("reads_and_writes_files.py"), "--file", $"data/demand.csv={table}", "--file", table, "--files-to", back);

            Assert.Equal((0, 7), (code, report.GetProperty("solution").GetProperty("objective_value").GetDouble()));
            Assert.Equal(
                ["model.lp", "model.mps", "notes.txt", "out/plan.bin"],
                Directory.EnumerateFiles(back, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(back, file)).Order(StringComparer.Ordinal));
            Assert.Equal("seen\n", await File.ReadAllTextAsync(Path.Combine(back, "notes.txt")));
            Assert.Equal(256, new FileInfo(Path.Combine(back, "out", "plan.bin")).Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("never-there.csv", "can not be read")]
    [InlineData("../outside=never-there.csv", "leads out of the program's folder")]
    public async Task A_file_that_can_not_be_given_is_told_before_anything_runs(string file, string says)
    {
        var (code, output, errors) = await CommandLineRun.ToEndAsync("solve", CommandLineRun.Path("knapsack.py"), "--file", file);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--file", errors, StringComparison.Ordinal);
        Assert.Contains(says, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_is_that_of_the_problem_that_is_named()
    {
        var (code, report) = await CommandLineRun.ReportAsync("solve", CommandLineRun.Path("solves_three_problems.py"), "--problem", "the first");

        Assert.Equal((0, 1), (code, report.GetProperty("solution").GetProperty("objective_value").GetDouble()));
        Assert.Equal("the_first", report.GetProperty("model").GetProperty("name").GetString());
    }
}
