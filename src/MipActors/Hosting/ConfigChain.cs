using System.Collections;
using Akka.Configuration;
using MipActors.Actors.Settings;

namespace MipActors.Hosting;

/// <summary>
/// Where settings come from, the later wins: <c>hocon/</c> beside the program, the user's file, the environment
/// (<c>MIPACTORS__JOBS__DEFAULT_TIMEOUT</c>), the command line.
/// </summary>
public static class ConfigChain
{
    private const string Prefix = "MIPACTORS__";

    /// <summary>The source of what nobody has set.</summary>
    public const string DefaultSource = "default";

    /// <summary>The whole configuration, Akka's parts included.</summary>
    /// <param name="overrides">Settings of the command line: full path and HOCON value.</param>
    /// <param name="isNode">Whether it is for a node of a cluster.</param>
    /// <exception cref="SettingException">A file can not be read as HOCON; the message names it.</exception>
    public static Config Load(IReadOnlyDictionary<string, string> overrides, bool isNode = false) =>
        Lines(overrides).WithFallback(Layers(isNode).Aggregate(ConfigurationFactory.Empty, (below, layer) => layer.Config.WithFallback(below)));

    /// <summary>The sources of settings, each by itself, the weakest first.</summary>
    /// <param name="isNode">Whether those of a node are among them.</param>
    /// <exception cref="SettingException">A file can not be read as HOCON; the message names it.</exception>
    public static IReadOnlyList<(string Source, Config Config)> Layers(bool isNode)
    {
        var layers = new List<(string, Config)>();
        foreach (var name in (string[])["mipactors.conf", "shutdown.conf", "stdio.conf", .. isNode ? ["node.conf"] : Array.Empty<string>()])
        {
            layers.Add((DefaultSource, Parse(Path.Combine(AppContext.BaseDirectory, "hocon", name))));
        }

        if (File.Exists(UserFile))
        {
            layers.Add((UserFile, Parse(UserFile)));
        }

        layers.AddRange(FromEnvironment().Select(setting => ($"{Prefix}{setting.Variable}", Line(setting.Path, setting.Value))));
        return layers;
    }

    /// <summary>The user's own file, whether it exists or not.</summary>
    public static string UserFile => Path.Combine(UserFolder.Config, "mipactors.conf");

    /// <summary>One setting as a layer of its own.</summary>
    /// <param name="path">Its full name.</param>
    /// <param name="value">Its value.</param>
    public static Config Line(string path, string value) => Lines(new Dictionary<string, string>(StringComparer.Ordinal) { [path] = value });

    private static Config Parse(string file)
    {
        try
        {
            return ConfigurationFactory.ParseString(File.ReadAllText(file));
        }
        catch (Exception fault)
        {
            throw new SettingException($"The settings file {file} can not be read: {fault.Message}");
        }
    }

    private static List<(string Variable, string Path, string Value)> FromEnvironment()
    {
        var settings = new List<(string, string, string)>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith(Prefix, StringComparison.Ordinal) && variable.Value is string value)
            {
                settings.Add((name[Prefix.Length..], "mipactors." + name[Prefix.Length..].ToLowerInvariant().Replace("__", ".").Replace('_', '-'), value));
            }
        }

        return settings;
    }

    private static Config Lines(IReadOnlyDictionary<string, string> settings) => settings.Count == 0
        ? ConfigurationFactory.Empty
        : ConfigurationFactory.ParseString(string.Join('\n', settings.Select(setting => $"{setting.Key} = \"{setting.Value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"")));
}
