using System.Diagnostics;
using MipActors.Containment;
using MipActors.Core.Model;
using MipActors.Solving;

namespace MipActors.Bench.Floors;

/// <summary>A solver worker by itself.</summary>
internal sealed class BareWorker : BareChild
{
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(0.7); // Of an agent's pause between two calls.

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

    /// <summary>As the server does: what the question for its solvers loads and compiles, the first solve does not wait for.</summary>
    public async Task WarmUpAsync(CancellationToken cancellation)
    {
        await _session.DescribeAsync(cancellation);
        _ = await NextAsync<WorkerMessage, WorkerMessage.Described>(_messages, cancellation);
        await Task.Delay(WarmUpTime, cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _session.Dispose();
    }
}
