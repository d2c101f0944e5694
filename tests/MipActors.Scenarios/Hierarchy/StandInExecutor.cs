using System.Runtime.CompilerServices;
using MipActors.Actors.Executors;
using MipActors.Actors.Settings;
using MipActors.Containment;

namespace MipActors.Scenarios.Hierarchy;

/// <summary>A real executor around a tiny victim: a shell script that misbehaves in one way.</summary>
internal sealed class StandInExecutor(Launcher launcher, string victim, PoolSettings pool, EscalationSettings budgets) : Executor(launcher, pool, budgets)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Victims");

    private StreamReader? _fromChild;
    private StreamWriter? _toChild;

    protected override string ProcessName => "victim";

    protected override LaunchSpec Spec => new()
    {
        File = "/bin/sh",
        Arguments = [Path.Combine(Folder, victim)],
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        ReadOnlyFolders = [Folder, "/bin", "/usr/bin"],
        WorkingDirectory = Folder,
    };

    protected override void OpenSession(Stream toChild, Stream fromChild)
    {
        _fromChild = new StreamReader(fromChild);
        _toChild = new StreamWriter(toChild) { AutoFlush = true };
    }

    protected override ValueTask SayHelloAsync(CancellationToken cancellation) => default;

    protected override ValueTask SayArmAsync(TimeSpan hardDeadline, CancellationToken cancellation) => default;

    protected override ValueTask SayPingAsync(CancellationToken cancellation) => default;

    protected override async ValueTask SayExitAsync(CancellationToken cancellation) => await _toChild!.WriteLineAsync("exit".AsMemory(), cancellation);

    protected override async IAsyncEnumerable<object> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await _fromChild!.ReadLineAsync(cancellation) is { } line)
        {
            yield return line;
        }
    }

    protected override bool OnHeard(object message) => message is "ready";

    protected override bool OnAsked(object message) => false;
}
