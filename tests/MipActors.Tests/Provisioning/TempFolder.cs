using System.Runtime.CompilerServices;

namespace MipActors.Tests.Provisioning;

/// <summary>A folder for one test, gone after it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mipactors-test-").FullName;

    /// <summary>Absolute path of a file or folder of <c>programs/</c>.</summary>
    public static string Program(string name, [CallerFilePath] string here = "") =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "programs", name);

    /// <summary>Absolute path of something in it.</summary>
    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
