namespace MipActors.Scenarios.Documents;

/// <summary>The repository that these tests were built in: documents are held against its sources.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The text of each source file below a folder.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder, params string[] endings) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
        .Where(file => endings.Contains(Path.GetExtension(file)) && !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Select(file => (file, File.ReadAllText(file)));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MipActors.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("the tests do not run below the repository that they were built in");
    }
}
