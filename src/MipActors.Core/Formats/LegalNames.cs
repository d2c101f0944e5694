using MipActors.Core.Model;

namespace MipActors.Core.Formats;

/// <summary>Names as a format allows them, each once; those that have to change are counted.</summary>
/// <param name="isLegal">Whether the format allows the name as it is.</param>
/// <param name="mended">A name that it allows, made of one that it does not; may be one that is taken.</param>
internal sealed class LegalNames(Func<string, bool> isLegal, Func<string, string> mended)
{
    private const int LongestName = 255;

    private readonly Dictionary<string, int> _copies = new(StringComparer.Ordinal);
    private string? _firstChange;

    /// <summary>How many names had to change.</summary>
    public int Changed { get; private set; }

    /// <summary>What to say of the changes, or null.</summary>
    public string? Note => Changed == 0 ? null
        : $"{Changed:N0} names are not allowed by the format, or are given twice, and were changed, like {_firstChange}.";

    /// <summary>The names of one kind of thing, in order, each once among them and among those taken.</summary>
    public string[] Of(NameList names, params ReadOnlySpan<string> taken)
    {
        var used = new HashSet<string>(taken.Length + names.Count, StringComparer.Ordinal);
        foreach (var name in taken)
        {
            used.Add(name);
        }

        // A name that is legal keeps itself, though a mended one before it would like to be called so.
        var kept = new HashSet<string>(names.Where(IsLegal), StringComparer.Ordinal);
        return [.. names.Select(name => IsLegal(name) && used.Add(name) ? name : Change(name, used, kept))];
    }

    private bool IsLegal(string name) => name.Length is > 0 and <= LongestName && isLegal(name);

    private string Change(string name, HashSet<string> used, HashSet<string> kept)
    {
        var wish = name.Length == 0 ? "_" : mended(name.Length > LongestName - 12 ? name[..(LongestName - 12)] : name);
        wish = IsLegal(wish) ? wish : $"_{wish}";
        var legal = wish;
        var copy = _copies.GetValueOrDefault(wish, 1);
        while (kept.Contains(legal) || !used.Add(legal))
        {
            legal = $"{wish}_{++copy}";
        }

        _copies[wish] = copy;
        Changed++;
        _firstChange ??= $"'{TerminalText.Escape(name)}' to '{legal}'";
        return legal;
    }
}
