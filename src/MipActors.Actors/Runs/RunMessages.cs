using System.Diagnostics;
using Akka.Actor;
using MipActors.Actors.Nodes;
using MipActors.Core.Model;

namespace MipActors.Actors.Runs;

/// <summary>What a job and the supervisor of its Run say to each other about one attempt, in one process or between two nodes.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt, from 1; it tells late answers from right ones.</param>
public abstract record RunMessage(string JobId, int Attempt) : NodeMessage;

/// <summary>A job to the supervisor of Runs: make this attempt. Answered with <see cref="RunStarted"/> or <see cref="RunReturned"/>.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Request">What is wanted.</param>
/// <param name="Timeout">The whole of the job's time.</param>
/// <param name="Remaining">What is left of it.</param>
public sealed record StartRun(string JobId, int Attempt, SolveRequest Request, TimeSpan Timeout, TimeSpan Remaining) : RunMessage(JobId, Attempt)
{
    /// <summary>The span that the attempt's is below; none where nobody traces.</summary>
    public ActivityContext Trace { get; init; }
}

/// <summary>A job to the supervisor of its Run: it is to stop and to report what there is.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Why">Said in the report.</param>
public sealed record StopRun(string JobId, int Attempt, StopCause Why) : RunMessage(JobId, Attempt);

/// <summary>There is a Run of this attempt.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt.</param>
public sealed record RunStarted(string JobId, int Attempt) : RunMessage(JobId, Attempt);

/// <summary>There is no Run of this attempt, or none any more: no room, or its node leaves. The job is to be run elsewhere.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt.</param>
public sealed record RunReturned(string JobId, int Attempt) : RunMessage(JobId, Attempt);

/// <summary>A Run to its job: where it is.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Progress">Where it is.</param>
public sealed record RunProgress(string JobId, int Attempt, JobProgress Progress) : RunMessage(JobId, Attempt);

/// <summary>A Run to its job: what the program prints.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Print">A piece of it.</param>
public sealed record RunPrint(string JobId, int Attempt, ProgramPrint Print) : RunMessage(JobId, Attempt);

/// <summary>A Run to its job: the answer. The Run ends after it.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Report">The answer.</param>
public sealed record RunReport(string JobId, int Attempt, JobReport Report) : RunMessage(JobId, Attempt);

/// <summary>The supervisor of Runs to a job: its Run has ended, and said before what it had to say. Without a report by now, it failed.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt.</param>
public sealed record RunEnded(string JobId, int Attempt) : RunMessage(JobId, Attempt);

/// <summary>Why a Run is stopped before its end.</summary>
public enum StopCause : byte
{
    /// <summary>The caller called it off.</summary>
    Cancelled = 0,

    /// <summary>The job's time is over.</summary>
    Deadline = 1,

    /// <summary>The server ends.</summary>
    ShuttingDown = 2,
}

/// <summary>To the supervisor of Runs: tell this actor of your room, now and whenever it changes, until it is gone.</summary>
/// <param name="To">A queue, or what speaks for one.</param>
public sealed record TellRoom(IActorRef To) : INoSerializationVerificationNeeded;

/// <summary>How much room there is for Runs, one core for each thread of a Run. It is told again at each change; the last word counts.</summary>
/// <param name="Free">Cores that no Run has.</param>
/// <param name="Most">All cores; a job of more threads counts as so many.</param>
public sealed record Room(int Free, int Most) : NodeMessage;

/// <summary>
/// To the supervisor of Runs, when its node leaves: take no more; give back what has not ended within the budget. Answered with
/// <see cref="RunsDrained"/> when no Run is left.
/// </summary>
/// <param name="Budget">Time for the Runs to come to their end.</param>
public sealed record DrainRuns(TimeSpan Budget) : INoSerializationVerificationNeeded;

/// <summary>No Run is left, and there will be none.</summary>
public sealed record RunsDrained : INoSerializationVerificationNeeded;

/// <summary>The supervisor to a Run: give your job back, and leave.</summary>
internal sealed record GiveBack : INoSerializationVerificationNeeded;
