using System.Diagnostics;
using MipActors.Sandbox;

namespace MipActors.Bench.Floors;

/// <summary>
/// The same call as the peers make it: a new JavaScript process, Pyodide from nothing, PuLP's MPS file, read by the solver. Where
/// a choice had to be made it is in their favour: PuLP lies on the disk, the solver is loaded already, nothing waits or polls.
/// </summary>
internal sealed class PeersWay(SandboxInstallation installation)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "peer.mjs");

    /// <summary>Whole seconds of each call.</summary>
    public Samples Whole { get; } = new();

    /// <summary>Of them from the start of the process to its end.</summary>
    public Samples Process { get; } = new();

    /// <summary>Of them reading and solving.</summary>
    public Samples Solver { get; } = new();

    /// <summary>Seconds inside the solver's solve alone: what no way can do without.</summary>
    public Samples BareSolve { get; } = new();

    /// <summary>Milliseconds of the script's steps, of the last call.</summary>
    public string LastSteps { get; private set; } = "";

    /// <summary>One call.</summary>
    /// <param name="count">False for one that is not to be counted.</param>
    /// <param name="cancellation">Ends the process.</param>
    public async Task CallAsync(bool count, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var mps = await RunAsync(cancellation);
        var written = Stopwatch.GetTimestamp();
        var file = Path.Combine(Path.GetTempPath(), $"mipactors-bench-{Environment.ProcessId}.mps");
        try
        {
            await File.WriteAllTextAsync(file, mps, cancellation);
            var bare = BareScip.Solve(file, mps.Contains("*SENSE:Maximize", StringComparison.Ordinal));
            var answered = Stopwatch.GetTimestamp();
            Knapsack.Check(bare.Objective, "the peers' way");
            if (count)
            {
                Whole.Add(Stopwatch.GetElapsedTime(began, answered).TotalSeconds);
                Process.Add(Stopwatch.GetElapsedTime(began, written).TotalSeconds);
                Solver.Add(Stopwatch.GetElapsedTime(written, answered).TotalSeconds);
                BareSolve.Add(bare.Seconds);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<string> RunAsync(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var (node, _) = await Starter.StartAsync(new ProcessStartInfo(
            "node", [Script, installation.PyodideFolder, installation.PulpFolder, Knapsack.File])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        using var owned = node;
        try
        {
            var errors = node.StandardError.ReadToEndAsync(patience.Token);
            var mps = await node.StandardOutput.ReadToEndAsync(patience.Token);
            await node.WaitForExitAsync(patience.Token);
            LastSteps = (await errors).Trim();
            return node.ExitCode == 0 ? mps : throw new BenchException($"peer.mjs ended with {node.ExitCode}: {LastSteps}");
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill(entireProcessTree: true);
                await node.WaitForExitAsync(CancellationToken.None);
            }
        }
    }
}
