namespace MipActors.Documents;

/// <summary>A page of <c>docs/</c> that the program carries with it.</summary>
public static class Document
{
    /// <summary>Where the pages lie.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "docs");

    /// <summary>The text of a page.</summary>
    /// <param name="name">Its name without the ending.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="IOException">The page, which belongs to the program, is missing or unreadable.</exception>
    public static Task<string> ReadAsync(string name, CancellationToken cancellation) =>
        File.ReadAllTextAsync(Path.Combine(Folder, name + ".md"), cancellation);
}
