using System.Diagnostics;
using Akka.Actor;
using MipActors.Core.Model;

namespace MipActors.Actors.Jobs;

/// <summary>To the queue: do this. Answered with <see cref="Accepted"/> or <see cref="Refused"/>.</summary>
/// <param name="Request">What is wanted.</param>
/// <param name="Observer">Who gets each <see cref="JobProgress"/>, and the <see cref="JobReport"/> at the end.</param>
/// <param name="Trace">The span of whoever asks, which that of the job continues; default where there is none.</param>
public sealed record Submit(SolveRequest Request, IActorRef Observer, ActivityContext Trace = default);

/// <summary>The job is in the queue.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Job">Its actor.</param>
/// <param name="Position">Its place in the line, from 1; 0 when it runs at once.</param>
public sealed record Accepted(string JobId, IActorRef Job, int Position);

/// <summary>The job is not taken.</summary>
/// <param name="Fault">Why, and what to do.</param>
public sealed record Refused(JobFault Fault);

/// <summary>To a job: stop, and report what there is.</summary>
public sealed record CancelJob;

/// <summary>To the queue: hand this on to a job. Answered with <see cref="JobNotLive"/> when there is none of that id; else the job answers.</summary>
/// <param name="JobId">Id of the job.</param>
/// <param name="Message"><see cref="CancelJob"/> or <see cref="Observe"/>.</param>
public sealed record ToJob(string JobId, object Message);

/// <summary>No job of that id waits or runs.</summary>
/// <param name="JobId">The id.</param>
public sealed record JobNotLive(string JobId);

/// <summary>To a job: tell me too of progress and report. Answered with <see cref="JobState"/>, or with <see cref="JobNotLive"/> when it is another's.</summary>
/// <param name="Owner">Whose job it has to be.</param>
/// <param name="Observer">Who is told from now on; null asks for the state alone.</param>
public sealed record Observe(string Owner, IActorRef? Observer);

/// <summary>A live job at a moment.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Age">Since it was accepted.</param>
/// <param name="Last">The last look at it, or null.</param>
public sealed record JobState(string JobId, TimeSpan Age, JobProgress? Last);

/// <summary>To the queue: your jobs. Answered with <see cref="LiveJobs"/>.</summary>
public sealed record GetLiveJobs;

/// <summary>The jobs that wait or run.</summary>
/// <param name="Jobs">Their actors.</param>
public sealed record LiveJobs(IReadOnlyList<IActorRef> Jobs);

/// <summary>To the queue, when the server ends: every job says its last words; answered with <see cref="AllAnswered"/>.</summary>
public sealed record AnswerAll;

/// <summary>Every job has reported.</summary>
public sealed record AllAnswered;

/// <summary>The queue to a job: it is your turn.</summary>
/// <param name="Runs">The supervisor that has room for it.</param>
internal sealed record Begin(IActorRef Runs) : INoSerializationVerificationNeeded;

/// <summary>A job to its queue: the room that I was given is in use.</summary>
internal sealed record Begun : INoSerializationVerificationNeeded;

/// <summary>A job to its queue: I have no Run any more, and want another.</summary>
/// <param name="Request">What it is that wants to run.</param>
/// <param name="Lost">The supervisor that is known to be gone; null when the Run was returned.</param>
internal sealed record WaitAgain(SolveRequest Request, IActorRef? Lost) : INoSerializationVerificationNeeded;

/// <summary>A job to its queue: I have reported.</summary>
/// <param name="Ran">How long its last Run took; null when there was none.</param>
/// <param name="GoesOn">Whether it is durable and has no answer yet: the next server runs it again.</param>
internal sealed record JobEnded(TimeSpan? Ran, bool GoesOn) : INoSerializationVerificationNeeded;

/// <summary>The queue to a waiting job: your place in the line.</summary>
/// <param name="Position">From 1.</param>
/// <param name="NeedsNode">Whether it waits for a worker node, because none is there that could run it.</param>
internal sealed record PositionChanged(int Position, bool NeedsNode) : INoSerializationVerificationNeeded;
