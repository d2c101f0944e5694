using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Tests.Sandbox;

/// <summary>What of a PuLP problem reaches the solver, and what of its answer reaches the program.</summary>
[Collection(nameof(SandboxFixture))]
public sealed class SandboxSolvingTests(SandboxFixture fixture)
{
    [Fact]
    public async Task Every_number_arrives_bit_for_bit()
    {
        await using var sandbox = await fixture.StartAsync();

        var model = Assert.Single((await sandbox.RunAsync("exact_numbers")).Calls).Model;

        Assert.Equal(["x", "y", "z"], model.ColumnNames);
        Assert.Equal(["upper", "lower", "equal", "merged"], model.RowNames);
        Assert.Equal([1.0 / 3, 0.7, 0], model.Cost);
        Assert.Equal(1.0 / 7, model.ObjectiveOffset);
        Assert.Equal([0.1 + 0.2, double.NegativeInfinity, -5], model.ColumnLower);
        Assert.Equal([1e308, double.PositiveInfinity, 5], model.ColumnUpper);
        Assert.Equal([VariableKind.Continuous, VariableKind.Continuous, VariableKind.Integer], model.Kinds);
        Assert.Equal([double.NegativeInfinity, 0, 9007199254740992, 9007199254740992], model.RowLower);
        Assert.Equal([0.1 + 0.2, double.PositiveInfinity, 9007199254740992, 9007199254740992], model.RowUpper);
        Assert.False(double.IsNegative(model.RowLower[1]));
        // The zero of 0*z is not an entry; x + y + x has x once.
        Assert.Equal([0, 2, 4, 5, 7], model.Matrix.Starts);
        Assert.Equal([0, 1, 0, 1, 2, 0, 1], model.Matrix.Indices);
        Assert.Equal([1.0 / 3, -1e-300, 1, 1, 2, 2, 1], model.Matrix.Values);
    }

    [Fact]
    public async Task Special_ordered_sets_arrive_with_their_weights_and_variables_that_are_nowhere_else()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("has_ordered_sets");

