using MipActors.Core.Model;

namespace MipActors.Cli;

/// <summary>The options <c>--file</c> and <c>--files-to</c>: what goes into a program's private folder, and what comes out of it.</summary>
internal static class ProgramFolder
{
    /// <exception cref="InputException">A file can not be read, or a name is none for that folder.</exception>
    public static async Task<Dictionary<string, byte[]>> ReadAsync(IReadOnlyList<string> given, CancellationToken cancellation)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var one in given)
        {
            // A path may have an equals sign of its own; then it exists as a whole.
            var at = File.Exists(one) ? -1 : one.IndexOf('=', StringComparison.Ordinal);
            var path = one[(at + 1)..];
            var name = at > 0 ? one[..at] : Path.GetFileName(path);
            if (Core.Model.ProgramFile.Complaint(name) is { } complaint)
            {
                throw new InputException("bad-option", $"--file '{one}': the name '{name}' {complaint}.");
            }

            try
            {
                files[name] = await File.ReadAllBytesAsync(path, cancellation);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new InputException("unreadable-file", $"--file '{one}' can not be read: {fault.Message}");
            }
        }

        return files;
    }

    /// <summary>False when a file could not be written. Names were made by a program: none leads out of the folder.</summary>
    public static async Task<bool> WriteAsync(DirectoryInfo? folder, IReadOnlyList<ProgramFile> files)
    {
        if (folder is null)
        {
            return true;
        }

        var all = true;
        foreach (var file in files)
        {
            all &= await WriteAsync(folder, file);
        }

        return all;
    }

    private static async Task<bool> WriteAsync(DirectoryInfo folder, ProgramFile file)
    {
        var why = ProgramFile.Complaint(file.Name) ?? (file.Content is null ? "is beyond the limit of what is returned" : null);
        try
        {
            if (why is null)
            {
                var path = Path.Combine(folder.FullName, file.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllBytesAsync(path, file.Content!);
                return true;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            why = $"could not be written: {fault.Message}";
        }

        await Console.Error.WriteLineAsync($"mipactors: the program's file '{Core.Formats.TerminalText.Escape(file.Name)}' {why}");
        return false;
    }
}
