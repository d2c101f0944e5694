namespace MipActors.Tests.Core.Formats;

/// <summary>The model texts of the folder Texts, read where they are kept.</summary>
internal static class Texts
{
    public static string Of(string file)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MipActors.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no MipActors.sln above the tests");
        }

        return File.ReadAllText(Path.Combine(folder, "tests", "MipActors.Tests", "Core", "Formats", "Texts", file));
    }
}
