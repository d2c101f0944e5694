using System.Text.Json;
using MipActors.Sandbox;

namespace MipActors.Tests.Sandbox;

/// <summary>What a program sees and what is told of its end.</summary>
[Collection(nameof(SandboxFixture))]
public sealed class SandboxProgramTests(SandboxFixture fixture)
{
    [Fact]
    public async Task A_program_that_only_states_a_problem_has_it_solved()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("states_a_knapsack");

        Assert.Equal(ProgramOutcome.Completed, run.Finished.Outcome);
        Assert.Equal("knapsack", Assert.Single(run.Calls).Model.Name);
        Assert.Equal([new StatedProblem("knapsack", 3, 1)], run.Finished.Problems);
        Assert.Equal(1, run.Finished.Solves);
        Assert.Empty(run.Finished.Warnings);
        await sandbox.Session.ExitAsync(sandbox.Patience);
        Assert.Equal(0, await sandbox.EndAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_cold_start_says_so_and_works_the_same()
    {
        await using var sandbox = await RunningSandbox.StartAsync(fixture.Cold);

        var run = await sandbox.RunAsync("states_a_knapsack");

        Assert.False(sandbox.Ready.FromSnapshot);
        Assert.Null(sandbox.Ready.SnapshotProblem);
        Assert.Equal(fixture.Cold.PulpVersion, sandbox.Ready.Pulp);
        Assert.Equal(ProgramOutcome.Completed, run.Finished.Outcome);
    }

    [Fact]
    public async Task There_is_no_Node_for_Python_to_reach_the_system_through()
    {
        await using var fromSnapshot = await fixture.StartAsync();
        await using var cold = await RunningSandbox.StartAsync(fixture.Cold);

        foreach (var sandbox in new[] { fromSnapshot, cold })
        {
            var run = await sandbox.RunAsync("finds_no_node");

            Assert.Equal("[] -1\n8 True\n", run.Stdout);
        }
    }

    [Fact]
    public async Task A_snapshot_that_does_not_fit_is_told_and_done_without()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, new byte[100_000]);
        try
        {
            await using var sandbox = await RunningSandbox.StartAsync(fixture.Cold with { SnapshotPath = file });

            Assert.False(sandbox.Ready.FromSnapshot);
            Assert.False(string.IsNullOrEmpty(sandbox.Ready.SnapshotProblem));
            Assert.Equal(ProgramOutcome.Completed, (await sandbox.RunAsync("states_a_knapsack")).Finished.Outcome);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Each_sandbox_from_the_snapshot_draws_its_own_random_numbers()
    {
        await using var one = await fixture.StartAsync();
        await using var other = await fixture.StartAsync();

        Assert.True(one.Ready.FromSnapshot);
        Assert.NotEqual((await one.RunAsync("draws_random_numbers")).Stdout, (await other.RunAsync("draws_random_numbers")).Stdout);
    }

    [Fact]
    public async Task Modules_not_in_the_snapshot_can_still_be_imported()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("imports_late");

        Assert.Equal("Plant(name='a') 2 (0.0, 1.0, 1)\n", run.Stdout);
    }

    [Fact]
    public async Task Leaving_with_exit_code_zero_is_a_normal_end()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("exits_with_zero");

