using System.Text;
using System.Text.Json;

namespace MipActors.Scenarios.Server;

/// <summary>What the tool answers, held against its own output schema.</summary>
public sealed class AnswerScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int MostBytes = 64 * 1024;

    [Fact]
    public async Task A_solved_model_is_answered_with_a_verified_solution()
    {
        var answer = await AnswerAsync("knapsack.py");
        Assert.Equal("optimal", answer.GetProperty("status").GetString());
        Assert.True(answer.GetProperty("validation").GetProperty("is_valid").GetBoolean());
        var solution = answer.GetProperty("solution");
        Assert.Equal(
            answer.GetProperty("validation").GetProperty("recomputed_objective").GetDouble(), solution.GetProperty("objective_value").GetDouble());
        Assert.Equal(8, solution.GetProperty("variables").EnumerateObject().Count());
        Assert.StartsWith("Optimal", answer.GetProperty("stdout").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_of_an_answer_tells_the_same_as_its_structure()
    {
        var result = await shared.Process.SolveAsync("knapsack.py");
        var text = result.GetProperty("content")[0].GetProperty("text").GetString();
        var objective = shared.StructureOf(result).GetProperty("solution").GetProperty("objective_value").GetRawText();
        Assert.Contains($"Objective:  {objective}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_reaches_the_program()
    {
        var answer = await AnswerAsync("knapsack.py", new { data = new { weights = new[] { 1, 2 }, values = new[] { 5, 7 }, capacity = 2 } });
        Assert.Equal(7, answer.GetProperty("solution").GetProperty("objective_value").GetDouble());
    }

    [Fact]
    public async Task An_infeasible_model_is_an_answer_and_no_error()
    {
        var answer = await AnswerAsync("infeasible.py");
        Assert.Equal("infeasible", answer.GetProperty("status").GetString());
        Assert.False(answer.GetProperty("solution").TryGetProperty("variables", out _));
    }

    [Fact]
    public async Task A_syntax_error_names_the_line()
    {
        var answer = await AnswerAsync("syntax_error.py", isError: true);
        Assert.Equal("bad_input", answer.GetProperty("status").GetString());
        Assert.Equal(4, answer.GetProperty("error").GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_limit_that_comes_first_is_said_and_the_incumbent_given()
    {
        var answer = await AnswerAsync("hard.py", new { solver_params = new { time_limit = 1.5 } });
        Assert.Equal("feasible", answer.GetProperty("status").GetString());
        var solution = answer.GetProperty("solution");
        Assert.True(solution.GetProperty("best_bound").GetDouble() > solution.GetProperty("objective_value").GetDouble());
        Assert.True(answer.GetProperty("validation").GetProperty("is_valid").GetBoolean());
    }

    [Fact]
    public async Task A_solution_beyond_the_tolerance_is_refused_and_the_violation_named()
    {
        var answer = await AnswerAsync("rounds_a_third.py", new { validation_tolerance = 1e-30 }, isError: true);
        Assert.Equal("verification_failed", answer.GetProperty("status").GetString());
        Assert.False(answer.GetProperty("validation").GetProperty("is_valid").GetBoolean());
        Assert.NotEqual(0, answer.GetProperty("validation").GetProperty("violation_count").GetInt32());
    }

    [Fact]
    public async Task A_large_model_is_answered_with_200_variables_and_a_count_of_the_others()
    {
        var result = await shared.Process.SolveAsync("many_variables.py");
        var solution = shared.StructureOf(result).GetProperty("solution");
        Assert.InRange(solution.GetProperty("variables").EnumerateObject().Count(), 1, 200);
        Assert.Equal(5000, solution.GetProperty("variables").EnumerateObject().Count() + solution.GetProperty("variables_omitted").GetInt32());
        Assert.Equal(5000, solution.GetProperty("constraints").GetArrayLength() + solution.GetProperty("constraints_omitted").GetInt32());
        Assert.InRange(Encoding.UTF8.GetByteCount(result.GetRawText()), 1, MostBytes);
    }

    [Fact]
    public async Task A_megabyte_of_prints_is_cut_and_the_cut_is_said()
    {
        var result = await shared.Process.SolveAsync("prints_a_megabyte.py");
        Assert.Matches(@"… [\d,]+ more characters were not kept$", shared.StructureOf(result).GetProperty("stdout").GetString());
        Assert.InRange(Encoding.UTF8.GetByteCount(result.GetRawText()), 1, MostBytes);
    }

    [Fact]
    public async Task The_solvers_log_comes_along_when_asked_for()
    {
        Assert.False((await AnswerAsync("knapsack.py")).TryGetProperty("solver_output", out _));
        var answer = await AnswerAsync("knapsack.py", new { include_solver_output = true });
        Assert.NotEqual("", answer.GetProperty("solver_output").GetString());
    }

    [Fact]
    public async Task Progress_rises_and_tells_the_stages()
    {
        var (id, token) = await shared.Process.BeginCallAsync(ServerProcess.ArgumentsOf("hard.py", new { solver_params = new { time_limit = 1.5 } }));
        await shared.Process.Conversation.AnswerAsync(id);
        var progress = shared.Process.Conversation.ProgressOf(token);
        Assert.Equal(progress.Select(step => step.Progress).Order().Distinct(), progress.Select(step => step.Progress));
        Assert.Contains(progress, step => step.Message == "running the program");
        Assert.Contains(progress, step => step.Message.StartsWith("solving 150 variables", StringComparison.Ordinal));
        Assert.Contains(progress, step => step.Message.Contains("incumbent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_calls_at_once_are_both_answered_with_their_own()
    {
        var first = await shared.Process.BeginCallAsync(ServerProcess.ArgumentsOf("knapsack.py"));
        var second = await shared.Process.BeginCallAsync(ServerProcess.ArgumentsOf("infeasible.py"));
        var answers = await Task.WhenAll(
            shared.Process.Conversation.AnswerAsync(first.Id), shared.Process.Conversation.AnswerAsync(second.Id));
        Assert.Equal(
            ["optimal", "infeasible"],
            answers.Select(answer => shared.StructureOf(answer.GetProperty("result")).GetProperty("status").GetString()));
    }

    private async Task<JsonElement> AnswerAsync(string program, object? arguments = null, bool isError = false)
    {
        var result = await shared.Process.SolveAsync(program, arguments);
        Assert.True(isError == result.GetProperty("isError").GetBoolean(), result.ToString());
        return shared.StructureOf(result);
    }
}
