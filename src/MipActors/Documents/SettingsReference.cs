using System.Text;

namespace MipActors.Documents;

/// <summary>One setting as the file in <c>hocon/</c> describes it.</summary>
/// <param name="Path">Its full name.</param>
/// <param name="Default">Its value there, as it is written, unit included.</param>
/// <param name="Description">The comment above it; empty where its section says all.</param>
/// <param name="Section">The comment above its section; may be empty.</param>
public sealed record SettingDescription(string Path, string Default, string Description, string Section);

/// <summary>Every setting with its default and what it means, read from the commented files that belong to the program: there is no second list.</summary>
public static class SettingsReference
{
    /// <summary>All settings, in the order of the file.</summary>
    /// <exception cref="IOException">A file, which belongs to the program, is missing or unreadable.</exception>
    public static IReadOnlyList<SettingDescription> Read() => [.. ((string[])["mipactors.conf", "node.conf"])
        .SelectMany(file => Parse(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "hocon", file))))
        .Where(setting => setting.Path.StartsWith("mipactors.", StringComparison.Ordinal))];

    /// <summary>The table of <c>docs/settings.md</c>.</summary>
    public static string Markdown(IEnumerable<SettingDescription> settings)
    {
        var text = new StringBuilder("""
            # Settings

            Made from `hocon/mipactors.conf` and `hocon/node.conf`, which are the places to change a default; a test holds them together. `mipactors config` shows what is in force and where it came from.

            A later source wins: the file beside the program, `$XDG_CONFIG_HOME/mipactors/mipactors.conf`, the environment
            (`MIPACTORS__JOBS__DEFAULT_TIMEOUT=60s` sets `mipactors.jobs.default-timeout`), options of the command line. Durations carry their unit (ms, s, m, h), sizes
            theirs (b, KiB, MiB, GiB).

            """);
        var section = "";
        foreach (var setting in settings)
        {
            var name = setting.Path[..setting.Path.LastIndexOf('.')];
            if (name != section)
            {
                section = name;
                text.Append($"\n## {name}\n\n{(setting.Section.Length > 0 ? setting.Section + "\n\n" : "")}| setting | default | what |\n| --- | --- | --- |\n");
            }

            text.Append($"| `{setting.Path[(name.Length + 1)..]}` | `{setting.Default}` | {setting.Description.Replace("|", "\\|")} |\n");
        }

        return text.ToString();
    }

    internal static IReadOnlyList<SettingDescription> Parse(IEnumerable<string> lines)
    {
        var settings = new List<SettingDescription>();
        var sections = new Stack<(string Name, string Comment)>();
        var comment = new List<string>();
        var above = ""; // A comment is of all settings below it up to a blank line.
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith('#'))
            {
                comment.Add(line.TrimStart('#').Trim());
                continue;
            }

            var words = comment.Count > 0 ? string.Join(' ', comment) : above;
            above = "";
            if (line.EndsWith('{'))
            {
                var name = line[..^1].Trim();
                sections.Push((sections.TryPeek(out var outer) ? $"{outer.Name}.{name}" : name, words));
            }
            else if (line == "}")
            {
                sections.Pop();
            }
            else if (line.Split('=', 2) is [var key, var value] && !line.Contains('{', StringComparison.Ordinal))
            {
                settings.Add(new SettingDescription($"{sections.Peek().Name}.{key.Trim()}", value.Trim(), words, sections.Peek().Comment));
                above = words;
            }

            // What stands above a blank line belongs to nothing below it.
            comment.Clear();
        }

        return settings;
    }
}
