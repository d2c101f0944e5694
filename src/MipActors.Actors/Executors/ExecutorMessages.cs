using Akka.Actor;
using MipActors.Core.Model;

namespace MipActors.Actors.Executors;

/// <summary>A Run asks a supervisor for an executor. Answered by the executor itself with <see cref="Acquired"/>, or with <see cref="Unavailable"/>.</summary>
/// <param name="Remaining">What is left of the job's time; the guardian in the child is armed from it.</param>
public sealed record Acquire(TimeSpan Remaining);

/// <summary>The supervisor has none free: the Run waits in order.</summary>
/// <param name="Position">Place in the line, from 1.</param>
/// <param name="Reason">What is waited for, for a person.</param>
/// <param name="SettingUp">True while the sandbox is being set up for the first time.</param>
public sealed record AcquireWaits(int Position, string Reason, bool SettingUp);

/// <summary>The executor that sends this is the Run's own until it is told to end. It watches the Run.</summary>
public sealed record Acquired;

/// <summary>There will be no executor.</summary>
/// <param name="Fault">Why, and what to do.</param>
public sealed record Unavailable(JobFault Fault);

/// <summary>The executor's process is gone, or broke the protocol, before it was told to end. The executor stops by itself.</summary>
/// <param name="Reason">What happened, for a person.</param>
/// <param name="Fault">The same as a fault of the job, where it is known to be one; otherwise null.</param>
public sealed record ExecutorLost(string Reason, JobFault? Fault = null);

/// <summary>To an executor: end your process, beginning with this step. Idempotent; a milder step than the one under way changes nothing.</summary>
/// <param name="Step">Where the escalation begins.</param>
public sealed record End(EscalationStep Step) : INoSerializationVerificationNeeded;

/// <summary>To a supervisor: no new children; end all there are with this step; <see cref="AllEnded"/> when the last is gone.</summary>
/// <param name="Step">Where the escalation begins.</param>
public sealed record EndAll(EscalationStep Step);

/// <summary>No child of the supervisor is left.</summary>
public sealed record AllEnded
{
    /// <summary>The only one.</summary>
    public static AllEnded Instance { get; } = new();
}

/// <summary>To a supervisor: who are your children? Answered with <see cref="Children"/>.</summary>
public sealed record GetChildren;

/// <summary>The children of a supervisor.</summary>
/// <param name="Actors">Their actors; each has a process, or is about to have or to lose one.</param>
public sealed record Children(IReadOnlyList<IActorRef> Actors);

/// <summary>To an executor: what are you? Answered with <see cref="ExecutorState"/>, in every state.</summary>
public sealed record DescribeExecutor;

/// <summary>An executor and its process at a moment.</summary>
/// <param name="Path">Path of the actor.</param>
/// <param name="State">starting, ready, held, leaving, terminating or killing.</param>
/// <param name="Age">Since the actor was made.</param>
/// <param name="ProcessId">The process that was started (a layer's own, where there is one); null while it starts.</param>
/// <param name="InnerProcessId">The child itself, as the host numbers it; null when it is not known (yet).</param>
/// <param name="ProcessorTime">Processor time of the child itself, or null.</param>
/// <param name="ResidentBytes">Resident memory of the child itself, or null.</param>
public sealed record ExecutorState(
    string Path, string State, TimeSpan Age, int? ProcessId, int? InnerProcessId, TimeSpan? ProcessorTime, long? ResidentBytes);

/// <summary>A supervisor to an executor that is idle, or one that is held to itself: show that your process is there.</summary>
internal sealed record CheckHealth : INoSerializationVerificationNeeded;

/// <summary>A supervisor to its executor: you belong to this Run now.</summary>
/// <param name="Holder">The Run.</param>
/// <param name="Remaining">What is left of the job's time.</param>
internal sealed record Hold(IActorRef Holder, TimeSpan Remaining) : INoSerializationVerificationNeeded;

/// <summary>An executor to its supervisor: my process is ready for a Run.</summary>
internal sealed record Idle : INoSerializationVerificationNeeded;

/// <summary>An executor to its supervisor: I am held now.</summary>
internal sealed record Held : INoSerializationVerificationNeeded;

/// <summary>An executor to its supervisor, before it stops: my process never got ready.</summary>
/// <param name="Reason">What happened, for a person.</param>
internal sealed record StartFailed(string Reason) : INoSerializationVerificationNeeded;
