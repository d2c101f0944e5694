using System.Text.Json.Nodes;

namespace MipActors.Sandbox.Provisioning;

/// <summary>Has Deno load Pyodide, PuLP and the prelude once and write the memory down.</summary>
internal sealed class SnapshotBuilder(Toolbox tools, TimeSpan patience)
{
    private const string Script = "snapshot.mjs";

    /// <summary>Builds the snapshot.</summary>
    /// <param name="installation">What it is a snapshot of, in its final place.</param>
    /// <param name="readable">Absolute path of the one folder that the script may read.</param>
    /// <param name="scratch">Absolute path of an empty folder to write to.</param>
    /// <param name="cancellation">Ends the script.</param>
    /// <returns>Absolute path of the new file, or null and why there is none, as half a sentence.</returns>
    public async Task<(string? File, string? Refusal)> RunAsync(
        SandboxInstallation installation, string readable, string scratch, CancellationToken cancellation)
    {
        var script = Path.Combine(installation.GuestFolder, Script);
        if (!File.Exists(script))
        {
            return (null, $"guest/{Script} is missing");
        }

        var output = Path.Combine(scratch, Snapshot.FileName);
        // The arguments are described at the top of the script.
        var settings = new JsonObject
        {
            ["pyodideFolder"] = installation.PyodideFolder,
            ["pulpFolder"] = installation.PulpFolder,
        };
        string[] arguments =
        [
            "run", "--no-prompt", "--no-remote", "--no-npm", "--no-config", $"--allow-read={readable}", $"--allow-write={scratch}", script,
            settings.ToJsonString(), output,
        ];
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DENO_DIR"] = Path.Combine(scratch, "deno"),
            ["DENO_NO_UPDATE_CHECK"] = "1",
            ["NO_COLOR"] = "1",
        };
        try
        {
            var result = await tools.RunAsync(
                installation.DenoPath, arguments, installation.GuestFolder, patience, cancellation, environment);
            return result.ExitCode != 0 ? (null, OneLine.Last(result.StdErr))
                : new FileInfo(output) is { Exists: true, Length: > 0 } ? (output, null)
                : (null, "the script wrote nothing");
        }
        catch (TimeoutException)
        {
            return (null, $"it was not done within {patience.TotalSeconds:0} s");
        }
    }
}
