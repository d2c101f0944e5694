using System.Diagnostics;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Tests.Sandbox;

/// <summary>A real sandbox without containment, and its end: whoever disposes of it knows that the process is gone.</summary>
internal sealed class RunningSandbox : IAsyncDisposable
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(90));
    private readonly Process _process;
    private readonly IAsyncEnumerator<SandboxMessage> _messages;

    private RunningSandbox(SandboxInstallation installation, SandboxLimits? limits)
    {
        var spec = SandboxLaunch.Spec(installation, limits ?? SandboxLimits.Default);
        var start = new ProcessStartInfo(spec.File, spec.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = spec.WorkingDirectory,
        };
        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        Session = new SandboxSession(
            _process.StandardInput.BaseStream, _process.StandardOutput.BaseStream, limits ?? SandboxLimits.Default);
        _messages = Session.ReadAllAsync(_patience.Token).GetAsyncEnumerator();
    }

    public SandboxSession Session { get; }

    public SandboxReady Ready { get; private set; } = null!;

    public CancellationToken Patience => _patience.Token;

    public long PeakMemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public static async Task<RunningSandbox> StartAsync(SandboxInstallation installation, SandboxLimits? limits = null)
    {
        var sandbox = new RunningSandbox(installation, limits);
        await sandbox.Session.HelloAsync(installation, sandbox.Patience);
        sandbox.Ready = Assert.IsType<SandboxReady>(await sandbox.NextAsync());
        return sandbox;
    }

    public async Task<SandboxMessage?> NextAsync() => await _messages.MoveNextAsync() ? _messages.Current : null;

    public ValueTask SendProgramAsync(string name, SandboxProgram? given = null) =>
        Session.RunAsync((given ?? new SandboxProgram("")) with { Code = SandboxFixture.Program(name) }, Patience);

    /// <summary>Runs a program to its end; the test plays the solver.</summary>
    public async Task<Run> RunAsync(string name, Func<SolveCall, Solution>? solver = null, SandboxProgram? given = null, Func<string>? log = null)
    {
        await SendProgramAsync(name, given);
        return await FinishAsync(solver, log);
    }

    public async Task<Run> FinishAsync(Func<SolveCall, Solution>? solver = null, Func<string>? log = null)
    {
        var run = new Run();
        while (await NextAsync() is { } message)
        {
            switch (message)
            {
                case SandboxOutput { Channel: OutputChannel.Stdout } output:
                    run.Stdout += output.Text;
                    run.Printed += output.Text;
                    break;
                case SandboxOutput output:
                    run.Stderr += output.Text;
                    run.Printed += output.Text;
                    break;
                case SandboxSolveRequested { Call: var call, Sets: var sets }:
                    run.Calls.Add(call);
                    run.Sets.Add(sets);
                    await AnswerAsync(call, solver ?? Ones, log?.Invoke() ?? "");
                    break;
                case SandboxFinished finished:
                    run.Finished = finished;
                    return run;
                default:
                    throw new InvalidOperationException(message.ToString());
            }
        }

        throw new InvalidOperationException("the sandbox ended before its program");
    }

    public async Task WaitForLineAsync(string line)
    {
        var text = "";
        while (!text.Contains(line, StringComparison.Ordinal))
        {
            text += Assert.IsType<SandboxOutput>(await NextAsync()).Text;
        }
    }

    public void CloseStdin() => _process.StandardInput.Close();

    /// <summary>Waits until the process is gone and gives its exit code.</summary>
    public async Task<int> EndAsync(TimeSpan within)
    {
        using var deadline = new CancellationTokenSource(within);
        await _process.WaitForExitAsync(deadline.Token);
        Assert.False(Directory.Exists($"/proc/{_process.Id}"), "the process is still there");
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await EndAsync(TimeSpan.FromSeconds(10));
        await _messages.DisposeAsync();
        Session.Dispose();
        _process.Dispose();
        _patience.Dispose();
    }

    public static Solution Ones(SolveCall call) => new()
    {
        Status = SolveStatus.Optimal,
        Objective = 0,
        Values = [.. call.Model.Cost.Select(_ => 1.0)],
        Solver = "the test",
    };

    private async Task AnswerAsync(SolveCall call, Func<SolveCall, Solution> solver, string log)
    {
        Solution solution;
        try
        {
            solution = solver(call);
        }
        catch (SolverSaysNo no)
        {
            await Session.SolveFailedAsync(no.Message, Patience);
            return;
        }

        await Session.SolvedAsync(solution, log, Patience);
    }

    public sealed class Run
    {
        public string Stdout { get; set; } = "";

        public string Stderr { get; set; } = "";

        public string Printed { get; set; } = "";

        public List<SolveCall> Calls { get; } = [];

        public List<IReadOnlyList<OrderedSet>> Sets { get; } = [];

        public SandboxFinished Finished { get; set; } = null!;
    }
}

internal sealed class SolverSaysNo(string text) : Exception(text);
