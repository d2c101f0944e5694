using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MipActors.Actors;
using MipActors.Actors.Settings;
using MipActors.Bundles;
using MipActors.Core.Model;
using MipActors.Hosting;
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
        // One of each is enough for one job; a model needs no sandbox, nor what it is set up from.
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mipactors.sandboxes.refill"] = "off",
            ["mipactors.solvers.refill"] = "off",
        };
        if (request.Format is not null)
        {
            overrides["mipactors.sandboxes.warm"] = "0";
        }

        // Outlives the host, whose signals cancel it.
        using var cancelJob = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var host = await ServiceHost.BuildAsync(overrides, NodeRole.Alone, isVerbose ? LogLevel.Debug : LogLevel.Error, _ => { }, cancellation);
        var end = host.Services.GetRequiredService<EndOfLife>();
        end.ExitCode = ExitCode.Cancelled;
        end.FirstRequest = cancelJob.Cancel;
        await host.StartAsync(cancellation);

        var service = await host.Services.GetRequiredService<ServiceGate>().ServiceAsync(cancellation);
        var lines = new List<string>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var report = await ProgressDisplay.WatchAsync(isQuiet, show => service.SolveAsync(
            request,
            progress =>
            {
                show(progress);
                lock (lines)
                {
                    lines.Add($"{watch.Elapsed.TotalSeconds,9:0.000} s  {progress.Message}");
                }
            },
            cancelJob.Token));
        await onAnswer(report);
        var sandbox = request.Format is null && report.Solves > 0 ? await SandboxAsync(service, cancellation) : null;
        await host.StopAsync(CancellationToken.None);
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
