namespace MipActors.Core.Formats;

/// <summary>Finds what somebody most likely meant.</summary>
public static class NearestName
{
    private const int LongestName = 200;

    /// <summary>
    /// The candidate with the smallest Levenshtein distance (Levenshtein 1966), case ignored, of those within two fifths of the
    /// longer name; the first of equals; null when there is none, or the name is longer than any that somebody would mistype.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        return name.Length > LongestName ? null : candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.Distance <= Math.Max(name.Length, pair.Candidate.Length) * 2 / 5)
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
    }

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
