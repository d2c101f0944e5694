using Akka.Actor;
using MipActors.Core.Model;

namespace MipActors.Actors.Journal;

/// <summary>The root to the queue: durable jobs are written down here before they are taken.</summary>
/// <param name="Journal">The journal.</param>
internal sealed record UseJournal(IActorRef Journal) : INoSerializationVerificationNeeded;

/// <summary>The journal to the root: the queue has been given what servers before this one had not answered.</summary>
internal sealed record JournalRead : INoSerializationVerificationNeeded;

/// <summary>The queue to the journal: write this job down. Answered with <see cref="Recorded"/>.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Request">What is wanted.</param>
internal sealed record Record(string JobId, SolveRequest Request) : INoSerializationVerificationNeeded;

/// <summary>The journal to the queue: this job is written down, now or by a server that was there before.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Request">What is wanted.</param>
internal sealed record Recorded(string JobId, SolveRequest Request) : INoSerializationVerificationNeeded;

/// <summary>The queue to the journal: this job has its answer, or was not taken after all.</summary>
/// <param name="JobId">Its id.</param>
internal sealed record Forget(string JobId) : INoSerializationVerificationNeeded;

/// <summary>In the journal: a job that is to be run, by whatever server comes next.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Request">What is wanted, with whose it is.</param>
public sealed record JobRecorded(string JobId, SolveRequest Request);

/// <summary>In the journal: a job that is not to be run any more.</summary>
/// <param name="JobId">Its id.</param>
public sealed record JobForgotten(string JobId);
