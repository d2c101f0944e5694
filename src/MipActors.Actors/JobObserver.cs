using System.Diagnostics;
using Akka.Actor;
using MipActors.Actors.Jobs;
using MipActors.Actors.Runs;
using MipActors.Core.Model;

namespace MipActors.Actors;

/// <summary>Brings one job's progress and report out of the world of actors, for a face that awaits them. Lives as long as the job or the face's interest.</summary>
internal sealed class JobObserver : ReceiveActor
{
    private readonly JobWatch _watch;
    private IActorRef? _job;
    private string _jobId;
    private bool _cancelled;

    public JobObserver(string jobId, Action<IActorRef> introduce, Action<JobProgress> onProgress, Action<ProgramPrint> onPrint, JobWatch watch)
    {
        (_jobId, _watch) = (jobId, watch);
        Receive<Accepted>(OnAccepted);
        Receive<Refused>(refused => End(RunVerdict.Faulted("", JobOutcome.InternalFault, refused.Fault)));
        Receive<JobProgress>(progress =>
        {
            watch.Look(_jobId, progress);
            onProgress(progress);
        });
        Receive<ProgramPrint>(onPrint);
        Receive<JobReport>(End);
        Receive<CancelJob>(cancel =>
        {
            _cancelled = true;
            _job?.Tell(cancel);
        });
        Receive<Terminated>(_ => End(Lost(_jobId)));
        introduce(Self);
    }

    /// <summary>One that submits a request first.</summary>
    public static Props Submitting(IActorRef queue, SolveRequest request, Action<JobProgress> onProgress, Action<ProgramPrint> onPrint, JobWatch watch)
    {
        var trace = Activity.Current?.Context ?? default;
        Action<IActorRef> submit = self => queue.Tell(new Submit(request, self, trace));
        return Props.Create(() => new JobObserver("", submit, onProgress, onPrint, watch));
    }

    /// <summary>One that somebody else introduces to a job that already runs.</summary>
    public static Props Watching(string jobId, Action<JobProgress> onProgress, Action<ProgramPrint> onPrint, JobWatch watch)
    {
        Action<IActorRef> nobody = _ => { };
        return Props.Create(() => new JobObserver(jobId, nobody, onProgress, onPrint, watch));
    }

    protected override void PostStop() => _watch.End(Lost(_jobId));

    private static JobReport Lost(string jobId) => RunVerdict.Faulted(jobId, JobOutcome.InternalFault, new JobFault("job-lost", "The server lost this job.")
    {
        Hint = "The server's log (stderr) has the reason. Repeat the call; if it happens again, report it with that log.",
    });

    private void OnAccepted(Accepted accepted)
    {
        (_job, _jobId) = (accepted.Job, accepted.JobId);
        _watch.Look(_jobId, null);
        Context.Watch(_job);
        if (_cancelled)
        {
            _job.Tell(new CancelJob());
        }
    }

    private void End(JobReport report)
    {
        _watch.End(report);
        Context.Stop(Self);
    }
}
