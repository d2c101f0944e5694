using System.Globalization;
using System.Net;
using Akka.Configuration;

namespace MipActors.Actors.Settings;

/// <summary>A setting is missing or has a value that it can not have; the message names the setting and what it takes.</summary>
public sealed class SettingException(string message) : Exception(message);

/// <summary>Reads typed settings of one section and names the full path of a wrong one.</summary>
internal sealed class Section(Config config, string path)
{
    public Section Sub(string name) => new(config, $"{path}.{name}");

    public string Text(string name) => Read(name, key => config.GetString(key), "a word");

    public string? OptionalText(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>Words, parted by commas.</summary>
    public IReadOnlyList<string> Words(string name) => Text(name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The absolute path of a folder, or null when it is empty.</summary>
    public string? OptionalFolder(string name) => OptionalPath(name, "folder");

    /// <summary>The absolute path of a file, or null when it is empty.</summary>
    public string? OptionalFile(string name) => OptionalPath(name, "file");

    /// <summary>An address on the network, or null when it is empty.</summary>
    public Uri? OptionalAddress(string name) => OptionalText(name) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && text.EndsWith('/') ? address
        : throw Wrong(name, "an address that ends with a slash, or nothing");

    public bool Flag(string name) => Read(name, key => config.GetBoolean(key), "on or off");

    public int Count(string name, int least, int most = int.MaxValue)
    {
        var value = Read(name, key => config.GetInt(key), "a whole number");
        return value >= least && value <= most ? value
            : throw Wrong(name, $"a whole number of at least {least}" + (most < int.MaxValue ? $" and at most {most}" : ""));
    }

    /// <summary>One of several words.</summary>
    public string OneOf(string name, params IReadOnlyList<string> words) =>
        Text(name) is var word && words.Contains(word) ? word : throw Wrong(name, string.Join(" or ", words));

    /// <summary>An address of this machine to listen at.</summary>
    public IPAddress Address(string name) => IPAddress.TryParse(Text(name), out var address) ? address : throw Wrong(name, "an IP address, like 127.0.0.1, ::1 or 0.0.0.0");

    /// <summary>An address of this machine with a port, or null when it is empty.</summary>
    public IPEndPoint? OptionalEndPoint(string name) => OptionalText(name) is not { } text ? null
        : IPEndPoint.TryParse(text, out var point) && point.Port > 0 ? point
        : throw Wrong(name, "an IP address with a port, like 127.0.0.1:8080, or nothing");

    /// <summary>A count, or <c>auto</c> for what suits the machine.</summary>
    public int CountOrAuto(string name, int least, int auto)
    {
        var text = Text(name);
        return text == "auto" ? auto
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least ? value
            : throw Wrong(name, $"auto, or a whole number of at least {least}");
    }

    public TimeSpan Time(string name) => TimeOrZero(name) is var value && value > TimeSpan.Zero ? value : throw Wrong(name, "a duration above zero");

    public TimeSpan TimeOrZero(string name)
    {
        var value = Read(name, key => Plain(config.GetString(key)) ?? config.GetTimeSpan(key, null, allowInfinite: false), "a duration like 500ms, 2s or 30m");
        return value >= TimeSpan.Zero ? value : throw Wrong(name, "a duration of zero or more");
    }

    public long Bytes(string name, long most = long.MaxValue)
    {
        var takes = "a size like 512 KiB or 16 MiB" + (most < long.MaxValue ? $", at most {most >> 20} MiB" : "");
        var value = Read(name, key => config.GetByteSize(key) ?? -1, takes);
        return value > 0 && value <= most ? value : throw Wrong(name, takes);
    }

    /// <summary>A size, or <c>auto</c> for what suits the machine.</summary>
    public long BytesOrAuto(string name, long auto) => Text(name) == "auto" ? auto : Bytes(name);

    /// <summary>
    /// A whole number with the unit that everybody writes. HOCON's own reader knows more, by a regular expression that takes 40 ms to build, and a server's first
    /// sandbox would wait for it.
    /// </summary>
    private static TimeSpan? Plain(string text)
    {
        var unit = text.AsSpan().TrimStart("0123456789");
        return !int.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? null : unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(count),
            "s" => TimeSpan.FromSeconds(count),
            "m" => TimeSpan.FromMinutes(count),
            "h" => TimeSpan.FromHours(count),
            _ => null,
        };
    }

    private string? OptionalPath(string name, string kind) => OptionalText(name) is not { } path ? null
        : Path.IsPathFullyQualified(path) ? path
        : throw Wrong(name, $"the absolute path of a {kind}, or nothing");

    private T Read<T>(string name, Func<string, T> read, string takes)
    {
        var key = $"{path}.{name}";
        if (!config.HasPath(key))
        {
            throw new SettingException($"The setting {key} is missing; it takes {takes}.");
        }

        try
        {
            return read(key);
        }
        catch (Exception)
        {
            throw Wrong(name, takes);
        }
    }

    private SettingException Wrong(string name, string takes) =>
        new($"The setting {path}.{name} is '{config.GetString($"{path}.{name}")}'; it takes {takes}.");
}
