namespace MipActors.Core.Model;

/// <summary>A file that a program left in its private folder.</summary>
/// <param name="Name">Its name from that folder on, parts joined by <c>/</c>.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Content">What is in it; null when it was not asked for, or beyond the limit.</param>
public sealed record ProgramFile(string Name, long SizeBytes, byte[]? Content = null)
{
    private const int MostNameCharacters = 200;

    /// <summary>What is wrong with a name for a file that is put into a program's folder, or null.</summary>
    public static string? Complaint(string name) => name.Length switch
    {
        0 => "is empty",
        > MostNameCharacters => $"is longer than {MostNameCharacters} characters",
        _ when name.Any(char.IsControl) => "has a control character",
        _ when name.Contains('\\', StringComparison.Ordinal) => "has a backslash; folders are parted by /",
        _ when name.Split('/').Any(part => part is "" or "." or "..") => "leads out of the program's folder: it has to be like demand.csv or data/demand.csv",
        _ => null,
    };
}

/// <summary>A piece of what a program prints, told while it runs.</summary>
/// <param name="IsError">True for stderr, false for stdout.</param>
/// <param name="Text">The text; may end in the middle of a line.</param>
public sealed record ProgramPrint(bool IsError, string Text);
