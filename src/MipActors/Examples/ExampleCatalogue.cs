using System.Text.RegularExpressions;

namespace MipActors.Examples;

/// <summary>One example: a program that solves, and what its docstring says of it.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Description">What it answers.</param>
/// <param name="Teaches">What of modelling it shows.</param>
/// <param name="ProblemClass"><c>LP</c> or <c>MIP</c>.</param>
/// <param name="DataKeys">Keys of <c>data</c> that replace its own numbers.</param>
/// <param name="Code">The whole program.</param>
public sealed record Example(
    string Name, string Title, string Description, string Teaches, string ProblemClass, IReadOnlyList<string> DataKeys, string Code);

/// <summary>The examples beside the executable: each file <c>examples/*.py</c> is one, described by the docstring it begins with.</summary>
public static partial class ExampleCatalogue
{
    /// <summary>Where they lie.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "examples");

    /// <summary>All of them, by name.</summary>
    /// <exception cref="IOException">The folder, which belongs to the program, is missing or unreadable.</exception>
    /// <exception cref="InvalidDataException">A file has not the docstring of an example; the message shows the form.</exception>
    public static async Task<IReadOnlyList<Example>> LoadAsync(CancellationToken cancellation)
    {
        var examples = new List<Example>();
        foreach (var file in Directory.GetFiles(Folder, "*.py").Order(StringComparer.Ordinal))
        {
            examples.Add(Read(Path.GetFileNameWithoutExtension(file), await File.ReadAllTextAsync(file, cancellation)));
        }

        return examples;
    }

    private static Example Read(string name, string code)
    {
        var found = DocString().Match(code);
        return found.Success
            ? new Example(
                name, found.Groups["title"].Value, found.Groups["description"].Value, found.Groups["teaches"].Value, found.Groups["class"].Value,
                [.. DataKey().Matches(code).Select(key => key.Groups["key"].Value).Distinct(StringComparer.Ordinal)], code)
            : throw new InvalidDataException(
                $"examples/{name}.py does not begin with \"\"\"Title: what it answers.\n\nTeaches: …\nProblem class: LP or MIP\n\"\"\"");
    }

    [GeneratedRegex(
        "\\A\"{3}(?<title>[^:\n]+): (?<description>[^\n]+)\n\nTeaches: (?<teaches>[^\n]+)\nProblem class: (?<class>LP|MIP)\n\"{3}\n",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DocString();

    [GeneratedRegex("data\\.get\\(\"(?<key>\\w+)\"", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DataKey();
}
