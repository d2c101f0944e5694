using MipActors.Scenarios.CommandLine;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Tools;

/// <summary>The tool <c>solve_model_text</c>.</summary>
public sealed class ModelTextScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Tool = "solve_model_text";

    [Fact]
    public async Task A_model_is_solved_verified_and_proven()
    {
        var answer = await shared.Process.StructureAsync(Tool, new { format = "LP", text = await TextAsync("plan.lp") });
        Assert.Equal("optimal", answer.GetProperty("status").GetString());
        Assert.Equal(36, answer.GetProperty("solution").GetProperty("objective_value").GetDouble());
        Assert.True(answer.GetProperty("validation").GetProperty("is_valid").GetBoolean());
        Assert.Equal("proven", answer.GetProperty("proof").GetProperty("verdict").GetString());
        Assert.Equal(1, answer.GetProperty("solves").GetInt32());
    }

    [Fact]
    public async Task The_answer_of_a_solver_without_a_basis_is_proven_from_the_one_that_confirms_it()
    {
        var answer = await shared.Process.StructureAsync(Tool, new { format = "lp", text = await TextAsync("plan.lp"), solver = "scip" });
        Assert.Equal("optimal", answer.GetProperty("status").GetString());
        Assert.Equal("proven", answer.GetProperty("proof").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task What_is_wrong_is_told_with_its_line()
    {
        var answer = await shared.Process.StructureAsync(Tool, new { format = "lp", text = await TextAsync("torn.lp") });
        Assert.Equal(("bad_input", "model-text"), (answer.GetProperty("status").GetString(), answer.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(5, answer.GetProperty("error").GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_format_that_is_none_is_refused()
    {
        var answer = await shared.Process.StructureAsync(Tool, new { format = "nl", text = "" });
        Assert.Equal("bad-argument", answer.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_chart_of_the_bounds_comes_along_as_an_image_when_it_is_asked_for()
    {
        var text = await TextAsync("plan.lp");
        var asked = await shared.Process.CallAsync(new { format = "lp", text, include_chart = true }, Tool);
        var content = asked.GetProperty("result").GetProperty("content").EnumerateArray().ToList();
        Assert.Equal(["text", "image"], content.Select(one => one.GetProperty("type").GetString()));
        Assert.Equal("image/png", content[1].GetProperty("mimeType").GetString());
        var image = BigGustave.Png.Open(content[1].GetProperty("data").GetBytesFromBase64());
        Assert.Equal((640, 260), (image.Width, image.Height));

        var job = asked.GetProperty("result").GetProperty("structuredContent").GetProperty("job_id").GetString();
        var fetched = await shared.Process.CallAsync(new { job_id = job, include_chart = true }, "get_job");
        Assert.Equal(2, fetched.GetProperty("result").GetProperty("content").GetArrayLength());

        await shared.AskAsync("define_model", new { name = "charted", code = text, format = "lp" });
        var (kept, ended) = (new { model = "charted", include_chart = true }, new { job_id = job, include_chart = true });
        Assert.Equal(2, (await shared.Process.CallAsync(kept, "solve_model")).GetProperty("result").GetProperty("content").GetArrayLength());
        Assert.Equal(2, (await shared.Process.CallAsync(ended, "cancel_job")).GetProperty("result").GetProperty("content").GetArrayLength());

        var plain = await shared.Process.CallAsync(new { format = "lp", text }, Tool);
        Assert.Single(plain.GetProperty("result").GetProperty("content").EnumerateArray());
    }

    private static Task<string> TextAsync(string file) => File.ReadAllTextAsync(CommandLineRun.Model(file));
}
