namespace MipActors.Hosting;

/// <summary>
/// Who asks for what is being done: set once for each request, where it comes in, and seen by all that is awaited for it, so that no tool can forget it.
/// </summary>
public static class Caller
{
    private static readonly AsyncLocal<string?> Name = new();

    /// <summary>The name of a token; empty for the user of this machine.</summary>
    public static string Current
    {
        get => Name.Value ?? "";
        set => Name.Value = value;
    }
}
