using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.Cluster;
using MipActors.Actors.Executors;
using MipActors.Actors.Jobs;
using MipActors.Actors.Library;
using MipActors.Actors.Nodes;
using MipActors.Actors.Runs;
using MipActors.Actors.Settings;
using MipActors.Containment;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Sandbox;

namespace MipActors.Actors;

/// <summary>The service as a face sees it: requests in, reports out, no actor in sight. Faces talk to jobs alone.</summary>
/// <param name="system">The actor system.</param>
/// <param name="actors">The branches of the hierarchy.</param>
/// <param name="settings">Every setting.</param>
/// <param name="launcher">Starts its processes.</param>
/// <param name="owner">The caller, who sees its own jobs and models alone: the name of a token; empty for the user of this machine.</param>
public sealed class SolverService(ActorSystem system, ServiceActors actors, MipSettings settings, Launcher launcher, string owner = "")
{
    private static readonly TimeSpan AskPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DescribePatience = TimeSpan.FromSeconds(10);

    /// <summary>Every setting in force.</summary>
    public MipSettings Settings => settings;

    /// <summary>What contains its processes.</summary>
    public Launcher Launcher => launcher;

    /// <summary>Whether this process has joined its cluster; true of one that has none to join.</summary>
    public bool IsJoined => !system.HasExtension<Cluster>() || Cluster.Get(system).SelfMember.Status == MemberStatus.Up;

    /// <summary>The caller's models and reports.</summary>
    public ModelLibrary Library { get; } = new(actors.Library, owner);

    /// <summary>The same service for another caller.</summary>
    public SolverService For(string caller) => caller == owner ? this : new SolverService(system, actors, settings, launcher, caller);

    /// <summary>Runs one request to its report. Never throws for anything about the request: the report says it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="onProgress">Called for each look at the job, from an actor's thread: it must not block.</param>
    /// <param name="cancellation">Calls the job off; the report then has what was found.</param>
    public async Task<JobReport> SolveAsync(SolveRequest request, Action<JobProgress> onProgress, CancellationToken cancellation) =>
        await SolveAsync(request, Timeout.InfiniteTimeSpan, onProgress, cancellation) switch
        {
            JobAnswer.Ended ended => ended.Report,
            _ => throw new UnreachableException("an answer without patience is a report"),
        };

    /// <summary>As above, but when patience is over the answer is where the job is, and the job goes on.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="patience">How long to wait for the report.</param>
    /// <param name="onProgress">Called for each look at the job, from an actor's thread: it must not block.</param>
    /// <param name="cancellation">Calls the job off; the report then has what was found.</param>
    /// <param name="onPrint">Called with each piece of what the program prints, in order; likewise.</param>
    public async Task<JobAnswer> SolveAsync(
        SolveRequest request, TimeSpan patience, Action<JobProgress> onProgress, CancellationToken cancellation, Action<ProgramPrint>? onPrint = null)
    {
        if (Check(request) is { } fault)
        {
            return new JobAnswer.Ended(RunVerdict.Faulted("", JobOutcome.BadInput, fault));
        }

        var watch = new JobWatch();
        var observer = system.ActorOf(JobObserver.Submitting(actors.Jobs, request with { Owner = owner }, onProgress, onPrint ?? (_ => { }), watch));
        await using var registration = cancellation.Register(() => observer.Tell(new CancelJob()));
        return await watch.WaitAsync(patience, CancellationToken.None);
    }

    /// <summary>Begins a job and does not wait for it: answered as soon as it has its id, or was refused.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellation">Ends the waiting, not the job.</param>
    public async Task<JobAnswer> BeginAsync(SolveRequest request, CancellationToken cancellation)
    {
        if (Check(request) is { } fault)
        {
            return new JobAnswer.Ended(RunVerdict.Faulted("", JobOutcome.BadInput, fault));
        }

        var watch = new JobWatch();
        system.ActorOf(JobObserver.Submitting(actors.Jobs, request with { Owner = owner }, _ => { }, _ => { }, watch));
        await watch.AcceptedAsync(AskPatience, cancellation);
        return await watch.WaitAsync(TimeSpan.Zero, cancellation);
    }

    /// <summary>Waits for a job that runs, or fetches the report of one that has ended. Null when nothing is known of it.</summary>
    /// <param name="jobId">Id of the job.</param>
    /// <param name="patience">How long to wait for a job that runs.</param>
    /// <param name="onProgress">Called for each look at the job.</param>
    /// <param name="cancellation">Ends the waiting, not the job.</param>
    /// <param name="onPrint">Called with each piece of what the program prints from now on.</param>
    public async Task<JobAnswer?> WaitAsync(
        string jobId, TimeSpan patience, Action<JobProgress> onProgress, CancellationToken cancellation, Action<ProgramPrint>? onPrint = null)
    {
        var watch = new JobWatch();
        var observer = system.ActorOf(JobObserver.Watching(jobId, onProgress, onPrint ?? (_ => { }), watch));
        try
        {
            if (await actors.Jobs.Ask<object>(new ToJob(jobId, new Observe(owner, observer)), AskPatience, cancellation) is JobState state)
            {
                watch.Look(state.JobId, state.Last);
                return await watch.WaitAsync(patience, cancellation);
            }
        }
        finally
        {
            system.Stop(observer);
        }

        return (await Library.ReportAsync(jobId, cancellation)).Report is { } report ? new JobAnswer.Ended(report) : null;
    }

