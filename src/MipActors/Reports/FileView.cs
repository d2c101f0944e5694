using System.ComponentModel;
using System.Text;
using MipActors.Core.Model;

namespace MipActors.Reports;

/// <summary>A file that the program wrote.</summary>
public sealed record FileView
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Name.</summary>
    [Description("Its name, from the program's folder on.")]
    public required string Name { get; init; }

    /// <summary>Size.</summary>
    [Description("Its size in bytes.")]
    public long Bytes { get; init; }

    /// <summary>Text.</summary>
    [Description("What is in it, when return_files was set and it is text; null also when it is beyond the limit.")]
    public string? Text { get; init; }

    /// <summary>Bytes.</summary>
    [Description("What is in it, when return_files was set and it is no text.")]
    public string? Base64 { get; init; }

    /// <summary>The view of a file, its content only while the budget (characters) lasts.</summary>
    internal static FileView Of(ProgramFile file, ref long budget)
    {
        var view = new FileView { Name = file.Name, Bytes = file.SizeBytes };
        if (file.Content is not { } content || content.Length > budget)
        {
            return view;
        }

        budget -= content.Length;
        try
        {
            return view with { Text = Strict.GetString(content) };
        }
        catch (DecoderFallbackException)
        {
            return view with { Base64 = Convert.ToBase64String(content) };
        }
    }
}
