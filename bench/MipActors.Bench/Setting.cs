using MipActors.Containment;
using MipActors.Sandbox;

namespace MipActors.Bench;

/// <summary>What every case is given.</summary>
/// <param name="Server">The executable under test.</param>
/// <param name="EmptyServer">The executable of the floor.</param>
/// <param name="Launcher">Starts bare children.</param>
/// <param name="Installation">Deno, Pyodide, PuLP, the snapshot.</param>
/// <param name="Runs">Rounds.</param>
/// <param name="IsQuick">Whether it only has to be seen that all of it works: what takes long is left out.</param>
/// <param name="Progress">Takes a line for whoever waits.</param>
internal sealed record Setting(
    string Server, string EmptyServer, Launcher Launcher, SandboxInstallation Installation, int Runs, bool IsQuick, IProgress<string> Progress)
{
    private static readonly Dictionary<string, string> NothingSet = [];

    /// <summary>The server, running and connected.</summary>
    public Task<McpProcess> StartServerAsync(CancellationToken cancellation) => StartServerAsync(NothingSet, cancellation);

    /// <summary>The server with settings, given as environment variables.</summary>
    public Task<McpProcess> StartServerAsync(IReadOnlyDictionary<string, string> environment, CancellationToken cancellation) =>
        McpProcess.StartAsync(Server, ["serve"], environment, cancellation);

    /// <summary>The server on a port, with so many clients connected.</summary>
    public Task<HttpProcess> StartHttpServerAsync(int clients, CancellationToken cancellation) => HttpProcess.StartAsync(Server, clients, cancellation);

    /// <summary>The floor's server, running and connected.</summary>
    public Task<McpProcess> StartEmptyServerAsync(CancellationToken cancellation) => McpProcess.StartAsync(EmptyServer, [], NothingSet, cancellation);
}
