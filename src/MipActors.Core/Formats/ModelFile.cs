using System.IO.Compression;
using System.Text;
using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>Files that hold a model as text: <c>.lp</c> and <c>.mps</c>, plain or with <c>.gz</c> behind.</summary>
public static class ModelFile
{
    /// <summary>The endings that are understood.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".lp", ".mps", ".lp.gz", ".mps.gz"];

    /// <summary>The form that a file's name promises, or null when it is none of <see cref="Endings"/>.</summary>
    public static ModelFormat? FormatOf(string fileName)
    {
        var name = fileName.ToLowerInvariant();
        name = name.EndsWith(".gz", StringComparison.Ordinal) ? name[..^3] : name;
        return name.EndsWith(".lp", StringComparison.Ordinal) ? ModelFormat.Lp
            : name.EndsWith(".mps", StringComparison.Ordinal) ? ModelFormat.Mps : null;
    }

    /// <summary>The text of a file, unpacked; UTF-8, and what is not UTF-8 as Latin-1.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mostBytes">More bytes than this, unpacked, are refused.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ModelFormatException">The file is larger than allowed, or no gzip though its name says so.</exception>
    /// <exception cref="IOException">The file can not be read.</exception>
    public static async Task<string> ReadTextAsync(string path, long mostBytes, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, useAsync: true);
        await using Stream source = IsPacked(path) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = await source.ReadAsync(buffer, cancellation)) > 0;)
            {
                if (bytes.Length + read > mostBytes)
                {
                    throw new ModelFormatException(
                        $"the text of the model is longer than {mostBytes:N0} bytes", "Raise the setting mipactors.limits.model-text.");
                }

                bytes.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException fault)
        {
            throw new ModelFormatException($"the file is no gzip: {fault.Message}", "Take the ending .gz away if the file is plain text.");
        }

        return TextOf(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Writes a text, packed where the file's name says so.</summary>
    /// <exception cref="IOException">The file can not be written.</exception>
    public static async Task WriteTextAsync(string path, string text, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        await using Stream target = IsPacked(path) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        await target.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
    }

    private static bool IsPacked(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static string TextOf(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
