using MipActors.Containment;
using MipActors.Sandbox;

namespace MipActors.Bench;

/// <summary>What every case is given.</summary>
/// <param name="Server">The executable under test.</param>
/// <param name="EmptyServer">The executable of the floor.</param>
/// <param name="Launcher">Starts bare children.</param>
/// <param name="Installation">Deno, Pyodide, PuLP, the snapshot.</param>
/// <param name="Runs">Rounds.</param>
/// <param name="Progress">Takes a line for whoever waits.</param>
internal sealed record Setting(
    string Server, string EmptyServer, Launcher Launcher, SandboxInstallation Installation, int Runs, IProgress<string> Progress)
{
    /// <summary>The server, running and connected.</summary>
    public Task<McpProcess> StartServerAsync(CancellationToken cancellation) => McpProcess.StartAsync(Server, ["serve"], cancellation);

    /// <summary>The floor's server, running and connected.</summary>
    public Task<McpProcess> StartEmptyServerAsync(CancellationToken cancellation) => McpProcess.StartAsync(EmptyServer, [], cancellation);
}
