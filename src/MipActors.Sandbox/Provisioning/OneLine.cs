namespace MipActors.Sandbox.Provisioning;

/// <summary>Brings what a foreign program wrote to the length and shape of half a sentence.</summary>
internal static class OneLine
{
    private const int LongestShown = 300;

    /// <summary>The last line of <paramref name="text"/> that says anything, without control characters.</summary>
    public static string Last(string text) => Of(text, last: true);

    /// <summary>The first line of <paramref name="text"/> that says anything, without control characters.</summary>
    public static string First(string text) => Of(text, last: false);

    private static string Of(string text, bool last)
    {
        var lines = text.Split('\n').Select(line => new string([.. line.Where(letter => !char.IsControl(letter))]).Trim())
            .Where(line => line.Length > 0);
        var line = (last ? lines.LastOrDefault() : lines.FirstOrDefault()) ?? "it gave no reason";
        return line.Length <= LongestShown ? line : line[..LongestShown] + "…";
    }
}