    /// <summary>Calls a job off. False when it does not wait or run (any more).</summary>
    public async Task<bool> CancelAsync(string jobId, CancellationToken cancellation)
    {
        // The job does not answer a cancellation; its state, asked for behind it, shows that it was there to take it.
        if (await actors.Jobs.Ask<object>(new ToJob(jobId, new Observe(owner, null)), AskPatience, cancellation) is not JobState)
        {
            return false;
        }

        actors.Jobs.Tell(new ToJob(jobId, new CancelJob()), ActorRefs.NoSender);
        return true;
    }

    /// <summary>The jobs that wait or run, oldest first.</summary>
    public async Task<IReadOnlyList<JobState>> LiveJobsAsync(CancellationToken cancellation)
    {
        var live = await actors.Jobs.Ask<LiveJobs>(new GetLiveJobs(), AskPatience, cancellation);
        var states = await Task.WhenAll(live.Jobs.Select(job => Survey.AskLiveAsync<object>(job, new Observe(owner, null), cancellation)));
        return [.. states.OfType<JobState>().OrderBy(state => state.JobId, StringComparer.Ordinal)];
    }

    /// <summary>The solvers, as the running libraries describe themselves.</summary>
    /// <exception cref="InvalidOperationException">No worker could be started; the message says why.</exception>
    public async Task<IReadOnlyList<SolverDescription>> DescribeSolversAsync(CancellationToken cancellation) =>
        await AskAsync(actors.Workers ?? actors.Solvers, new DescribeSolvers(), "no solver worker is ready yet", cancellation) switch
        {
            SolversKnown known => known.Solvers,
            var other => throw new InvalidOperationException($"an unexpected answer: {other.GetType().Name}"),
        };

    /// <summary>What runs in the sandboxes, as the first of them said.</summary>
    /// <exception cref="InvalidOperationException">No sandbox could be started, or none is there yet; the message says why.</exception>
    public async Task<SandboxReady> DescribeSandboxAsync(CancellationToken cancellation) =>
        await AskAsync(actors.Workers ?? actors.Executors, new DescribeSandbox(), "a sandbox is still being set up", cancellation) switch
        {
            SandboxKnown known => known.Sandbox,
            var other => throw new InvalidOperationException($"an unexpected answer: {other.GetType().Name}"),
        };

    private static async Task<object> AskAsync(IActorRef supervisor, object question, string notYet, CancellationToken cancellation)
    {
        object answer;
        try
        {
            answer = await supervisor.Ask<object>(question, DescribePatience, cancellation);
        }
        catch (AskTimeoutException overrun)
        {
            throw new InvalidOperationException($"{notYet}; ask again in a minute", overrun);
        }

        return answer is Unavailable unavailable ? throw new InvalidOperationException(unavailable.Fault.Message) : answer;
    }

    /// <summary>The executors of this process, asked from the hierarchy: nobody keeps a list.</summary>
    public Task<IReadOnlyList<ExecutorState>> ExecutorsAsync(CancellationToken cancellation) => Survey.ExecutorsAsync(actors, cancellation);

    /// <summary>The worker nodes that answer within a few seconds, and their executors; empty where there are none.</summary>
    public Task<IReadOnlyList<NodeState>> NodesAsync(CancellationToken cancellation) => Survey.NodesAsync(actors, cancellation);

    private JobFault? Check(SolveRequest request)
    {
        if (request.Format is not null)
        {
            return TooLarge("text of the model", "model-text", Encoding.UTF8.GetByteCount(request.Code), settings.Limits.ModelTextBytes);
        }

        if (string.IsNullOrWhiteSpace(request.Code))
        {
            return new JobFault("no-code", "The program is empty.") { Hint = "Send a Python program that defines a PuLP problem." };
        }

        return TooLarge("program", "code", Encoding.UTF8.GetByteCount(request.Code), settings.Limits.CodeBytes)
            ?? TooLarge("data", "data", Encoding.UTF8.GetByteCount(request.DataJson), settings.Limits.DataBytes)
            ?? TooLarge("files", "data", request.Files.Sum(file => (long)file.Value.Length), settings.Limits.DataBytes)
            ?? DataFault(request.DataJson)
            ?? request.Files.Keys.Select(FileFault).FirstOrDefault(fault => fault is not null);
    }

    private static JobFault? FileFault(string name) => ProgramFile.Complaint(name) is { } complaint
        ? new JobFault("bad-file-name", $"The name of the file '{TerminalText.Escape(name)}' {complaint}.") : null;

    private static JobFault? DataFault(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? null
                : new JobFault("data-not-object", "The data is not a JSON object.") { Hint = "It has to look like {\"demand\": [3, 5]}." };
        }
        catch (JsonException fault)
        {
            return new JobFault("data-not-json", $"The data is not JSON: {fault.Message}") { Hint = "It has to look like {\"demand\": [3, 5]}." };
        }
    }

    private static JobFault? TooLarge(string what, string setting, long bytes, long limit) => bytes <= limit ? null
        : new JobFault("too-large", $"The {what} has {bytes:N0} bytes; this server takes at most {limit:N0}.")
        {
            Hint = $"Send less, or raise the setting mipactors.limits.{setting}.",
        };
}
