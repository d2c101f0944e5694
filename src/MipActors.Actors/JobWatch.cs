using MipActors.Core.Model;

namespace MipActors.Actors;

/// <summary>What a caller gets for its patience.</summary>
public abstract record JobAnswer
{
    private JobAnswer()
    {
    }

    /// <summary>The job has ended.</summary>
    /// <param name="Report">Its report.</param>
    public sealed record Ended(JobReport Report) : JobAnswer;

    /// <summary>The job goes on.</summary>
    /// <param name="JobId">Its id.</param>
    /// <param name="Last">The last look at it, or null.</param>
    public sealed record Running(string JobId, JobProgress? Last) : JobAnswer;
}

/// <summary>What one observer has seen of a job; read by the face that waits, written by the observer's thread.</summary>
internal sealed class JobWatch
{
    private readonly TaskCompletionSource<JobReport> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile JobAnswer.Running _last = new("", null);

    /// <summary>A look at the job.</summary>
    public void Look(string jobId, JobProgress? progress)
    {
        _last = new(jobId, progress ?? _last.Last);
        _accepted.TrySetResult();
    }

    /// <summary>The job has ended.</summary>
    public void End(JobReport report)
    {
        _report.TrySetResult(report);
        _accepted.TrySetResult();
    }

    /// <summary>Ends as soon as the job has its id, or was refused.</summary>
    public Task AcceptedAsync(TimeSpan patience, CancellationToken cancellation) => _accepted.Task.WaitAsync(patience, cancellation);

    /// <summary>The report, or where the job is when patience is over.</summary>
    public async Task<JobAnswer> WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return new JobAnswer.Ended(await _report.Task.WaitAsync(patience, cancellation));
        }
        catch (TimeoutException)
        {
            return _last;
        }
    }
}
