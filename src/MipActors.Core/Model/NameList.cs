using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace MipActors.Core.Model;

/// <summary>
/// Names in their order, duplicates included. Those that came over the wire stay in one piece until somebody asks for one: most models
/// are passed on, and few of their names are ever looked at. Immutable, thread-safe.
/// </summary>
[CollectionBuilder(typeof(NameList), nameof(Create))]
public sealed class NameList : IReadOnlyList<string>
{
    private const char Between = '\0';

    private string[]? _names;
    private byte[]? _joined;

    private NameList(string[]? names, byte[]? joined, int count) => (_names, _joined, Count) = (names, joined, count);

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>All of them in UTF-8, parted by NUL; a NUL in a name has become U+FFFD.</summary>
    public ReadOnlySpan<byte> Joined =>
        _joined ??= Encoding.UTF8.GetBytes(string.Join(Between, Names.Select(name => name.Replace(Between, '\uFFFD'))));

    private string[] Names => _names ??= Count == 0 ? [] : Encoding.UTF8.GetString(_joined!).Split(Between);

    /// <summary>The name at a place, from 0.</summary>
    /// <param name="index">The place.</param>
    public string this[int index] => Names[index];

    /// <summary>The names of an array, which nobody writes to any more.</summary>
    /// <param name="names">The array.</param>
    public static implicit operator NameList(string[] names) => new(names, null, names.Length);

    /// <summary>These names.</summary>
    /// <param name="names">Are copied.</param>
    public static NameList Create(ReadOnlySpan<string> names) => names.ToArray();

    /// <summary>The names that lie in these bytes as <see cref="Joined"/> has them.</summary>
    /// <param name="joined">Is copied.</param>
    /// <param name="count">How many there are, since no byte may be no name or one that is empty.</param>
    /// <exception cref="FormatException">The bytes are not UTF-8, or not so many names; the text says which.</exception>
    public static NameList FromJoined(ReadOnlySpan<byte> joined, int count)
    {
        var found = joined.IsEmpty && count == 0 ? 0 : joined.Count((byte)Between) + 1;
        return found != count ? throw new FormatException($"{found} names for {count} things")
            : Utf8.IsValid(joined) ? new NameList(null, joined.ToArray(), count)
            : throw new FormatException("names that are not UTF-8");
    }

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => ((IEnumerable<string>)Names).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
