using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MipActors.Actors;
using MipActors.Actors.Executors;
using MipActors.Actors.Runs;
using MipActors.Actors.Shutdown;
using MipActors.Control;

namespace MipActors.Hosting;

/// <summary>
/// Every request to end the server comes here: end of stdin, SIGINT, SIGTERM, SIGHUP, SIGQUIT, a broken stdout.
/// <code>
/// running ──first request──▶ the handler's word (by default: the host stops, Akka's phases run), backstop armed
///         ──second request──▶ "now": all children killed, exit within 0.5 s
/// </code>
/// It is the host's lifetime, so that no other handler of signals competes.
/// </summary>
public sealed class EndOfLife : IHostLifetime, IDisposable
{
    private static readonly TimeSpan BackstopDelay = TimeSpan.FromSeconds(11);
    private static readonly TimeSpan NowBudget = TimeSpan.FromMilliseconds(300);

    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<EndOfLife> _log;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _requests;

    /// <summary>Registers for the signals at once, so that none falls into a gap.</summary>
    public EndOfLife(IHostApplicationLifetime lifetime, ILogger<EndOfLife> log)
    {
        (_lifetime, _log) = (lifetime, log);
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT])
        {
            // The registration has to be kept referenced, or it is collected and the default action returns.
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    /// <summary>What the first request does; the command line takes it to cancel its job first.</summary>
    public Action? FirstRequest { get; set; }

    /// <summary>The actors whose children "now" kills; set once the hierarchy stands.</summary>
    public ServiceActors? Actors { get; set; }

    /// <summary>True when the client is gone and nobody waits for last words.</summary>
    public bool NobodyListens { get; private set; }

    /// <summary>The control socket, once there is one: a forced end runs no other clean-up.</summary>
    public string? OwnSocket { get; set; }

    /// <summary>True when the server ends because it can not go on.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>What a node of a cluster may take to leave it, beyond the end of its children.</summary>
    public TimeSpan LeavingTime { get; set; }

    /// <summary>The exit code when the end is forced, and of a server in any case.</summary>
    public int ExitCode { get; set; }

    /// <summary>Somebody wants the server to end.</summary>
    /// <param name="why">For the log.</param>
    /// <param name="nobodyListens">True when the client is gone.</param>
    public void Request(string why, bool nobodyListens = false)
    {
        NobodyListens |= nobodyListens;
        switch (Interlocked.Increment(ref _requests))
        {
            case 1:
                Begin(why);
                break;
            case 2:
                _log.LogInformation("ending now: {Why}", why);
                OnOwnThread("now", EndNow);
                break;
        }
    }

    /// <summary>The server can not go on: it ends, in good order, with an exit code that says so. One that ends already does not hurry for it.</summary>
    /// <param name="why">For the log.</param>
    public void Fail(string why)
    {
        if (Interlocked.CompareExchange(ref _requests, 1, 0) == 0)
        {
            HasFailed = true;
            ExitCode = Cli.ExitCode.InternalFault;
            Begin(why);
        }
    }

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void Begin(string why)
    {
        _log.Log(HasFailed ? LogLevel.Error : LogLevel.Information, "ending: {Why}", why);
        OnOwnThread("backstop", () => Exit(BackstopDelay + LeavingTime));
        if (FirstRequest is { } first)
        {
            first();
        }
        else
        {
            _lifetime.StopApplication();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Request(context.Signal.ToString());
    }

    private void EndNow()
    {
        if (Actors is { } actors)
        {
            // First: a Run must not take the end of its processes for an answer.
            actors.Runs.Tell(new DrainRuns(TimeSpan.Zero), Akka.Actor.ActorRefs.NoSender);
            var ended = ShutdownPhases.EndAllAsync(actors, EscalationStep.Kill, NowBudget);
            ((IAsyncResult)ended).AsyncWaitHandle.WaitOne(NowBudget);
        }

        Exit(TimeSpan.Zero);
    }

    /// <summary>
    /// _exit(2) runs no handler that could hang. The namespaces and guardians of the children see the pipes close and end
    /// what is left.
    /// </summary>
    private void Exit(TimeSpan delay)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(delay);
        var left = RuntimeFolder.DiagnosticPipes(Environment.ProcessId);
        RuntimeFolder.Remove(OwnSocket is { } socket ? left.Prepend(socket) : left);
        if (OperatingSystem.IsWindows())
        {
            Environment.FailFast("the server did not end in time");
        }

        NativeExit(ExitCode);
    }

    private static void OnOwnThread(string name, Action body) => new Thread(() => body()) { IsBackground = true, Name = name }.Start();

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern void NativeExit(int code);
}