        Assert.Equal("", run.Finished.Message);
        Assert.Equal(["x", "y", "z"], run.Calls[0].Model.ColumnNames);
        Assert.Equal(["sos1_one 1 [(0, 1), (1, 2)]", "sos2_7 2 [(0, 3), (2, 2), (1, 1)]"], run.Sets[0].Select(
            set => $"{set.Name} {set.Type} [{string.Join(", ", set.Members)}]"));
        Assert.Empty(run.Sets[1]); // mip=False
    }

    [Fact]
    public async Task A_program_solves_changes_its_problem_and_solves_again()
    {
        await using var sandbox = await fixture.StartAsync();
        var answers = new Queue<Solution>(
        [
            new Solution
            {
                Status = SolveStatus.Optimal, Objective = 7, Values = [3, 1], RowDuals = [1.5, -0.5], ReducedCosts = [0.25, 0], Solver = "t",
            },
            new Solution { Status = SolveStatus.Feasible, StopReason = StopReason.TimeLimit, Objective = 6, Values = [3, 0], Solver = "t" },
        ]);

        var run = await sandbox.RunAsync("solves_twice", _ => answers.Dequeue());

        Assert.Equal("Optimal 3.0 1.0 7.0\n0.0 -4.0 1.5 0.25\n1 2 3.0 MIPACTORS\n", run.Stdout);
        Assert.Equal((10, 4), (run.Calls[0].Model.ColumnUpper[0], run.Calls[0].Model.RowUpper[0]));
        Assert.Equal((3, 5), (run.Calls[1].Model.ColumnUpper[0], run.Calls[1].Model.RowUpper[0]));
        Assert.Equal(ObjectiveSense.Maximize, run.Calls[0].Model.Sense);
        Assert.Equal(2, run.Finished.Solves);
    }

    [Fact]
    public async Task Variables_that_problems_share_have_their_own_column_in_each()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("shares_variables");

        Assert.Equal("", run.Finished.Message);
        Assert.Equal(["c b a | 1 2 3 | 2:1 1:1 0:1", "c a | 1 0 | 0:1 1:7", "b c | 1 0 | 0:1 1:2"], run.Calls.Select(call => Text(call.Model)));

        static string Text(LinearModel model) =>
            $"{string.Join(' ', model.ColumnNames)} | {string.Join(' ', model.Cost)} | {string.Join(' ', model.Matrix.Indices.Zip(model.Matrix.Values, (column, value) => $"{column}:{value}"))}";
    }

    [Fact]
    public async Task Columns_are_the_same_whether_they_are_looked_up_by_address_or_by_hash()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("places_either_way");

        Assert.Equal("", run.Finished.Message);
        // The last number: how often it was tried; again where the problem had to learn of the objective's variables first.
        Assert.Equal(
            """
            plain True by address 1
            has_objective_alone True by address 2
            has_no_objective True by address 1
            has_the_variable_of_an_empty_objective True by address 1
            was_solved True by address 1
            was_copied True by hash 2
            was_changed_after True by hash 2
            has_a_copy True by hash 2
            has_a_copy_in_the_objective True by hash 2
            has_a_set True by address 1
            has_no_rows True by address 1
            """.ReplaceLineEndings("\n") + "\n",
            run.Stdout);
    }

    [Theory]
    [InlineData(SolveStatus.Optimal, "1 Optimal Optimal Solution Found 2.0")]
    [InlineData(SolveStatus.Feasible, "1 Optimal Solution Found 2.0")]
    [InlineData(SolveStatus.Infeasible, "-1 Infeasible No Solution Exists nan")]
    [InlineData(SolveStatus.Unbounded, "-2 Unbounded Solution is Unbounded nan")]
    [InlineData(SolveStatus.InfeasibleOrUnbounded, "-3 Undefined No Solution Found nan")]
    [InlineData(SolveStatus.NoSolution, "0 Not Solved No Solution Found nan")]
    [InlineData(SolveStatus.NumericalTrouble, "-3 Undefined No Solution Found nan")]
    public async Task A_status_is_told_in_the_words_of_PuLP(SolveStatus status, string printed)
    {
        await using var sandbox = await fixture.StartAsync();
        double[]? values = status is SolveStatus.Optimal or SolveStatus.Feasible ? [2.0000004] : null;

        var run = await sandbox.RunAsync("reports_its_status", _ => new Solution { Status = status, Values = values, Solver = "t" });

        Assert.StartsWith(printed, run.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_dummy_of_an_empty_objective_does_not_reach_the_model()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("has_no_objective");

        Assert.Equal(3, run.Calls.Count);
        Assert.All(run.Calls, call => Assert.Equal(["x"], call.Model.ColumnNames));
        Assert.Equal("['x'] 0.0\n", run.Stdout);
    }

    [Fact]
    public async Task An_elastic_constraint_brings_its_penalties_along_and_is_no_problem_of_its_own()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("has_an_elastic_constraint");

        var model = Assert.Single(run.Calls).Model;
        Assert.Equal("elastic", model.Name);
        Assert.Equal(4, model.ColumnCount);
        Assert.Contains(100, model.Cost);
    }

    [Fact]
    public async Task A_category_that_PuLP_does_not_know_is_warned_about()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("misspells_a_category");

        var model = Assert.Single(run.Calls).Model;
        Assert.Equal([VariableKind.Continuous, VariableKind.Integer], model.Kinds);
        Assert.Equal((0, 1), (model.ColumnLower[1], model.ColumnUpper[1]));
        Assert.Contains("'integer'", Assert.Single(run.Finished.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_solver_that_PuLP_knows_is_answered_and_keeps_its_arguments()
    {
        await using var sandbox = await fixture.StartAsync();
        var given = new SandboxProgram("") { Options = new SolveOptions { Seed = 5 } };

        var run = await sandbox.RunAsync("names_many_solvers", given: given);

        var options = run.Calls.ConvertAll(call => call.Options);
        Assert.Equal(["auto", "highs", "highs", "scip", "auto", "auto", "auto", "auto", "auto"], options.Select(o => o.Solver));
        Assert.Equal([7, 8, null, null, 9, null, null, null, null], options.Select(o => o.TimeLimitSeconds));
        Assert.Equal((0.01, 2.0, 3, 5), (options[0].RelativeGap, options[0].AbsoluteGap, options[0].Threads, options[0].Seed));
        Assert.Equal([1, double.NaN], run.Calls[0].MipStart!);
        Assert.All(run.Calls.Skip(1), call => Assert.Null(call.MipStart));
        Assert.True(run.Calls[0].Model.IsMip);
        Assert.False(run.Calls[5].Model.IsMip);
        Assert.Equal("True True\n", run.Stdout);
        Assert.Contains("GUROBI is not here; solved with the test.", run.Finished.Warnings);
        Assert.DoesNotContain(run.Finished.Warnings, warning => warning.Contains("CBC_CMD", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_caller_asks_for_wins_over_the_programs_arguments()
    {
        await using var sandbox = await fixture.StartAsync();
        var given = new SandboxProgram("") { Options = new SolveOptions { Solver = "cbc", TimeLimitSeconds = 60, RelativeGap = 0.5 } };

        var run = await sandbox.RunAsync("names_many_solvers", given: given);

        Assert.All(run.Calls, call => Assert.Equal(("cbc", 60, 0.5), (call.Options.Solver, call.Options.TimeLimitSeconds, call.Options.RelativeGap)));
    }

    [Fact]
    public async Task A_large_model_goes_through_in_one_piece()
    {
        await using var sandbox = await fixture.StartAsync();

        var run = await sandbox.RunAsync("is_large");

        var model = Assert.Single(run.Calls).Model;
        Assert.Equal((2000, 400), (model.ColumnCount, model.RowCount));
        Assert.DoesNotContain(0, model.Matrix.Values);
        Assert.Equal(400 * 200 - Enumerable.Range(0, 400).Sum(row => Enumerable.Range(0, 200).Count(i => (row * 7 + i) % 13 == 0)), model.Matrix.NonZeroCount);
    }
}
