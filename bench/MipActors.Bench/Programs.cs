namespace MipActors.Bench;

/// <summary>The programs that are run, beside the executable.</summary>
internal static class Programs
{
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "programs", name);

    public static string Text(string name) => System.IO.File.ReadAllText(File(name));
}
