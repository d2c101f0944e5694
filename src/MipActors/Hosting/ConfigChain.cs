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

    /// <summary>The whole configuration, Akka's parts included.</summary>
    /// <param name="overrides">Settings of the command line: full path and HOCON value.</param>
    /// <exception cref="SettingException">A file can not be read as HOCON; the message names it.</exception>
    public static Config Load(IReadOnlyDictionary<string, string> overrides)
    {
        var config = ConfigurationFactory.Empty;
        foreach (var name in (ReadOnlySpan<string>)["mipactors.conf", "shutdown.conf", "stdio.conf"])
        {
            config = Parse(Path.Combine(AppContext.BaseDirectory, "hocon", name)).WithFallback(config);
        }

        if (UserFile is { } user && File.Exists(user))
        {
            config = Parse(user).WithFallback(config);
        }

        config = Lines(FromEnvironment()).WithFallback(config);
        return Lines(overrides).WithFallback(config);
    }

    /// <summary>The user's own file, whether it exists or not; null where there is no home.</summary>
    public static string? UserFile => Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData) is { Length: > 0 } folder
        ? Path.Combine(folder, "mipactors", "mipactors.conf")
        : null;

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

    private static Dictionary<string, string> FromEnvironment()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith(Prefix, StringComparison.Ordinal) && variable.Value is string value)
            {
                settings["mipactors." + name[Prefix.Length..].ToLowerInvariant().Replace("__", ".").Replace('_', '-')] = value;
            }
        }

        return settings;
    }

    private static Config Lines(IReadOnlyDictionary<string, string> settings) => settings.Count == 0
        ? ConfigurationFactory.Empty
        : ConfigurationFactory.ParseString(string.Join('\n', settings.Select(setting => $"{setting.Key} = \"{setting.Value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"")));
}
