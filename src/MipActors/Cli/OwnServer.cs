using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Actors;
using MipActors.Actors.Settings;
using MipActors.Hosting;

namespace MipActors.Cli;

/// <summary>The server that a command has for itself, without a face: it ends with the command, and signals call off what it does.</summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly CancellationTokenSource _calledOff;

    private OwnServer(IHost host, CancellationTokenSource calledOff, SolverService service) => (_host, _calledOff, Service) = (host, calledOff, service);

    public SolverService Service { get; }

    /// <summary>Cancelled by the first signal; a second ends the process at once.</summary>
    public CancellationToken CalledOff => _calledOff.Token;

    /// <summary>Starts it.</summary>
    /// <param name="needsSandbox">Whether programs are to be run; a model needs no sandbox, nor what it is set up from.</param>
    /// <param name="isVerbose">Whether the server's log goes to stderr.</param>
    /// <param name="cancellation">Calls it off.</param>
    public static async Task<OwnServer> StartAsync(bool needsSandbox, bool isVerbose, CancellationToken cancellation)
    {
        // One of each is enough, for jobs that come one after the other.
        var overrides = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["mipactors.sandboxes.refill"] = "off",
            ["mipactors.solvers.refill"] = "off",
        };
        if (!needsSandbox)
        {
            overrides["mipactors.sandboxes.warm"] = "0";
        }

        // Outlives the host, whose signals cancel it.
        var calledOff = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var host = await ServiceHost.BuildAsync(overrides, NodeRole.Alone, isVerbose ? LogLevel.Debug : LogLevel.Error, _ => { }, cancellation);
        var end = host.Services.GetRequiredService<EndOfLife>();
        end.ExitCode = ExitCode.Cancelled;
        end.FirstRequest = calledOff.Cancel;
        await host.StartAsync(cancellation);
        return new OwnServer(host, calledOff, await host.Services.GetRequiredService<ServiceGate>().ServiceAsync(cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _calledOff.Dispose();
    }
}
