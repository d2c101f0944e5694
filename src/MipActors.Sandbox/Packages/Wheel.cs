using System.IO.Compression;
using System.Text.RegularExpressions;

namespace MipActors.Sandbox.Packages;

/// <summary>A wheel that programs may import from; unpacked in a sandbox when one of its modules is first imported.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Modules">The modules at its top, in alphabetical order.</param>
public sealed partial record Wheel(string Path, IReadOnlyList<string> Modules)
{
    /// <summary>Name of the file.</summary>
    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>Looks into a wheel (the binary distribution format of packaging.python.org).</summary>
    /// <returns>The wheel; or null, and why no sandbox can import it, as half a sentence.</returns>
    public static (Wheel? Wheel, string? Refusal) Read(string path)
    {
        var name = FileNameForm().Match(System.IO.Path.GetFileName(path));
        if (!name.Success)
        {
            return (null, "its name is not that of a wheel: name-version-python-abi-platform.whl");
        }

        if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint))
        {
            return (null, "it is a link, which no sandbox may be given: copy the file");
        }

        // Which release of Pyodide a compiled one is for is the importing Python's to judge.
        if (name.Groups["platform"].Value is var platform && platform != "any" && !platform.EndsWith("_wasm32", StringComparison.Ordinal))
        {
            return (null, $"it is compiled for {platform}: a sandbox takes pure Python (-none-any.whl) and what is compiled for Pyodide (_wasm32.whl)");
        }

        try
        {
            using var archive = ZipFile.OpenRead(path);
            var modules = archive.Entries.Select(entry => ModuleForm().Match(entry.FullName))
                .Where(entry => entry.Success).Select(entry => entry.Groups["module"].Value)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            return modules.Count > 0 ? (new Wheel(path, modules), null) : (null, "there is no module in it");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return (null, $"it can not be read: {unreadable.Message}");
        }
    }

    [GeneratedRegex(@"^[^-]+-[^-]+(-\d[^-]*)?-[^-]+-[^-]+-(?<platform>[^-]+)\.whl$")]
    private static partial Regex FileNameForm();

    // A package's folder, a module's file, or a compiled module's; not the metadata (name-version.dist-info).
    [GeneratedRegex(@"^(?<module>[A-Za-z_]\w*)(/.*\.(py|so)|\.py|(\.[\w-]+)?\.so)$")]
    private static partial Regex ModuleForm();
}
