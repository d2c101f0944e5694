namespace MipActors.Scenarios.CommandLine;

/// <summary><c>mipactors solve</c>: the answer on stdout, progress on stderr, the outcome as exit code.</summary>
public sealed class SolveScenarios
{
    private static readonly string Example = Path.Combine(AppContext.BaseDirectory, "examples", "production_plan.py");

    [Fact]
    public async Task The_example_is_solved_with_the_answer_on_stdout_and_progress_alone_on_stderr()
    {
        var (code, output, errors) = await CommandLineRun.ToEndAsync("solve", Example);
        Assert.Equal(0, code);
        Assert.StartsWith("Status:     optimal\n", output, StringComparison.Ordinal);
        Assert.Contains("Verified:   yes", output, StringComparison.Ordinal);
        Assert.NotEqual("", errors);
        Assert.All(errors.TrimEnd().Split('\n'), line => Assert.StartsWith("… ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_json_stdout_is_the_report_and_nothing_else()
    {
        var (code, report) = await CommandLineRun.ReportAsync("solve", Example);
        Assert.Equal(0, code);
        Assert.Equal("optimal", report.GetProperty("status").GetString());
        Assert.Equal(24, report.GetProperty("solution").GetProperty("variables").EnumerateObject().Count());
    }

    [Fact]
    public async Task A_report_as_json_holds_every_variable_of_a_large_model()
    {
        var (_, report) = await CommandLineRun.ReportAsync("solve", CommandLineRun.Path("many_variables.py"));
        Assert.Equal(5000, report.GetProperty("solution").GetProperty("variables").EnumerateObject().Count());
    }

    [Theory]
    [InlineData("infeasible.py", "infeasible")]
    [InlineData("unbounded.py", "unbounded")]
    public async Task A_model_without_an_answer_exits_with_1(string program, string status)
    {
        var (code, report) = await CommandLineRun.ReportAsync("solve", CommandLineRun.Path(program));
        Assert.Equal((1, status), (code, report.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_syntax_error_exits_with_2_and_names_the_line()
    {
        var (code, output, _) = await CommandLineRun.ToEndAsync("solve", CommandLineRun.Path("syntax_error.py"));
        Assert.Equal(2, code);
        Assert.Contains("Where:      line 4", output, StringComparison.Ordinal);
        Assert.Contains("What to do: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_never_ends_exits_with_4_at_its_time_limit()
    {
        var (code, report) = await CommandLineRun.ReportAsync("solve", CommandLineRun.Path("endless_loop.py"), "--time-limit", "2");
        Assert.Equal((4, "no_solution"), (code, report.GetProperty("status").GetString()));
        Assert.Equal("deadline", report.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_model_that_is_not_proven_in_time_exits_with_0_and_says_feasible()
    {
        var (code, report) = await CommandLineRun.ReportAsync("solve", CommandLineRun.Path("hard.py"), "--time-limit", "10");
        Assert.Equal((0, "feasible"), (code, report.GetProperty("status").GetString()));
        Assert.True(report.GetProperty("validation").GetProperty("is_valid").GetBoolean());
    }

    [Fact]
    public async Task Data_and_params_reach_the_program_and_a_param_wins_over_the_file()
    {
        var (code, report) = await CommandLineRun.ReportAsync(
            "solve", CommandLineRun.Path("knapsack.py"), "--data", CommandLineRun.Path("knapsack.json"), "--param", "capacity=2");
        Assert.Equal((0, 7.0), (code, report.GetProperty("solution").GetProperty("objective_value").GetDouble()));
    }

    [Fact]
    public async Task Solver_options_reach_the_solver()
    {
        var (_, report) = await CommandLineRun.ReportAsync(
            "solve", CommandLineRun.Path("knapsack.py"), "--solver", "HiGHS", "--seed", "7", "--gap", "0.25", "--solver-log");
        var solver = report.GetProperty("solver_info");
        Assert.Equal("highs", solver.GetProperty("name").GetString());
        Assert.Equal("7", solver.GetProperty("settings").GetProperty("seed").GetString());
        Assert.Equal("0.25", solver.GetProperty("settings").GetProperty("relative_gap").GetString());
        Assert.NotEqual("", report.GetProperty("solver_output").GetString());
    }

    [Theory]
    [InlineData(".sol")]
    [InlineData(".csv")]
    [InlineData(".json")]
    public async Task A_solution_that_was_written_is_taken_as_the_start_of_the_next_solve(string ending)
    {
        var folder = Directory.CreateTempSubdirectory("mipactors-solution-");
        try
        {
            var file = Path.Combine(folder.FullName, "answer" + ending);
            var (first, _, _) = await CommandLineRun.ToEndAsync("solve", CommandLineRun.Path("knapsack.py"), "-o", file);
            Assert.Equal(0, first);
            Assert.Contains("take_7", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
            var (again, report) = await CommandLineRun.ReportAsync("solve", CommandLineRun.Path("knapsack.py"), "--mip-start", file);
            Assert.Equal((0, "optimal"), (again, report.GetProperty("status").GetString()));
            Assert.Empty(report.GetProperty("warnings").EnumerateArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_report_of_the_command_line_fits_the_schema_of_the_tool()
    {
        await using var server = Server.ServerProcess.Start();
        await server.InitializeAsync();
        var schema = await server.OutputSchemaAsync("execute_mip_code");
        var (_, report) = await CommandLineRun.ReportAsync("solve", CommandLineRun.Path("knapsack.py"));
        Assert.Empty(Server.JsonSchemaCheck.Faults(schema, report));
    }
}
