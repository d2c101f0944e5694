using System.CommandLine;
using System.ComponentModel;
using System.Text.Json;
using Akka.Configuration;
using MipActors.Actors.Settings;
using MipActors.Core.Formats;
using MipActors.Documents;
using MipActors.Hosting;
using MipActors.Mcp;

namespace MipActors.Cli.Upkeep;

/// <summary>A setting in force.</summary>
internal sealed record SettingView
{
    [Description("Full name.")]
    public required string Name { get; init; }

    [Description("Value in force, unit included.")]
    public required string Value { get; init; }

    [Description("default, or the file, the variable or the option that it came from.")]
    public required string Source { get; init; }

    [Description("What it means.")]
    public string Description { get; init; } = "";
}

/// <summary><c>mipactors config</c>: every setting in force, with its unit and where it came from.</summary>
internal static class ConfigCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON, with what each setting means." };
    private static readonly Option<bool> Changed = new("--changed") { Description = "Only what is not the default." };

    public static Command Create()
    {
        var command = new Command("config", "Show every setting in force, its unit, and where it came from: default, file, environment or option.") { ServeCommand.Address, ServeCommand.Port, Json, Changed };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var (json, changed, options) = (parsed.GetValue(Json), parsed.GetValue(Changed), ServeCommand.Overrides(parsed).ToList());
        IReadOnlyList<(string Source, Config Config)> layers =
            [.. ConfigChain.Layers(isNode: true), .. options.Select(one => ($"option {one.Option}", ConfigChain.Line(one.Path, one.Value)))];
        var reference = SettingsReference.Read();
        var settings = reference.Select(setting => ViewOf(setting, layers)).Where(view => !changed || view.Source != ConfigChain.DefaultSource).ToList();
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(settings, ToolJson.Indented));
        }
        else
        {
            var width = settings.Select(view => view.Name.Length + view.Value.Length + 3).DefaultIfEmpty(0).Max();
            foreach (var view in settings)
            {
                Console.WriteLine(TerminalText.Escape($"{$"{view.Name} = {view.Value}".PadRight(width)}  {view.Source}"));
            }
        }

        foreach (var (source, config) in layers.Where(layer => layer.Source != ConfigChain.DefaultSource))
        {
            WarnOfUnknown(source, config, reference);
        }

        // A value that can not be is told as the server would tell it.
        _ = MipSettings.From(ConfigChain.Load(options.ToDictionary(one => one.Path, one => one.Value, StringComparer.Ordinal)));
        return ExitCode.Answer;
    }

    private static SettingView ViewOf(SettingDescription setting, IReadOnlyList<(string Source, Config Config)> layers)
    {
        var (source, config) = layers.Last(layer => layer.Config.HasPath(setting.Path));
        return new SettingView
        {
            Name = setting.Path,
            Value = source == ConfigChain.DefaultSource ? setting.Default.Trim('"') : config.GetString(setting.Path),
            Source = source,
            Description = setting.Description.Length > 0 ? setting.Description : setting.Section,
        };
    }

    private static void WarnOfUnknown(string source, Config config, IReadOnlyList<SettingDescription> reference)
    {
        var known = reference.Select(setting => setting.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var path in config.AsEnumerable().SelectMany(entry => LeavesOf(entry.Key, entry.Value)).Where(path => path.StartsWith("mipactors.", StringComparison.Ordinal) && !known.Contains(path)))
        {
            var nearest = NearestName.Of(path, known);
            Console.Error.WriteLine(TerminalText.Escape($"mipactors: {path} of {source} sets nothing{(nearest is null ? "" : $"; did you mean {nearest}?")}"));
        }
    }

    private static IEnumerable<string> LeavesOf(string path, Akka.Configuration.Hocon.HoconValue value) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => LeavesOf($"{path}.{item.Key}", item.Value))
        : [path];
}
