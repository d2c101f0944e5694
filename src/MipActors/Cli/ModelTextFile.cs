using MipActors.Actors.Settings;
using MipActors.Core.Formats;
using MipActors.Hosting;

namespace MipActors.Cli;

/// <summary>Files of models that the user names.</summary>
internal static class ModelTextFile
{
    /// <summary>The text of a model, unpacked.</summary>
    /// <exception cref="InputException">The file can not be read, or is larger than the setting allows.</exception>
    public static async Task<string> ReadAsync(FileInfo file, CancellationToken cancellation)
    {
        var limits = MipSettings.From(ConfigChain.Load(new Dictionary<string, string>(StringComparer.Ordinal))).Limits;
        try
        {
            return await ModelFile.ReadTextAsync(file.FullName, limits.ModelTextBytes, cancellation);
        }
        catch (ModelFormatException fault)
        {
            throw new InputException("bad-file", $"The file {file} can not be read: {fault.Message}. {fault.Hint}".TrimEnd());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw InputException.Unreadable(file, fault);
        }
    }
}
