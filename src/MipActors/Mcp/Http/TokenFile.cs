using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MipActors.Mcp.Http;

/// <summary>
/// The file of tokens, one a line: a name and the SHA-256 of the token, so that who reads the file can not call. It is read anew when it has changed.
/// </summary>
public sealed partial class TokenFile(string path)
{
    private const int TokenBytes = 32;
    private const string Prefix = "mip_";

    private readonly Lock _lock = new();
    private (DateTime Written, long Length) _seen;
    private Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Whether there is any token.</summary>
    /// <exception cref="FormatException">A line is none; the message says which and what it has to be.</exception>
    public bool HasAny => Names().Count > 0;

    /// <summary>The name of who has a token, or null.</summary>
    /// <exception cref="FormatException">A line is none.</exception>
    public string? NameOf(string token) => Names().GetValueOrDefault(HashOf(token));

    /// <summary>Makes a token and appends its line.</summary>
    /// <returns>The token, which is kept nowhere.</returns>
    /// <exception cref="FormatException">The name is none, or is there already.</exception>
    public string Add(string name)
    {
        if (!LegalName().IsMatch(name))
        {
            throw new FormatException($"'{name}' is no name for a token: it takes 1 to 40 letters, digits, dots, dashes and underscores");
        }

        if (Names().ContainsValue(name))
        {
            throw new FormatException($"there is a token of the name '{name}' already in {path}: delete its line to revoke it, then make a new one");
        }

        var token = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.Write($"{name} {HashOf(token)}\n");
        return token;
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private Dictionary<string, string> Names()
    {
        lock (_lock)
        {
            var info = new FileInfo(path);
            var now = info.Exists ? (info.LastWriteTimeUtc, info.Length) : default;
            if (now != _seen)
            {
                _names = info.Exists ? Read() : new(StringComparer.Ordinal);
                _seen = now;
            }

            return _names;
        }
    }

    private Dictionary<string, string> Read()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length != 2 || !LegalName().IsMatch(parts[0]) || !Hash().IsMatch(parts[1]) || !names.TryAdd(parts[1], parts[0]))
            {
                throw new FormatException($"line {number} of {path} is no token: it has to be a name and the SHA-256 of the token in hex, as `mipactors token NAME` writes it");
            }
        }

        return names;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,40}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LegalName();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();
}
