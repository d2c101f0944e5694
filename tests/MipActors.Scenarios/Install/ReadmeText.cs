using System.Text.Json;
using System.Text.RegularExpressions;
using MipActors.Scenarios.Documents;

namespace MipActors.Scenarios.Install;

/// <summary>What the README and the page on installing tell to type and to paste.</summary>
internal static partial class ReadmeText
{
    public static string Readme { get; } = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    public static string InstallPage { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "install.md"));

    /// <summary>The lines of the first block of commands below a heading.</summary>
    public static IReadOnlyList<string> CommandsBelow(string text, string heading)
    {
        var at = text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(at >= 0, $"no heading '{heading}'");
        var block = Fence().Match(text, at);
        Assert.True(block.Success && block.Groups["language"].Value is "" or "sh", $"no commands below '{heading}'");
        return block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>The lines of the picture of a terminal, without what is typed, what goes to stderr, and what is left out.</summary>
    public static IReadOnlyList<string> Picture() =>
        [.. Fence().Match(Readme).Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('$') && !line.TrimStart().StartsWith('…'))];

    /// <summary>What each client is told to start: every JSON block, and each <c>claude mcp add</c>.</summary>
    public static IReadOnlyList<ClientBlock> ClientBlocks()
    {
        var blocks = new List<ClientBlock>();
        foreach (var text in (string[])[Readme, InstallPage])
        {
            foreach (var fence in Fence().Matches(text).Where(fence => fence.Groups["language"].Value == "json"))
            {
                var root = JsonElement.Parse(fence.Groups["text"].Value);
                var servers = root.TryGetProperty("mcpServers", out var named) ? named : root.GetProperty("servers");
                blocks.AddRange(servers.EnumerateObject().Select(server => ClientBlock.Of(server.Value)));
            }

            blocks.AddRange(ClaudeLine().Matches(text).Select(line => ClientBlock.OfLine(line.Groups["options"].Value, line.Groups["command"].Value)));
        }

        return blocks;
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^claude mcp add (?<options>.*) mipactors -- (?<command>.+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex ClaudeLine();
}

/// <summary>A server as a client starts it, or reaches it.</summary>
/// <param name="Command">The program; null of one that is reached over the network.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Its environment.</param>
/// <param name="Url">Where it is reached; null of one that is started.</param>
internal sealed record ClientBlock(string? Command, IReadOnlyList<string> Arguments, IReadOnlyList<(string Name, string? Value)> Environment, string? Url)
{
    public static ClientBlock Of(JsonElement server) => new(
        server.TryGetProperty("command", out var command) ? command.GetString() : null,
        server.TryGetProperty("args", out var arguments) ? [.. arguments.EnumerateArray().Select(one => one.GetString()!)] : [],
        server.TryGetProperty("env", out var environment) ? [.. environment.EnumerateObject().Select(one => (one.Name, one.Value.GetString()))] : [],
        server.TryGetProperty("url", out var url) ? url.GetString() : null);

    public static ClientBlock OfLine(string options, string command)
    {
        var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var given = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var environment = given.Zip(given.Skip(1)).Where(pair => pair.First is "-e" or "--env").Select(pair => pair.Second.Split('=', 2));
        return new ClientBlock(words[0], words[1..], [.. environment.Select(pair => (pair[0], (string?)pair[1]))], null);
    }
}
