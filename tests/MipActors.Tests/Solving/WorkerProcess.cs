using System.Collections.Concurrent;
using System.Diagnostics;
using MipActors.Core.Model;
using MipActors.Solving;

namespace MipActors.Tests.Solving;

/// <summary>A real worker in a real process, and the conversation with it. Disposal proves that the process is gone.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _patience;
    private readonly IAsyncEnumerator<WorkerMessage> _messages;

    private WorkerProcess(Process process, TimeSpan patience)
    {
        (Process, _patience) = (process, new CancellationTokenSource(patience));
        Session = new WorkerSession(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
        _messages = Session.ReadAllAsync(_patience.Token).GetAsyncEnumerator();
    }

    public Process Process { get; }

    public WorkerSession Session { get; }

    public CancellationToken Cancellation => _patience.Token;

    /// <summary>Progress of the solves so far.</summary>
    public List<SolveProgress> Looks { get; } = [];

    /// <summary>The log of the solves so far.</summary>
    public string Log { get; private set; } = "";

    public static async Task<WorkerProcess> StartAsync(string file = "", TimeSpan? patience = null, params string[] wrapper)
    {
        var spec = WorkerLaunch.Spec(AppContext.BaseDirectory);
        var info = new ProcessStartInfo(file.Length == 0 ? spec.File : file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.WorkingDirectory,
            UseShellExecute = false,
        };
        info.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            info.Environment[name] = value;
        }

        foreach (var argument in file.Length == 0 ? spec.Arguments : [.. wrapper, spec.File, .. spec.Arguments])
        {
            info.ArgumentList.Add(argument);
        }

        var worker = new WorkerProcess(Process.Start(info)!, patience ?? Patience);
        var words = new ConcurrentQueue<string?>();
        worker.Process.ErrorDataReceived += (_, line) => words.Enqueue(line.Data);
        worker.Process.BeginErrorReadLine();
        await worker.Session.HelloAsync(worker.Cancellation);
        if (await worker.NextAsync() is not WorkerMessage.Ready)
        {
            await worker.Process.WaitForExitAsync(worker.Cancellation);
            Assert.Fail($"the worker ended with {worker.Process.ExitCode} before it was ready: {string.Join('\n', words)}");
        }

        return worker;
    }

    /// <summary>The next message; null at the end of the stream.</summary>
    public async Task<WorkerMessage?> NextAsync() => await _messages.MoveNextAsync() ? _messages.Current : null;

    /// <summary>Sends a call and waits for its answer.</summary>
    public async Task<WorkerMessage?> AnswerAsync(SolveCall call)
    {
        await Session.SolveAsync(call, Cancellation);
        return await AnswerAsync();
    }

    /// <summary>Waits for the answer, keeping what is said before.</summary>
    public async Task<WorkerMessage?> AnswerAsync()
    {
        while (true)
        {
            switch (await NextAsync())
            {
                case WorkerMessage.Progress progress:
                    Looks.Add(progress.Look);
                    break;
                case WorkerMessage.Log log:
                    Log += log.Text;
                    break;
                case var answer:
                    return answer;
            }
        }
    }

    /// <summary>Sends a call whose answer has to be a solution.</summary>
    public async Task<Solution> SolveAsync(LinearModel model, SolveOptions options, double[]? start = null)
    {
        var answer = await AnswerAsync(new SolveCall(options, model, start));
        return Assert.IsType<WorkerMessage.Solved>(answer).Solution;
    }

    /// <summary>Sends a call that has to be refused.</summary>
    public async Task<WorkerMessage.Refused> RefusalAsync(LinearModel model, SolveOptions options) =>
        Assert.IsType<WorkerMessage.Refused>(await AnswerAsync(new SolveCall(options, model)));

    /// <summary>How long the process takes to be gone, from now; fails after the limit.</summary>
    public async Task<TimeSpan> GoneWithinAsync(TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        // Not WaitForExitAsync: that waits for the end of stderr too, which on a starved thread pool comes seconds later.
        while (!Process.HasExited)
        {
            Assert.True(clock.Elapsed < limit, $"the worker (pid {Process.Id}) is not gone within {limit.TotalSeconds} s");
            await Task.Delay(5);
        }

        return clock.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Process.StandardInput.Close();
        }

        try
        {
            await GoneWithinAsync(TimeSpan.FromSeconds(5));
        }
        finally
        {
            if (!Process.HasExited)
            {
                Process.Kill(entireProcessTree: true);
            }

            await _messages.DisposeAsync();
            Session.Dispose();
            Process.Dispose();
            _patience.Dispose();
        }
    }
}
