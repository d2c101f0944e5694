using System.Diagnostics;
using MipActors.Scenarios.Ghosts;
using MipActors.Scenarios.Server;

namespace MipActors.Scenarios.Cluster;

/// <summary>A PostgreSQL server of this machine's installation, with a folder and a socket of its own and no port; as nobody, for it refuses to run as root.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mipactors-postgres-");

    private PostgresServer()
    {
    }

    /// <summary>Where its programs lie; null where it is not installed.</summary>
    public static string? Programs { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max()
        : null;

    public string ConnectionString => $"Host={_folder.FullName};Database=postgres;Username=mip";

    private string Data => Path.Combine(_folder.FullName, "data");

    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();
        if (OrdinaryUser.Id is not null)
        {
            // initdb(1) wants a user that has a name.
            await RunAsync("chown", "nobody", server._folder.FullName);
        }

        await RunToolAsync("initdb", "-D", server.Data, "-U", "mip", "-A", "trust");
        await RunToolAsync("pg_ctl", "-D", server.Data, "-o", $"-k {server._folder.FullName} -c listen_addresses=''", "-w", "-l", Path.Combine(server._folder.FullName, "log"), "start");
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await RunToolAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");
        _folder.Delete(recursive: true);
    }

    private static Task RunToolAsync(string tool, params string[] arguments)
    {
        string[] vector = [.. OrdinaryUser.Id is null ? [] : (string[])["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"], Path.Combine(Programs!, tool), .. arguments];
        return RunAsync(vector[0], vector[1..]);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        Processes.BecomeSubreaper();
        // The server inherits what pg_ctl has: no pipe that would be waited for.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        await Eventually.HoldsAsync(() => process.HasExited, Patience, () => $"{program} does not end");
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: exit code {process.ExitCode}");
    }
}

/// <summary>A fact of a machine that has PostgreSQL.</summary>
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.Programs is null ? "PostgreSQL is not installed (Debian's package postgresql)" : null;
}
