using System.Diagnostics;
using MipActors.Containment;
using MipActors.Core.Model;
using MipActors.Sandbox;
using MipActors.Solving;

namespace MipActors.Bench;

/// <summary>A sandbox or a worker in its own containment, without actors and MCP around it: the floors of the server's figures.</summary>
internal abstract class BareChild(ContainedProcess process) : IAsyncDisposable
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Seconds from before its start to Ready.</summary>
    public double ReadySeconds { get; protected set; }

    /// <summary>Processor seconds of the child so far.</summary>
    public double ProcessorSeconds => process.ReadUsage()?.ProcessorTime.TotalSeconds ?? double.NaN;

    public virtual async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.Exited.WaitAsync(Patience);
        await process.DisposeAsync();
    }

    protected static async Task<T> NextAsync<TMessage, T>(IAsyncEnumerator<TMessage> messages, CancellationToken cancellation)
        where TMessage : class
    {
        while (await messages.MoveNextAsync().AsTask().WaitAsync(Patience, cancellation))
        {
            switch (messages.Current)
            {
                case T wanted:
                    return wanted;
                case SandboxOutput or WorkerMessage.Progress or WorkerMessage.Log:
                    continue;
                case var other:
                    throw new BenchException($"a child said {other} where {typeof(T).Name} was due");
            }
        }

        throw new BenchException($"a child ended where {typeof(T).Name} was due");
    }

    /// <summary>The child's stderr, so that it never waits for a reader.</summary>
    protected static void Drain(ContainedProcess process) => _ = process.Error.CopyToAsync(Stream.Null);
}

/// <summary>A sandbox by itself.</summary>
internal sealed class BareSandbox : BareChild
{
    private readonly SandboxSession _session;
    private readonly IAsyncEnumerator<SandboxMessage> _messages;

    private BareSandbox(ContainedProcess process)
        : base(process)
    {
        Drain(process);
        _session = new SandboxSession(process.Input, process.Output, new SandboxLimits());
        _messages = _session.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
    }

    public static async Task<BareSandbox> StartAsync(Launcher launcher, SandboxInstallation installation, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var sandbox = new BareSandbox(await launcher.StartAsync(SandboxLaunch.Spec(installation, SandboxLimits.Default), cancellation));
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

    /// <summary>Runs the program; seconds of Python alone, the waiting for the solve left out.</summary>
    public async Task<double> RunAsync(string code, Func<SolveCall, Task<Solution>> solve, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        await _session.RunAsync(new SandboxProgram(code), cancellation);
        var asked = await NextAsync<SandboxMessage, SandboxSolveRequested>(_messages, cancellation);
        var stated = Stopwatch.GetElapsedTime(began);
        var solution = await solve(asked.Call);
        var answered = Stopwatch.GetTimestamp();
        await _session.SolvedAsync(solution, "", cancellation);
        _ = await NextAsync<SandboxMessage, SandboxFinished>(_messages, cancellation);
        return (stated + Stopwatch.GetElapsedTime(answered)).TotalSeconds;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _session.Dispose();
    }
}

/// <summary>A solver worker by itself.</summary>
internal sealed class BareWorker : BareChild
{
    private readonly WorkerSession _session;
    private readonly IAsyncEnumerator<WorkerMessage> _messages;

    private BareWorker(ContainedProcess process)
        : base(process)
    {
        Drain(process);
        _session = new WorkerSession(process.Input, process.Output);
        _messages = _session.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
    }

    public static async Task<BareWorker> StartAsync(Launcher launcher, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var worker = new BareWorker(await launcher.StartAsync(WorkerLaunch.Spec(AppContext.BaseDirectory), cancellation));
        try
        {
            await worker._session.HelloAsync(cancellation);
            _ = await NextAsync<WorkerMessage, WorkerMessage.Ready>(worker._messages, cancellation);
            worker.ReadySeconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    public async Task<Solution> SolveAsync(SolveCall call, CancellationToken cancellation)
    {
        await _session.SolveAsync(call, cancellation);
        return (await NextAsync<WorkerMessage, WorkerMessage.Solved>(_messages, cancellation)).Solution;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _session.Dispose();
    }
}
