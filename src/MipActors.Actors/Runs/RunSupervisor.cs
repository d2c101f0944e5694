using Akka.Actor;
using MipActors.Core.Model;

namespace MipActors.Actors.Runs;

/// <summary>
/// Parent of the Runs of this node. Tells the queue how many cores it has for them, and again whenever a Run has given some back.
/// </summary>
public sealed class RunSupervisor : ReceiveActor
{
    private readonly Dictionary<IActorRef, int> _cores = [];

    /// <summary>A supervisor with room for so many cores' worth of Runs.</summary>
    public RunSupervisor(int room, IActorRef queue, RunSurroundings surroundings)
    {
        Receive<StartRun>(start =>
        {
            var run = Context.ActorOf(Run.Props(start, Sender, surroundings), $"run-{start.JobId}-{start.Attempt}");
            _cores[run] = CoresOf(start.Request, room);
            Context.Watch(run);
        });
        Receive<Terminated>(gone =>
        {
            _cores.Remove(gone.ActorRef, out var cores);
            queue.Tell(new Room(cores));
        });
        queue.Tell(new Room(room));
    }

    /// <summary>How to make one.</summary>
    public static Props Props(int room, IActorRef queue, RunSurroundings surroundings) =>
        Akka.Actor.Props.Create(() => new RunSupervisor(room, queue, surroundings));

    /// <summary>
    /// What a request takes of a room: the threads that it asks for, never more than there is. A program that gives its solver more threads than its
    /// caller asked for is not known before it runs.
    /// </summary>
    internal static int CoresOf(SolveRequest request, int room) => Math.Clamp(request.Options.Threads ?? 1, 1, room);

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;
}
