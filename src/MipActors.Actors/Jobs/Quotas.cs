using MipActors.Actors.Settings;
using MipActors.Core.Model;

namespace MipActors.Actors.Jobs;

/// <summary>
/// What each token has of its quota: which jobs of it run, and how long those that ended within the last hour did. The user of this machine has no quota.
/// Not thread-safe; times are those of a monotonic clock.
/// </summary>
internal sealed class Quotas<TJob>(QuotaSettings settings)
    where TJob : notnull
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Dictionary<TJob, (string Owner, TimeSpan Begun)> _running = [];
    private readonly Dictionary<string, Queue<(TimeSpan Ended, TimeSpan Took)>> _ended = new(StringComparer.Ordinal);

    /// <summary>Why one more job of an owner is not taken, or null.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="waiting">How many of its jobs wait.</param>
    /// <param name="now">The time.</param>
    public JobFault? Refusal(string owner, int waiting, TimeSpan now)
    {
        if (owner.Length == 0)
        {
            return null;
        }

        if (waiting >= settings.Waiting && !MayBegin(owner))
        {
            return new JobFault("over-quota", $"This token has {RunningOf(owner)} jobs that run and {waiting} that wait, and may have no more.")
            {
                Hint = "Wait for one to end, or stop one (list_jobs, cancel_job); the operator's settings are mipactors.http.jobs-at-once and jobs-waiting.",
            };
        }

        return UsedBy(owner, now) < settings.TimeAnHour ? null
            : new JobFault("over-quota", $"The jobs of this token took {settings.TimeAnHour.TotalSeconds:0} s or more within the last hour, which is all that they may.")
            {
                Hint = "Try again later, with shorter time limits; the operator's setting is mipactors.http.time-an-hour.",
            };
    }

    /// <summary>Whether one more job of an owner may run.</summary>
    public bool MayBegin(string owner) => owner.Length == 0 || RunningOf(owner) < settings.AtOnce;

    /// <summary>A job runs from now on.</summary>
    public void Begin(TJob job, string owner, TimeSpan now)
    {
        if (owner.Length > 0)
        {
            _running[job] = (owner, now);
        }
    }

    /// <summary>A job runs no more; one that did not run, or that has ended before, goes unnoticed.</summary>
    public void End(TJob job, TimeSpan now)
    {
        if (_running.Remove(job, out var run))
        {
            if (!_ended.TryGetValue(run.Owner, out var ended))
            {
                _ended[run.Owner] = ended = new();
            }

            ended.Enqueue((now, now - run.Begun));
        }
    }

    private int RunningOf(string owner) => _running.Values.Count(run => run.Owner == owner);

    private TimeSpan UsedBy(string owner, TimeSpan now)
    {
        var used = _running.Values.Where(run => run.Owner == owner).Aggregate(TimeSpan.Zero, (sum, run) => sum + (now - run.Begun));
        if (!_ended.TryGetValue(owner, out var ended))
        {
            return used;
        }

        while (ended.TryPeek(out var oldest) && now - oldest.Ended > Window)
        {
            ended.Dequeue();
        }

        return ended.Aggregate(used, (sum, job) => sum + job.Took);
    }
}
