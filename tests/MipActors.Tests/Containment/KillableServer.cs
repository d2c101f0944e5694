using System.Diagnostics;
using MipActors.Containment;

namespace MipActors.Tests.Containment;

/// <summary>The program of tests/LaunchHost, a server that has started victims and is killed with no chance to end them.</summary>
internal sealed class KillableServer : IAsyncDisposable
{
    // The kernel and the guardians take some 20 ms for it on an idle machine.
    private static readonly TimeSpan PatienceForVictims = TimeSpan.FromSeconds(3);

    private readonly Process _server;
    private readonly string _digits;

    /// <summary>What a command is run by so that it is nobody's, where we are root.</summary>
    public static string[] OrdinaryUser { get; } = Environment.IsPrivilegedProcess
        ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all"]
        : [];

    private KillableServer(Process server, string digits)
    {
        _server = server;
        _digits = digits;
    }

    public static async Task<KillableServer> StartAsync(
        ContainmentLevel level, string guard, string howOften, string victim, string[]? prefix = null)
    {
        await Task.Yield();
        var digits = Victim.NewDigits();
        string[] vector =
        [
            .. prefix ?? [], "dotnet", Path.Combine(AppContext.BaseDirectory, "LaunchHost.dll"),
            level.ToString(), guard, howOften, Path.Combine(Victim.Folder, victim), digits,
        ];
        var start = new ProcessStartInfo(vector[0], vector.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };

        // A killed runtime would leave its diagnostic sockets in /tmp.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new KillableServer(Process.Start(start)!, digits);
    }

    /// <summary>The diagnosis of a server in a container in which nobody may make user namespaces.</summary>
    public static async Task<(int ExitCode, string Words)> DiagnoseWithoutNamespacesAsync(ContainmentLevel minimum)
    {
        string[] vector =
        [
            "--unshare-user", "--disable-userns", "--uid", "1000", "--dev-bind", "/", "/",
            "dotnet", Path.Combine(AppContext.BaseDirectory, "LaunchHost.dll"), "diagnose", minimum.ToString(),
        ];
        using var server = Process.Start(new ProcessStartInfo("bwrap", vector) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var words = await server.StandardOutput.ReadToEndAsync().WaitAsync(Victim.Patience);
        await server.WaitForExitAsync().WaitAsync(Victim.Patience);
        return (server.ExitCode, words);
    }

    public Task<string?> ReadLineAsync()
    {
        return _server.StandardOutput.ReadLineAsync().WaitAsync(Victim.Patience);
    }

    /// <summary>SIGKILL to the server alone, or as clients do it to it and to those below it, one by one; fails when a victim outlives it.</summary>
    public async Task KillAsync(bool withTree = false)
    {
        Assert.NotEmpty(Victim.Survivors(_digits));
        _server.Kill(withTree);
        await _server.WaitForExitAsync().WaitAsync(Victim.Patience);
        await Victim.AssertGoneAsync(_digits, PatienceForVictims);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited)
        {
            _server.Kill();
            await _server.WaitForExitAsync().WaitAsync(Victim.Patience);
        }

        _server.Dispose();
    }
}
