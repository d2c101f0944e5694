using System.Text;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Tests.Sandbox;

/// <summary>PuLP as programs use it beyond the model: dialects, solver arguments, logs, files, several problems.</summary>
[Collection(nameof(SandboxFixture))]
public sealed class SandboxPulpTests(SandboxFixture fixture)
{
    [Fact]
    public async Task The_dialect_of_PuLP_4_and_the_old_one_are_both_understood()
    {
        await using var sandbox = await fixture.StartAsync();
        var answers = new Queue<Solution>(
        [
            new Solution { Status = SolveStatus.Optimal, Objective = 56, Values = [10, 5, 0, 0, 0, 0, 0, 0, 0], Solver = "t" },
            new Solution { Status = SolveStatus.NoSolution, StopReason = StopReason.TimeLimit, DualBound = 57, Solver = "t" },
        ]);

        var run = await sandbox.RunAsync("speaks_pulp_4", _ => answers.Dequeue());

        Assert.Equal("", run.Finished.Message);
        Assert.Equal(
            """
            Optimal True True 56.0 9 True
            ['machine_hours', 'labour'] 0.0 None
            True Optimal Optimal ['labour', 'machine_hours'] 0.0 1
            TimeLimit -4 False 57.0 Not Solved ['best_bound', 'cpu_time', 'cut_info']

            """.ReplaceLineEndings("\n"),
            run.Stdout);
        Assert.Equal(1, run.Calls[0].Model.ObjectiveOffset);
        Assert.Contains("spare", run.Calls[0].Model.ColumnNames);
    }

    [Fact]
    public async Task Columns_come_and_go_and_constraints_are_edited_in_the_words_of_PuLP_4()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("models_by_columns");

        Assert.Equal("", run.Finished.Message);
        Assert.Contains("has no constraint none.\nA column of the problem rolls has a coefficient in a constra\n['first', 'second']\n", run.Stdout, StringComparison.Ordinal);
        Assert.Equal([["first", "second", "both"], ["first", "second", "both"], ["first", "second"]], run.Calls.Select(call => call.Model.ColumnNames));
        Assert.Equal([1, 1, 1.5], run.Calls[0].Model.Cost);
        Assert.Equal(["2 first + 2 both; 3 second + 3 both; 1 first", "1 first + 2 both; 2 second; 1 first", "1 first + 2 second; 2 second; 1 first"], run.Calls.Select(Rows));
        Assert.Equal([VariableKind.Continuous, VariableKind.Continuous, VariableKind.Integer], run.Calls[1].Model.Kinds);
        Assert.Equal((12, 12), (run.Calls[2].Model.RowLower[0], run.Calls[2].Model.RowUpper[0]));

