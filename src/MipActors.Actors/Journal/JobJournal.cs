using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using MipActors.Actors.Settings;

namespace MipActors.Actors.Journal;

/// <summary>
/// Writes durable jobs down before they are taken, and gives those without an answer to the queue again when a server starts. A job that was answered in the
/// moment of a crash may run once more: its report then takes the place of the first, under the same id.
/// </summary>
public sealed class JobJournal : ReceivePersistentActor
{
    /// <summary>Name below the root.</summary>
    internal const string Name = "journal";

    /// <summary>What lies before the oldest open job is deleted once in so many answers.</summary>
    private const int AnswersBetweenDeletions = 50;

    private readonly FileStream _lock;
    private readonly Dictionary<string, (long SequenceNr, JobRecorded Job)> _open = new(StringComparer.Ordinal);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private int _answers;

    /// <summary>The journal of this machine's servers.</summary>
    /// <param name="queue">Gets what is written down.</param>
    /// <param name="lock">Shows other servers of the same folder that this one has it.</param>
    public JobJournal(IActorRef queue, FileStream @lock)
    {
        _lock = @lock;
        Recover<JobRecorded>(recorded => _open[recorded.JobId] = (LastSequenceNr, recorded));
        Recover<JobForgotten>(forgotten => _open.Remove(forgotten.JobId));
        Recover<RecoveryCompleted>(_ => OnRecovered(queue));
        Command<Record>(record => Persist(new JobRecorded(record.JobId, record.Request), recorded =>
        {
            _open[recorded.JobId] = (LastSequenceNr, recorded);
            queue.Tell(new Recorded(recorded.JobId, recorded.Request));
        }));
        Command<Forget>(forget => _open.ContainsKey(forget.JobId), forget => Persist(new JobForgotten(forget.JobId), OnForgotten));
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteMessagesFailure>(failure => _log.Warning("what is past in the journal could not be deleted: {0}", failure.Cause.Message));
    }

    /// <inheritdoc/>
    public override string PersistenceId { get; } = $"jobs of {Environment.MachineName}";

    /// <summary>The journal of these settings; null when none is wanted, or another server has it.</summary>
    /// <param name="settings">Every setting.</param>
    /// <param name="queue">Gets what is written down.</param>
    /// <param name="log">Told why there is none.</param>
    public static Props? PropsOf(MipSettings settings, IActorRef queue, ILoggingAdapter log)
    {
        if (settings.Jobs.Journal is null)
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(settings.Library.Folder);
            var held = new FileStream(Path.Combine(settings.Library.Folder, "jobs.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return Akka.Actor.Props.Create(() => new JobJournal(queue, held));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.Warning("no durable jobs: another server of the folder {0} has its journal, or it can not be written to ({1})", settings.Library.Folder, fault.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _lock.Dispose();
        base.PostStop();
    }

    private void OnRecovered(IActorRef queue)
    {
        foreach (var (_, job) in _open.Values.OrderBy(entry => entry.SequenceNr))
        {
            _log.Info("job {0} was written down by a server before this one and is run again", job.JobId);
            queue.Tell(new Recorded(job.JobId, job.Request));
        }

        Context.Parent.Tell(new JournalRead());
    }

    private void OnForgotten(JobForgotten forgotten)
    {
        _open.Remove(forgotten.JobId);
        if (++_answers % AnswersBetweenDeletions == 0)
        {
            DeleteMessages(_open.Count == 0 ? LastSequenceNr : _open.Values.Min(entry => entry.SequenceNr) - 1);
        }
    }
}
