using Akka.Actor;
using Akka.Delivery;
using Akka.Event;
using MipActors.Actors.Executors;
using MipActors.Actors.Runs;

namespace MipActors.Actors.Nodes;

/// <summary>
/// Speaks for one worker node on a gateway: to jobs and their queue it is that node's <see cref="RunSupervisor"/>. It lives as long as the node does in
/// the eyes of the cluster; its end is what gives the jobs there back.
/// </summary>
internal sealed class WorkerNode : ReceiveActor
{
    private readonly IActorRef _peer;
    private readonly IActorRef _producer;
    private readonly NodeLine _line;
    private readonly Dictionary<(string JobId, int Attempt), IActorRef> _jobs = [];

    public WorkerNode(IActorRef peer, IActorRef producer, IActorRef queue)
    {
        (_peer, _producer) = (peer, producer);
        _line = new NodeLine(Context);
        Receive<StartRun>(OnStart);
        Receive<StopRun>(_line.Say);
        Receive<ProducerController.RequestNext<NodeMessage>>(_line.OnNextWanted);
        Receive<ConsumerController.Delivery<NodeMessage>>(delivery => OnSaid(NodeLine.Take(delivery), queue));
        Receive<Hello>(_ => Greet());
        Receive<DescribeNode>(_peer.Forward);
        Receive<DescribeSolvers>(_peer.Forward);
        Receive<DescribeSandbox>(_peer.Forward);
        Receive<Terminated>(gone => OnGone(gone.ActorRef));
    }

    public static Props Props(IActorRef peer, IActorRef producer, IActorRef queue) => Akka.Actor.Props.Create(() => new WorkerNode(peer, producer, queue));

    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void PreStart()
    {
        Context.Watch(_peer);
        foreach (var end in _line.Ends)
        {
            Context.Watch(end);
        }

        _line.Connect(_producer);
        Greet();
    }

    private void Greet() => _peer.Tell(new Welcome(_line.Producer));

    private void OnStart(StartRun start)
    {
        _jobs[(start.JobId, start.Attempt)] = Context.Watch(Sender);
        _line.Say(start);
    }

    private void OnSaid(NodeMessage message, IActorRef queue)
    {
        switch (message)
        {
            case Room room:
                queue.Tell(room);
                break;
            case RunMessage said when _jobs.TryGetValue((said.JobId, said.Attempt), out var job):
                job.Tell(said);
                if (said is RunEnded or RunReturned)
                {
                    _jobs.Remove((said.JobId, said.Attempt));
                }

                break;
        }
    }

    private void OnGone(IActorRef actor)
    {
        if (actor.Equals(_peer) || _line.Ends.Contains(actor))
        {
            Context.GetLogger().Info("{0} is gone: what ran there runs again elsewhere", Self.Path.Name);
            Context.Stop(Self);
            return;
        }

        // A job that is gone before its Run wants nothing of it any more.
        foreach (var (jobId, attempt) in _jobs.Where(entry => entry.Value.Equals(actor)).Select(entry => entry.Key).ToList())
        {
            _line.Say(new StopRun(jobId, attempt, StopCause.Cancelled));
            _jobs.Remove((jobId, attempt));
        }
    }
}
