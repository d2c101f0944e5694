using System.Text;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Tools;

/// <summary>What goes into a program beside its text, and what comes out beside its answer, over MCP.</summary>
public sealed class ProgramScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Files_go_into_the_programs_folder_and_what_it_writes_comes_back()
    {
        var files = new Dictionary<string, object>
        {
            ["data/demand.csv"] = "town,demand\nulm,3\nköln,4\n",
            ["bytes.bin"] = new { base64 = Convert.ToBase64String([1, 2, 255]) },
        };

        var report = await shared.AskAsync("execute_mip_code", new { code = Program("reads_and_writes_files"), files, return_files = true });

        Assert.Equal(7, report.GetProperty("solution").GetProperty("objective_value").GetDouble());
        var written = report.GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("name").GetString()!);
        Assert.Equal(["model.lp", "model.mps", "notes.txt", "out/plan.bin"], written.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("seen\n", written["notes.txt"].GetProperty("text").GetString());
        Assert.Contains("Minimize", written["model.lp"].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(256, written["out/plan.bin"].GetProperty("base64").GetBytesFromBase64().Length);
    }

    [Theory]
    [InlineData("../demand.csv", "leads out of the program's folder")]
    [InlineData("/etc/passwd", "leads out of the program's folder")]
    [InlineData("a\nb", "control character")]
    public async Task A_file_name_that_leads_elsewhere_is_refused(string name, string says)
    {
        var result = (await shared.Process.CallAsync(new { code = "1", files = new Dictionary<string, string> { [name] = "x" } })).GetProperty("result");

        Assert.True(result.GetProperty("isError").GetBoolean());
        Assert.Contains(says, shared.StructureOf(result).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_neither_text_nor_base64_is_no_file() =>
        Assert.Contains(
            "base64",
            (await shared.Process.CallAsync(new { code = "1", files = new { table = new[] { 1, 2 } } })).ToString(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("the first", 1, 3)]
    [InlineData("never_solved", 7, 4)]
    public async Task The_answer_is_that_of_the_problem_that_is_named(string problem, double objective, int solves)
    {
        var report = await shared.AskAsync("execute_mip_code", new { code = Program("solves_three_problems"), problem });

        Assert.Equal(objective, report.GetProperty("solution").GetProperty("objective_value").GetDouble());
        Assert.Equal(solves, report.GetProperty("solves").GetInt32());
        Assert.Equal(problem.Replace(' ', '_'), report.GetProperty("model").GetProperty("name").GetString());
    }

    [Fact]
    public async Task What_a_program_prints_is_told_line_by_line_while_it_runs()
    {
        var code = "import sys\nfor i in range(3):\n    print('line of a scenario', i)\nprint('to stderr', file=sys.stderr)\n"
            + "print('no end of line', end='')\nfrom pulp import *\np = LpProblem('p')\np += LpVariable('x', 1)\n";

        await shared.AskAsync("execute_mip_code", new { code });

        var notes = shared.Process.Conversation.Logged.Where(note => note.Logger == "program").ToList();
        var lines = notes.SelectMany(note => note.Text.Split('\n')).ToList();
        Assert.Equal(
            ["line of a scenario 0", "line of a scenario 1", "line of a scenario 2", "no end of line"],
            lines.Where(line => line.Contains("scenario", StringComparison.Ordinal) || line == "no end of line"));
        Assert.Contains(("warning", "program", "to stderr"), notes);
    }

    [Fact]
    public async Task A_log_that_the_program_asks_for_is_among_what_it_prints()
    {
        var report = await shared.AskAsync("execute_mip_code", new { code = Program("asks_for_its_log") });

        var printed = report.GetProperty("stdout").GetString()!;
        Assert.StartsWith("by default nothing\n", printed, StringComparison.Ordinal);
        Assert.Contains("HiGHS", printed, StringComparison.Ordinal);
        Assert.True(printed.IndexOf("HiGHS", StringComparison.Ordinal) < printed.IndexOf("after the log\n", StringComparison.Ordinal), printed);
        Assert.False(report.TryGetProperty("solver_output", out _));
    }

    [Fact]
    public async Task A_log_is_told_while_the_solver_runs_and_stands_once_in_what_was_printed()
    {
        var call = shared.AskAsync("execute_mip_code", new { code = Program("watches_its_log") });
        await Eventually.HoldsAsync(() => Told().Contains("presolving", StringComparison.Ordinal), TimeSpan.FromSeconds(60), Told);
        Assert.False(call.IsCompleted);

        var printed = (await call).GetProperty("stdout").GetString()!;
        Assert.StartsWith("before the log\n", printed, StringComparison.Ordinal);
        Assert.EndsWith("after the log\n", printed, StringComparison.Ordinal);
        Assert.Equal(2, printed.Split("SCIP Status").Length);

        string Told() => string.Join('\n', shared.Process.Conversation.Logged.SkipWhile(note => note.Text != "before the log").Select(note => note.Text));
    }

    private static string Program(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Programs", name + ".py"), Encoding.UTF8);
}
