using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Tools;

/// <summary>
/// The tool <c>validate_mip_code</c>. A program of the folder Mistakes says in its own comments what has to be found in it and where:
/// <c># ! code column</c> in the line of the finding, <c># !! code</c> for the whole program.
/// </summary>
public sealed partial class ValidationScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Tool = "validate_mip_code";

    public static TheoryData<string> Mistakes => [.. Files("Programs/Mistakes")];

    public static TheoryData<string> SoundPrograms =>
    [
        .. Files("examples"),
        .. new[] { "knapsack.py", "solves_again_with_a_cut.py", "infeasible.py", "unbounded.py", "many_variables.py", "hard.py" }.Select(name => $"Programs/{name}"),
    ];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Just_the_mistakes_of_a_program_are_found_each_at_its_place(string program)
    {
        var code = Code(program);

        var found = await shared.AskAsync(Tool, new { code });

        Assert.Equal(Expected(code), found.GetProperty("findings").EnumerateArray().Select(Place).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SoundPrograms))]
    public async Task Nothing_is_found_in_a_program_that_is_sound(string program)
    {
        var found = await shared.AskAsync(Tool, new { code = Code(program) });

        Assert.Empty(found.GetProperty("findings").EnumerateArray());
        Assert.True(found.GetProperty("is_valid").GetBoolean());
    }

    [Theory]
    [InlineData("Programs/Mistakes/not_linear.py", false)]
    [InlineData("Programs/Mistakes/same_names.py", true)]
    public async Task Errors_make_a_program_invalid_and_warnings_alone_do_not(string program, bool valid)
    {
        var found = await shared.AskAsync(Tool, new { code = Code(program) });

        Assert.Equal(valid, found.GetProperty("is_valid").GetBoolean());
        Assert.Contains(found.GetProperty("findings").EnumerateArray(), finding => finding.GetProperty("severity").GetString() == (valid ? "warning" : "error"));
        Assert.All(found.GetProperty("findings").EnumerateArray(), finding => Assert.NotEqual("", finding.GetProperty("hint").GetString()));
    }

    [Fact]
    public async Task A_near_miss_is_told_what_was_meant()
    {
        var found = await shared.AskAsync(Tool, new { code = Code("Programs/Mistakes/wrong_names.py") });

        var hints = found.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("hint").GetString()).ToList();
        Assert.Contains("Did you mean LpMinimize?", hints);
        Assert.Contains(hints, hint => hint!.StartsWith("Did you mean lowBound?", StringComparison.Ordinal));
        Assert.Contains("In PuLP this is prob.solve().", hints);
    }

    [Fact]
    public async Task A_program_nested_too_deeply_is_said_to_be_so()
    {
        var code = $"from pulp import *\nprob = LpProblem('deep')\nx = {string.Join('+', Enumerable.Repeat("1", 100_000))}\n";

        var found = await shared.AskAsync(Tool, new { code });

        Assert.Equal("too-deep", Assert.Single(found.GetProperty("findings").EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Findings_without_end_are_cut_and_said_to_be()
    {
        var code = "from pulp import *\nprob = LpProblem('many')\nx = LpVariable('x')\nprob += x\n" + string.Concat(Enumerable.Repeat("prob += x < 1\n", 5_000));

        var findings = (await shared.AskAsync(Tool, new { code })).GetProperty("findings").EnumerateArray().ToList();

        Assert.Equal(101, findings.Count);
        Assert.Equal("more", findings[^1].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_program_with_characters_that_no_program_has_is_a_syntax_error()
    {
        var found = await shared.AskAsync(Tool, new { code = "from pulp import *\nx = '\0'\n" });

        Assert.Equal("syntax-error", Assert.Single(found.GetProperty("findings").EnumerateArray()).GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_empty_program_and_a_missing_one_are_refused_in_words()
    {
        Assert.Contains("empty", await shared.RefusalAsync(Tool, new { code = "  \n" }), StringComparison.Ordinal);
        Assert.Contains("'code' is missing", await shared.RefusalAsync(Tool, new { }), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Expected(string code) => code.Split('\n')
        .SelectMany((line, index) => Mark().Matches(line).Select(mark => mark.Groups["column"].Success
            ? string.Create(CultureInfo.InvariantCulture, $"{index + 1:000}:{mark.Groups["column"].Value} {mark.Groups["code"].Value}")
            : $"everywhere {mark.Groups["code"].Value}"))
        .Order(StringComparer.Ordinal);

    private static string Place(JsonElement finding) => finding.TryGetProperty("line", out var line)
        ? string.Create(CultureInfo.InvariantCulture, $"{line.GetInt32():000}:{finding.GetProperty("column").GetInt32()} {finding.GetProperty("code").GetString()}")
        : $"everywhere {finding.GetProperty("code").GetString()}";

    private static IEnumerable<string> Files(string folder) => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.py")
        .Select(file => $"{folder}/{Path.GetFileName(file)}");

    private static string Code(string program) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, program));

    [GeneratedRegex(@"# !! (?<code>[\w-]+)|# ! (?<code>[\w-]+) (?<column>\d+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark();
}
