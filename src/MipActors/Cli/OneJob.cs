using System.Diagnostics;
using MipActors.Actors;
using MipActors.Bundles;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Cli;

/// <summary>A server of its own for a single job, progress on stderr; ended when the job is.</summary>
internal static class OneJob
{
    /// <summary>Runs a request to its report.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="isVerbose">Whether the server's log goes to stderr.</param>
    /// <param name="isQuiet">Whether nothing is told of the job on its way.</param>
    /// <param name="onAnswer">Given the answer as soon as it is there, before the server ends.</param>
    /// <param name="cancellation">Calls the job off.</param>
    public static async Task<Bundle> RunAsync(SolveRequest request, bool isVerbose, bool isQuiet, Func<JobReport, Task> onAnswer, CancellationToken cancellation)
    {
        await using var server = await OwnServer.StartAsync(needsSandbox: request.Format is null, isVerbose, cancellation);
        var lines = new List<string>();
        var watch = Stopwatch.StartNew();
        var report = await ProgressDisplay.WatchAsync(isQuiet, show => server.Service.SolveAsync(
            request,
            progress =>
            {
                show(progress);
                lock (lines)
                {
                    lines.Add($"{watch.Elapsed.TotalSeconds,9:0.000} s  {progress.Message}");
                }
            },
            server.CalledOff));
        await onAnswer(report);
        var sandbox = request.Format is null && report.Solves > 0 ? await SandboxAsync(server.Service, cancellation) : null;
        return new Bundle(request, report, Bundle.VersionsOf(report, sandbox), lines);
    }

    private static async Task<SandboxReady?> SandboxAsync(SolverService service, CancellationToken cancellation)
    {
        try
        {
            return await service.DescribeSandboxAsync(cancellation);
        }
        catch (Exception fault) when (fault is InvalidOperationException or OperationCanceledException)
        {
            return null;
        }
    }
}
