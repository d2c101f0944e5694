using System.Diagnostics;
using System.Text.Json;

namespace MipActors.Scenarios.Ghosts;

/// <summary>Starts harness processes, some side by side: they mostly wait.</summary>
public static class HarnessRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);
    private static readonly SemaphoreSlim Places = new(Math.Max(3, Environment.ProcessorCount * 2));

    /// <summary>A harness process, and what it found; a failure when it does not come back.</summary>
    public static async Task<Verdict> RunAsync(Order order)
    {
        await Places.WaitAsync();
        var scratch = Directory.CreateTempSubdirectory("mipactors-cell-");
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(scratch.FullName, (UnixFileMode)0b111_101_101);
            }

            var start = Harness.Start("cell", order);
            start.Environment["TMPDIR"] = scratch.FullName;
            using var harness = Process.Start(start)!;
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                var line = await harness.StandardOutput.ReadLineAsync(patience.Token);
                await harness.WaitForExitAsync(patience.Token);
                return line is null ? new Verdict([], $"the harness ended with {harness.ExitCode} and no word") : JsonSerializer.Deserialize<Verdict>(line)!;
            }
            catch (OperationCanceledException)
            {
                harness.Kill(entireProcessTree: true);
                return new Verdict([], $"the harness did not come back within {Patience.TotalMinutes} min");
            }
        }
        finally
        {
            scratch.Delete(recursive: true);
            Places.Release();
        }
    }
}
