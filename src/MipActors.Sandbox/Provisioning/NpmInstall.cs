using System.Globalization;

namespace MipActors.Sandbox.Provisioning;

/// <summary>Installs Deno and Pyodide with npm, as the lock file pins them, and drops what no sandbox reads.</summary>
internal sealed class NpmInstall(Toolbox tools, TimeSpan patience)
{
    private const int OldestNode = 20;
    private static readonly string[] NotNeeded = ["*.map", "*.html", "*.d.ts"];

    /// <summary>Fills <c>node_modules</c> beside the <c>package.json</c> in <paramref name="folder"/>.</summary>
    /// <exception cref="ProvisioningException">Node or npm is missing or too old, or npm failed.</exception>
    public async Task RunAsync(string folder, IProgress<string> progress, CancellationToken cancellation)
    {
        var npm = await FindNpmAsync(folder, cancellation);
        progress.Report("installing Pyodide and Deno with npm…");
        var cache = Path.Combine(folder, ".npm");
        string[] arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["npm_config_cache"] = cache,
            ["npm_config_update_notifier"] = "false",
        };
        try
        {
            var result = await tools.RunAsync(npm[0], [.. npm.Skip(1), .. arguments], folder, patience, cancellation, environment);
            if (result.ExitCode != 0)
            {
                throw new ProvisioningException(
                    $"npm could not install Pyodide and Deno ({OneLine.First(result.StdErr)}): "
                    + "see that its registry is reachable (`npm ping`), then try again");
            }
        }
        catch (TimeoutException late)
        {
            throw new ProvisioningException(
                $"npm did not finish within {patience.TotalMinutes:0.#} min: see that its registry is reachable (`npm ping`), then try again", late);
        }

        Directory.Delete(cache, recursive: true);
        Prune(Path.Combine(folder, "node_modules"));
        MakeExecutable(folder);
    }

    /// <summary>npm's command line; on Windows npm is a script for the shell, so its JavaScript is given to node.</summary>
    private async Task<string[]> FindNpmAsync(string folder, CancellationToken cancellation)
    {
        const string cure = "`apt-get install nodejs npm` brings them on Debian";
        var node = tools.Find("node");
        var npm = tools.Find("npm");
        if (node is null || npm is null)
        {
            var missing = node is null ? npm is null ? "node and npm are" : "node is" : "npm is";
            throw new ProvisioningException($"{missing} not in PATH, but Pyodide and Deno are installed with npm: {cure}");
        }

        var answer = await tools.RunAsync(node, ["--version"], folder, TimeSpan.FromSeconds(30), cancellation);
        var version = answer.StdOut.Trim();
        if (answer.ExitCode != 0
            || !int.TryParse(version.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            || major < OldestNode)
        {
            throw new ProvisioningException(
                $"{node} is Node.js {OneLine.First(version)}, but {OldestNode} or later is needed: {cure}, where its release has them new enough");
        }

        return OperatingSystem.IsWindows()
            ? [node, Path.Combine(Path.GetDirectoryName(npm)!, "node_modules", "npm", "bin", "npm-cli.js")]
            : [npm];
    }

    private static void Prune(string modules)
    {
        // Holds links only, and a link in a folder that a sandbox may read is a way out of it.
        var links = Path.Combine(modules, ".bin");
        if (Directory.Exists(links))
        {
            Directory.Delete(links, recursive: true);
        }

        foreach (var file in NotNeeded.SelectMany(pattern => Directory.GetFiles(modules, pattern, SearchOption.AllDirectories)))
        {
            File.Delete(file);
        }
    }

    /// <summary>Deno's own install script would do this; install scripts are not run.</summary>
    private static void MakeExecutable(string folder)
    {
        var deno = Path.Combine(folder, DenoPlatform.Binary);
        if (!File.Exists(deno))
        {
            throw new ProvisioningException(
                $"npm left out {DenoPlatform.Binary}, as it does where a download breaks off and where the C library is not GNU's (Alpine): "
                + "try again, on a system with the GNU C library");
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(deno, File.GetUnixFileMode(deno) | UnixFileMode.UserExecute | UnixFileMode.UserRead);
        }
    }
}
