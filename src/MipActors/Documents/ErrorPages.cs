namespace MipActors.Documents;

/// <summary>The page of each error: a section of <c>docs/errors.md</c> under a heading that is its code.</summary>
public static class ErrorPages
{
    private const string Heading = "### ";

    /// <summary>Each code with its page, in the order of the document.</summary>
    public static async Task<IReadOnlyList<(string Code, string Page)>> ReadAsync(CancellationToken cancellation)
    {
        var pages = new List<(string, string)>();
        string? code = null;
        var lines = new List<string>();
        foreach (var line in (await Document.ReadAsync("errors", cancellation)).Split('\n').Append("# "))
        {
            if (line.StartsWith('#'))
            {
                if (code is not null)
                {
                    pages.Add((code, string.Join('\n', lines).Trim() + "\n"));
                }

                code = line.StartsWith(Heading, StringComparison.Ordinal) ? line[Heading.Length..].Trim() : null;
                lines.Clear();
            }
            else
            {
                lines.Add(line);
            }
        }

        return pages;
    }
}
