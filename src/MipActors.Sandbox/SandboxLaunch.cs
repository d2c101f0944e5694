using MipActors.Containment;

namespace MipActors.Sandbox;

/// <summary>How a sandbox is started. The layers around it are Containment's.</summary>
public static class SandboxLaunch
{
    // Writable memory that V8 and the stacks of threads keep and mostly never touch: 1.25 GiB measured in an idle sandbox.
    private const long UntouchedBytes = 3L << 29;

    /// <summary>
    /// The launch of one sandbox. Deno lets it read the parts of the installation and nothing else: no writing, network,
    /// environment, processes, libraries, no prompt and no download. The child guards itself: it leaves at the end of stdin.
    /// </summary>
    /// <param name="installation">Where its parts lie.</param>
    /// <param name="limits">Of which memory and heap are given to the kernel and to V8.</param>
    public static LaunchSpec Spec(SandboxInstallation installation, SandboxLimits limits)
    {
        var readable = Readable(installation).ToArray();
        return new LaunchSpec
        {
            File = installation.DenoPath,
            Arguments =
            [
                "run", "--no-prompt", "--no-remote", "--no-npm", "--no-config", "--no-lock", "--no-code-cache",
                // What is not allowed is denied; said all the same, so that no configuration and no later version allows it.
                "--deny-write", "--deny-net", "--deny-env", "--deny-run", "--deny-ffi", "--deny-sys", "--deny-import",
                // JavaScript's own heap holds frames, not models' numbers: those live in array buffers outside of it.
                // The tiering budget is eight times V8's own: what a small program runs is not worth the optimising compiler. No
                // inlining: it guesses at call targets, guessed wrong in the first program it had not seen, and cost it 20 ms each time.
                $"--v8-flags=--max-old-space-size={Math.Max(1, limits.MaxJavaScriptHeapBytes >> 20)},--wasm-tiering-budget=100000000,--no-wasm-inlining",
                // A comma parts paths; in a path it is doubled.
                "--allow-read=" + string.Join(',', readable.Select(path => path.Replace(",", ",,", StringComparison.Ordinal))),
                Path.Combine(installation.GuestFolder, "main.mjs"),
            ],
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HOME"] = "/tmp",
                // Nobody can make this folder, so that Deno caches in memory: a folder under a shared /tmp could be prepared by others.
                ["DENO_DIR"] = "/proc/no-cache",
                ["DENO_NO_UPDATE_CHECK"] = "1",
                ["NO_COLOR"] = "1",
            },
            ReadOnlyFolders = [installation.DenoPath, .. readable],
            WorkingDirectory = installation.GuestFolder,
            View = FileSystemView.Minimal,
            MostWritableBytes = limits.MaxResidentBytes + UntouchedBytes,
            GuardsItself = true,
        };
    }

    private static IEnumerable<string> Readable(SandboxInstallation installation) =>
        new[]
        {
            installation.GuestFolder, installation.PyodideFolder, installation.PulpFolder,
            installation.SnapshotPath,
        }.OfType<string>().Concat(installation.Wheels.Select(wheel => wheel.Path));
}
