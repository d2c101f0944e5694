using System.Text.Json;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Tools;

/// <summary>
/// Programs as language models write them when they go wrong, one kind a file in the folder Attempts. Each says in its first line what it
/// has to be told, so that the next attempt succeeds: <c># says: words | more words</c>.
/// </summary>
[Trait("Category", "Programs")]
public sealed class AttemptScenarios(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Says = "# says: ";

    public static TheoryData<string> Attempts =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Programs", "Attempts"), "*.py").Select(file => Path.GetFileNameWithoutExtension(file)!),
    ];

    [Fact]
    public void There_are_thirty_kinds_and_more() => Assert.True(Attempts.Count >= 30);

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task A_bad_program_is_told_what_lets_the_next_attempt_succeed(string attempt)
    {
        var code = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Programs", "Attempts", attempt + ".py"));
        var wanted = code.Split('\n')[0][Says.Length..].Split(" | ");

        var result = (await shared.Process.CallAsync(new { code, data = new { demand = 3 } })).GetProperty("result");

        var told = Told(shared.StructureOf(result));
        Assert.All(wanted, words => Assert.Contains(words, told, StringComparison.Ordinal));
        // Who reads text alone is told the same.
        var text = result.GetProperty("content")[0].GetProperty("text").GetString();
        Assert.All(wanted, words => Assert.Contains(words, text, StringComparison.Ordinal));
    }

    /// <summary>Everything in a report that speaks of what is wrong.</summary>
    private static string Told(JsonElement report)
    {
        var parts = new List<string?> { report.GetProperty("status").GetString(), report.GetProperty("message").GetString() };
        parts.AddRange(report.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));
        if (report.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object)
        {
            parts.AddRange(new[] { "message", "hint" }.Select(name => error.TryGetProperty(name, out var text) ? text.GetString() : null));
            parts.Add(error.TryGetProperty("line", out var line) ? $"line {line.GetInt32()}" : null);
        }

        return string.Join('\n', parts);
    }
}
