using System.Diagnostics;
using System.Text;
using MipActors.Containment;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Bench.Floors;

/// <summary>A sandbox by itself.</summary>
internal sealed class BareSandbox : BareChild
{
    private static readonly TimeSpan ProgramPatience = TimeSpan.FromMinutes(5);

    private readonly SandboxSession _session;
    private readonly IAsyncEnumerator<SandboxMessage> _messages;

    private BareSandbox(ContainedProcess process, SandboxLimits limits)
        : base(process)
    {
        Drain(process);
        _session = new SandboxSession(process.Input, process.Output, limits);
        _messages = _session.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
    }

    public static Task<BareSandbox> StartAsync(Launcher launcher, SandboxInstallation installation, CancellationToken cancellation) =>
        StartAsync(launcher, installation, SandboxLimits.Default, cancellation);

    public static async Task<BareSandbox> StartAsync(
        Launcher launcher, SandboxInstallation installation, SandboxLimits limits, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var sandbox = new BareSandbox(await launcher.StartAsync(SandboxLaunch.Spec(installation, limits), cancellation), limits);
        try
        {
            await sandbox._session.HelloAsync(installation, cancellation);
            var ready = await NextAsync<SandboxMessage, SandboxReady>(sandbox._messages, cancellation);
            sandbox.ReadySeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return ready.FromSnapshot ? sandbox : throw new BenchException($"a sandbox started without the snapshot: {ready.SnapshotProblem}");
        }
        catch
        {
            await sandbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs the program, whose solves are answered by <paramref name="solve"/>.</summary>
    /// <exception cref="BenchException">It did not come to its end.</exception>
    public async Task<BareRun> RunAsync(SandboxProgram program, Func<SolveCall, Task<Solution>> solve, CancellationToken cancellation)
    {
        var (output, errors, python) = (new StringBuilder(), new StringBuilder(), TimeSpan.Zero);
        var since = Stopwatch.GetTimestamp();
        await _session.RunAsync(program, cancellation);
        while (await _messages.MoveNextAsync().AsTask().WaitAsync(ProgramPatience, cancellation))
        {
            switch (_messages.Current)
            {
                case SandboxOutput printed:
                    (printed.Channel == OutputChannel.Stdout ? output : errors).Append(printed.Text);
                    break;
                case SandboxSolveRequested asked:
                    python += Stopwatch.GetElapsedTime(since);
                    var solution = await solve(asked.Call);
                    since = Stopwatch.GetTimestamp();
                    await _session.SolvedAsync(solution, "", cancellation);
                    break;
                case SandboxFinished { Outcome: ProgramOutcome.Completed }:
                    return new BareRun((python + Stopwatch.GetElapsedTime(since)).TotalSeconds, output.ToString(), errors.ToString());
                case var other:
                    throw new BenchException($"a program in a bare sandbox ended with {other}");
            }
        }

        throw new BenchException("a bare sandbox ended before its program");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _session.Dispose();
    }
}

/// <summary>A program that came to its end in a bare sandbox.</summary>
/// <param name="PythonSeconds">Without the waiting for its solves.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it printed to stderr.</param>
internal sealed record BareRun(double PythonSeconds, string Output, string Errors);
