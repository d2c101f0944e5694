using MipActors.Core.Model;

namespace MipActors.Actors.Runs;

/// <summary>A job to the supervisor of Runs: make this attempt. Answered by the Run itself with <see cref="RunStarted"/>.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Attempt">Number of the attempt, from 1; it tells late answers from right ones.</param>
/// <param name="Request">What is wanted.</param>
/// <param name="Timeout">The whole of the job's time.</param>
/// <param name="Remaining">What is left of it.</param>
public sealed record StartRun(string JobId, int Attempt, SolveRequest Request, TimeSpan Timeout, TimeSpan Remaining);

/// <summary>The sender is the Run of this attempt.</summary>
/// <param name="Attempt">Number of the attempt.</param>
public sealed record RunStarted(int Attempt);

/// <summary>A Run to its job: where it is.</summary>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Progress">Where it is.</param>
public sealed record RunProgress(int Attempt, JobProgress Progress);

/// <summary>A Run to its job: what the program prints.</summary>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Print">A piece of it.</param>
public sealed record RunPrint(int Attempt, ProgramPrint Print);

/// <summary>A Run to its job: the answer. The Run ends after it.</summary>
/// <param name="Attempt">Number of the attempt.</param>
/// <param name="Report">The answer.</param>
public sealed record RunReport(int Attempt, JobReport Report);

/// <summary>A job to its Run: stop and report what there is.</summary>
/// <param name="Why">Said in the report.</param>
public sealed record StopRun(StopCause Why);

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

/// <summary>
/// The supervisor of Runs to the queue: there is room for so many cores more, one for each thread of a Run. Room that was told is the queue's to
/// give away; the first word is all that there is.
/// </summary>
/// <param name="Cores">Number of cores.</param>
public sealed record Room(int Cores);
