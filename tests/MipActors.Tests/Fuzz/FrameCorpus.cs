using System.Globalization;
using MipActors.Core.Wire;

namespace MipActors.Tests.Fuzz;

/// <summary>
/// The conversations in the folder Corpus, as a child says them: a frame a line, its type and its payload in hexadecimal digits; @name
/// stands for the payload of that name in Core/Golden. What a session once took wrongly is added as a file.
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
        var (type, payload) = line.Split(' ') is [var first, var second] ? (first, second) : (line, "");
        return new Frame(
            (FrameType)byte.Parse(type, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            Convert.FromHexString(payload.StartsWith('@') ? Golden(payload[1..]) : payload));
    }

    private static string Golden(string name) => string.Concat(
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Core", "Golden", name + ".hex")).Where(line => !line.StartsWith('#')));
}