        Assert.Equal(ProgramOutcome.Completed, run.Finished.Outcome);
        Assert.Equal("solved 1.0\n", run.Stdout);
        Assert.Single(run.Calls);
    }

    [Fact]
    public async Task Leaving_with_a_text_is_an_exception_with_that_text()
    {
        await using var sandbox = await fixture.StartAsync();

        var finished = (await sandbox.RunAsync("exits_with_text")).Finished;

        Assert.Equal((ProgramOutcome.Exception, "SystemExit", "no data for March"), (finished.Outcome, finished.ExceptionType, finished.Message));
    }

    [Fact]
    public async Task A_traceback_shows_the_programs_lines_and_no_others()
    {
        await using var sandbox = await fixture.StartAsync();

        var finished = (await sandbox.RunAsync("raises_in_a_function")).Finished;

        Assert.Equal((ProgramOutcome.Exception, "KeyError", 7), (finished.Outcome, finished.ExceptionType, finished.Line));
        Assert.Contains("line 11, in <module>\n    build({\"ore\": 2.5})", finished.Traceback, StringComparison.Ordinal);
        Assert.Contains("line 7, in build\n    prob += lpSum(costs[name] * x", finished.Traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("mipactors_guest", finished.Traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("pulp.py", finished.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_syntax_error_has_its_line_and_column()
    {
        await using var sandbox = await fixture.StartAsync();

        var finished = (await sandbox.RunAsync("is_not_python")).Finished;

        Assert.Equal((ProgramOutcome.SyntaxError, 3, 17), (finished.Outcome, finished.Line, finished.Column));
        Assert.Contains("never closed", finished.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_a_problem_is_told_so()
    {
        await using var sandbox = await fixture.StartAsync();
        var data = JsonDocument.Parse("""{"a": [1, 2.5, null, true, "ü"]}""").RootElement;

        var run = await sandbox.RunAsync("states_nothing", given: new SandboxProgram("") { Data = data });

        Assert.Equal(ProgramOutcome.NoProblem, run.Finished.Outcome);
        Assert.Equal("{'a': [1, 2.5, None, True, 'ü']}\n", run.Stdout);
    }

    [Fact]
    public async Task Several_problems_are_listed_and_none_is_guessed()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("states_two_problems");

        Assert.Equal(ProgramOutcome.SeveralProblems, run.Finished.Outcome);
        Assert.Equal([new StatedProblem("first", 1, 0), new StatedProblem("second", 2, 1)], run.Finished.Problems);
        Assert.Empty(run.Calls);
    }

    [Fact]
    public async Task Data_of_the_request_are_a_dictionary_in_the_program()
    {
        await using var sandbox = await fixture.StartAsync();
        var data = JsonDocument.Parse(
            """{"foods": {"oats": {"price": 0.3, "iron": 4}, "kale": {"price": 1.1, "iron": 9}}, "needs": {"iron": 18}}""").RootElement;

        var run = await sandbox.RunAsync("uses_its_data", given: new SandboxProgram("") { Data = data });

        var model = Assert.Single(run.Calls).Model;
        Assert.Equal(["eat_oats", "eat_kale"], model.ColumnNames);
        Assert.Equal([0.3, 1.1], model.Cost);
        Assert.Equal([18], model.RowLower);
    }

    [Fact]
    public async Task A_failed_solve_can_be_caught_and_is_told_when_it_is_not()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("catches_a_failed_solve", _ => throw new SolverSaysNo("the solver wörker crashed"));

        Assert.Equal("caught: the solver wörker crashed\n", run.Stdout);
        Assert.Equal((ProgramOutcome.SolveFailed, "the solver wörker crashed"), (run.Finished.Outcome, run.Finished.Message));
        Assert.Equal(9, run.Finished.Line);
        Assert.Equal(2, run.Finished.Solves);
    }

    [Theory]
    [InlineData("multiplies_variables", "TypeError", "linear")]
    [InlineData("forgets_its_import", "NameError", "from pulp import *")]
    [InlineData("imports_numpy", "ModuleNotFoundError", "numpy is not in the sandbox")]
    [InlineData("compares_strictly", "TypeError", "<= or >=")]
    [InlineData("asks_for_input", "EOFError", "no keyboard")]
    [InlineData("has_a_text_for_a_bound", "PulpSolverError", null)]
    [InlineData("nests_too_deep", "RecursionError", null)]
    public async Task A_classic_mistake_comes_with_what_to_do(string program, string exception, string? hint)
    {
        await using var sandbox = await fixture.StartAsync();

        var finished = (await sandbox.RunAsync(program)).Finished;

        Assert.Equal((ProgramOutcome.Exception, exception), (finished.Outcome, finished.ExceptionType));
        Assert.True(finished.Line > 0);
        Assert.Contains(hint ?? "", finished.Hint ?? "", StringComparison.Ordinal);
        Assert.Equal(hint is null, finished.Hint is null);
    }
}
