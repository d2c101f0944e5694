using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MipActors.Actors;
using MipActors.Actors.Settings;
using MipActors.Hosting;

namespace MipActors.Cli.Upkeep;

/// <summary><c>mipactors setup</c>: what the first use would do, done now.</summary>
internal static class SetupCommand
{
    private static readonly Option<bool> Verify = new("--verify") { Description = "Check every file against its hash, not only its size." };

    public static Command Create()
    {
        var command = new Command("setup", "Fetch Deno, Pyodide and PuLP and build the snapshot, so that the first call finds them ready.") { Verify };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(Verify), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool verify, CancellationToken cancellation)
    {
        // Outlives the host, whose signals cancel it.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var host = await ServiceHost.BuildAsync(ServiceHost.NothingWarm, NodeRole.Alone, LogLevel.Warning, _ => { }, cancellation);
        host.Services.GetRequiredService<EndOfLife>().FirstRequest = stop.Cancel;
        var provisioner = (await host.Services.GetRequiredService<Task<MipSurroundings>>()).Provisioner;
        var steps = new StderrLines();
        try
        {
            var installation = verify ? await provisioner.VerifyAsync(steps, stop.Token) : await provisioner.ProvisionAsync(steps, stop.Token);
            Console.WriteLine($"Ready: Pyodide in {installation.PyodideFolder}, PuLP {installation.PulpVersion}, "
                + (installation.SnapshotPath is null ? "without a snapshot (sandboxes start slowly)" : "with a snapshot")
                + (installation.Wheels.Count > 0 ? $"; wheels: {string.Join(", ", installation.Wheels.Select(wheel => wheel.FileName))}" : ""));
            return ExitCode.Answer;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("mipactors: the set-up was cancelled; what was begun is removed.");
            return ExitCode.Cancelled;
        }
    }

    private sealed class StderrLines : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }
}
