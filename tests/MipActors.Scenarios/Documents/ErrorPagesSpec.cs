using System.Text.RegularExpressions;
using MipActors.Documents;

namespace MipActors.Scenarios.Documents;

/// <summary>Every error that the program can give has a page that says what to do, and is provoked by a test.</summary>
public sealed partial class ErrorPagesSpec
{
    [Fact]
    public async Task Each_error_has_its_page_and_each_page_its_error()
    {
        var pages = (await ErrorPages.ReadAsync(CancellationToken.None)).Select(page => page.Code).ToList();
        Assert.Equal(pages.Distinct(StringComparer.Ordinal), pages);
        var codes = Codes();
        Assert.True(codes.Count > 30, "the sources were not found");
        Assert.Empty(codes.Except(pages)); // an error without a page in docs/errors.md
        Assert.Empty(pages.Except(codes)); // a page of an error that is no more
    }

    [Fact]
    public async Task Each_page_says_more_than_its_name()
    {
        foreach (var (code, page) in await ErrorPages.ReadAsync(CancellationToken.None))
        {
            Assert.True(page.Trim().Length > 40 || page.Contains("As above.", StringComparison.Ordinal), code);
        }
    }

    [Fact]
    public void Each_error_is_provoked_by_a_test()
    {
        var tests = string.Concat(Repository.Sources("tests", ".cs", ".py").Where(file => !file.Path.EndsWith("ErrorPagesSpec.cs", StringComparison.Ordinal)).Select(file => file.Text));
        // A code of one word is a word of the language too: only in quotes is it meant.
        var unprovoked = Codes().Where(code => !tests.Contains(code.Contains('-', StringComparison.Ordinal) ? code : $"\"{code}\"", StringComparison.Ordinal)).ToList();
        Assert.Empty(unprovoked);
    }

    /// <summary>All codes that stand in the sources where a fault is made.</summary>
    private static SortedSet<string> Codes() => new(
        Repository.Sources("src", ".cs").SelectMany(file => Made().Matches(file.Text).Select(match => match.Groups["code"].Value)), StringComparer.Ordinal);

    [GeneratedRegex(
        """(?:new JobFault\(\s*|new InputException\(|InputException \w+\([^)]*\) =>\s*new\(|new JobFault\([^"\n]*\? |WorkerMessage\.Refused\(|JobFault \w+\([^)]*\) => new\(\s*|ProgramOutcome\.\w+(?: or ProgramOutcome\.\w+)? => |_ => (?="program-exception")|const string \w+ = (?="(?:unknown|bad|race)-)|FaultCode = )"(?<code>[a-z]+(?:-[a-z]+)*)""",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Made();
}
