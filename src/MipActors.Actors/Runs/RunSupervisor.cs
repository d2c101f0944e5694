using Akka.Actor;

namespace MipActors.Actors.Runs;

/// <summary>
/// Parent of the Runs of this node. Tells the queue how many it has room for, and again whenever one has ended.
/// </summary>
public sealed class RunSupervisor : ReceiveActor
{
    /// <summary>A supervisor with room for so many Runs.</summary>
    public RunSupervisor(int room, IActorRef queue, RunSurroundings surroundings)
    {
        Receive<StartRun>(start =>
        {
            var run = Context.ActorOf(Run.Props(start, Sender, surroundings), $"run-{start.JobId}-{start.Attempt}");
            Context.Watch(run);
        });
        Receive<Terminated>(_ => queue.Tell(new Room(1)));
        queue.Tell(new Room(room));
    }

    /// <summary>How to make one.</summary>
    public static Props Props(int room, IActorRef queue, RunSurroundings surroundings) =>
        Akka.Actor.Props.Create(() => new RunSupervisor(room, queue, surroundings));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;
}
