using System.Text.RegularExpressions;

namespace MipActors.Scenarios.Documents;

/// <summary>The README and the docs claim nothing that is not there: each test that they name exists, each link leads somewhere.</summary>
public sealed partial class ReadmeSpec
{
    [Fact]
    public void Each_test_that_is_named_as_a_proof_exists()
    {
        var tests = string.Concat(Repository.Sources("tests", ".cs").Select(file => file.Text));
        var rows = Readme().Split('\n').Where(line => line.StartsWith('|')).ToList();
        var named = rows.SelectMany(row => TestClass().Matches(row).Select(match => match.Groups["name"].Value)).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(named.Count >= 10, "the tables of promises were not found");
        Assert.DoesNotContain(named, name => !Regex.IsMatch(tests, $@"\bclass {name}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)));
        var categories = Category().Matches(Readme()).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(categories.Count >= 6, "the categories were not found");
        Assert.DoesNotContain(categories, name => !tests.Contains($"Trait(\"Category\", \"{name}\")", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_link_leads_to_a_file_and_each_page_is_linked_from_the_readme()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md")).Append(Path.Combine(Repository.Root, "SECURITY.md"));
        foreach (var page in pages)
        {
            foreach (var target in Link().Matches(File.ReadAllText(page)).Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)))
            {
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(page)!, target.Split('#')[0])), $"{Path.GetFileName(page)} links to {target}");
            }
        }

        Assert.All(
            Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(page => Path.GetFileName(page)),
            page => Assert.Contains($"docs/{page}", Readme(), StringComparison.Ordinal));
    }

    private static string Readme() => File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [GeneratedRegex(@"\b(?<name>[A-Z]\w+(?:Tests|Scenarios|Spec|Matrix))\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"Category=(?<name>\w+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Category();

    [GeneratedRegex(@"\]\((?<target>[^)\s#][^)\s]*)\)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();
}
