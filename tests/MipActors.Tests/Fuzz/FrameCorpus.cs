using System.Globalization;
using MipActors.Core.Wire;

namespace MipActors.Tests.Fuzz;

/// <summary>
/// The conversations in the folder Corpus, as a child says them: a frame a line, its type and its payload in hexadecimal digits. What a
/// session once took wrongly is added as a file.
/// </summary>
internal static class FrameCorpus
{
    /// <summary>The conversations of one kind of child, by the beginning of their files' names.</summary>
    public static IReadOnlyList<IReadOnlyList<Frame>> Of(string child) =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fuzz", "Corpus"), $"{child}-*.frames").Order(StringComparer.Ordinal)
            .Select(file => File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(Parse).ToList()),
    ];

    private static Frame Parse(string line)
    {
        var parts = line.Split(' ');
        return new Frame((FrameType)byte.Parse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture), Convert.FromHexString(parts.ElementAtOrDefault(1) ?? ""));
    }
}