        static string Rows(SolveCall call) => string.Join("; ", Enumerable.Range(0, call.Model.RowCount).Select(row => string.Join(
            " + ",
            call.Model.Matrix.RowIndices(row).ToArray().Zip(call.Model.Matrix.RowValues(row).ToArray())
                .OrderBy(entry => entry.First).Select(entry => $"{entry.Second} {call.Model.ColumnNames[entry.First]}"))));
    }

    [Fact]
    public async Task A_log_that_was_asked_for_is_printed_in_its_place_or_written_to_its_file()
    {
        await using var sandbox = await fixture.StartAsync();
        var solves = 0;

        var run = await sandbox.RunAsync("asks_for_its_log", log: () => $"log {++solves}\n");

        Assert.Equal([false, true, true, false], run.Calls.ConvertAll(call => call.Options.Log != SolverLog.None));
        // The second one's is printed by the server, as it comes.
        Assert.Equal([null, true, null, null], run.Calls.ConvertAll(call => call.Options.PrintsLog));
        Assert.Equal("by default nothing\nafter the log\nlog 3\n", run.Stdout);
    }

    [Fact]
    public async Task Raw_options_mean_what_they_mean_in_the_solvers_own_language()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("gives_raw_options");

        Assert.Equal("", run.Finished.Message);
        var options = run.Calls.ConvertAll(call => call.Options);
        Assert.Equal([7, null, 8, 9, null, 6, null, null, 5], options.Select(o => o.TimeLimitSeconds));
        Assert.Equal([0.1, null, 0.2, 0.3, null, 0.4, 0.5, null, null], options.Select(o => o.RelativeGap));
        Assert.Equal([null, 2.0, null, null, 4.0, null, null, null, null], options.Select(o => o.AbsoluteGap));
        Assert.Equal((3, 3, 5), (options[0].Seed, options[1].Threads, options[3].Seed));
        Assert.Equal(KeyValuePair.Create("mip_detect_symmetry", "false"), Assert.Single(options[5].Parameters));
        Assert.Equal("0", Assert.Single(options[6].Parameters, pair => pair.Key == "separating/maxrounds").Value);
        Assert.Contains(run.Finished.Warnings, warning => warning.Contains("PULP_CBC_CMD", StringComparison.Ordinal) && warning.Contains("preprocess", StringComparison.Ordinal));
        Assert.Contains(run.Finished.Warnings, warning => warning.Contains("GUROBI_CMD", StringComparison.Ordinal) && warning.Contains("Method", StringComparison.Ordinal));
        Assert.Contains(run.Finished.Warnings, warning => warning.Contains("timeLimit is '-1'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_go_in_and_those_that_the_program_wrote_come_out()
    {
        await using var sandbox = await fixture.StartAsync();
        var given = new SandboxProgram("")
        {
            Files = new Dictionary<string, byte[]> { ["data/demand.csv"] = "town,demand\nulm,3\nköln,4\n"u8.ToArray(), ["unused.txt"] = [1] },
            ReturnFiles = true,
        };

        var run = await sandbox.RunAsync("reads_and_writes_files", given: given);

        Assert.Equal("", run.Finished.Message);
        Assert.Equal(["demand_ulm", "demand_köln"], run.Calls[0].Model.RowNames);
        Assert.Equal(["model.lp", "model.mps", "notes.txt", "out/plan.bin"], run.Finished.Files.Select(file => file.Name));
        Assert.Contains("demand_ulm", Encoding.UTF8.GetString(run.Finished.Files[0].Content!), StringComparison.Ordinal);
        Assert.Equal("seen\n"u8.ToArray(), run.Finished.Files[2].Content);
        Assert.Equal(256, run.Finished.Files[3].Content!.Length);
    }

    [Fact]
    public async Task Files_are_listed_without_their_content_when_it_is_not_asked_for()
    {
        await using var sandbox = await fixture.StartAsync();
        var given = new SandboxProgram("") { Files = new Dictionary<string, byte[]> { ["data/demand.csv"] = "town,demand\nulm,3\n"u8.ToArray() } };

        var run = await sandbox.RunAsync("reads_and_writes_files", given: given);

        Assert.Equal(4, run.Finished.Files.Count);
        Assert.All(run.Finished.Files, file => Assert.True(file.SizeBytes > 0 && file.Content is null));
    }

    [Fact]
    public async Task Values_that_no_solve_brought_are_formatted_and_compared_but_are_no_numbers()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("expects_values_of_an_infeasible", _ => new Solution { Status = SolveStatus.Infeasible, Solver = "t" });

        Assert.Equal("nan nan nan nan False\n", run.Stdout);
        Assert.Equal(("ValueError", 10), (run.Finished.ExceptionType, run.Finished.Line));
        Assert.Contains("'Infeasible'", run.Finished.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData("the second", 3)]
    [InlineData("never_solved", 4)]
    public async Task The_problem_that_the_caller_names_is_solved_if_the_program_does_not(string? problem, int solves)
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("solves_three_problems", given: new SandboxProgram("") { Problem = problem });

        Assert.Equal((ProgramOutcome.Completed, solves), (run.Finished.Outcome, run.Finished.Solves));
    }

    [Fact]
    public async Task A_problem_that_does_not_exist_is_answered_with_those_that_do()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("solves_three_problems", given: new SandboxProgram("") { Problem = "the fourth" });

        Assert.Equal(ProgramOutcome.SeveralProblems, run.Finished.Outcome);
        Assert.Contains("the_second (1 variables, 0 constraints)", run.Finished.Message, StringComparison.Ordinal);
    }
}
