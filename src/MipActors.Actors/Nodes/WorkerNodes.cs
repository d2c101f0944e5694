using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using MipActors.Actors.Executors;
using MipActors.Core.Model;

namespace MipActors.Actors.Nodes;

/// <summary>Parent, on a gateway, of what speaks for each worker node. Workers find it by its path and say hello.</summary>
public sealed class WorkerNodes : ReceiveActor
{
    /// <summary>Name below the root, which workers look for.</summary>
    internal const string Name = "workers";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly IActorRef _queue;
    private readonly Dictionary<IActorRef, IActorRef> _nodes = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private int _numbered;

    /// <summary>The parent of no node yet.</summary>
    /// <param name="queue">The queue that is told of their room.</param>
    public WorkerNodes(IActorRef queue)
    {
        _queue = queue;
        Receive<Hello>(OnHello);
        Receive<GetNodes>(_ => Sender.Tell(new NodeList([.. Context.GetChildren()])));
        Receive<DescribeSolvers>(ForwardToAny);
        Receive<DescribeSandbox>(ForwardToAny);
        Receive<Terminated>(gone => OnGone(gone.ActorRef));
    }

    /// <summary>How to make one.</summary>
    public static Props Props(IActorRef queue) => Akka.Actor.Props.Create(() => new WorkerNodes(queue));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private void OnHello(Hello hello)
    {
        if (_nodes.TryGetValue(Sender, out var known))
        {
            known.Forward(hello);
            return;
        }

        // A node that the cluster has given up, or that speaks another version, says hello in vain.
        var address = Sender.Path.Address;
        if (!_cluster.State.Members.Any(member => member.Address.Equals(address) && member.Status == MemberStatus.Up && NodeWire.IsSpokenBy(member, _cluster)))
        {
            _log.Debug("{0} says hello, but is no worker of this cluster", address);
            return;
        }

        var node = Context.Watch(Context.ActorOf(WorkerNode.Props(Sender, hello.Producer, _queue), NodeWire.NameOf(address, ++_numbered)));
        _nodes[Sender] = node;
        _log.Info("worker node {0} has come", NodeWire.HostAndPort(address));
    }

    private void ForwardToAny(object question)
    {
        if (Context.GetChildren().FirstOrDefault() is { } node)
        {
            node.Forward(question);
            return;
        }

        Sender.Tell(new Unavailable(new JobFault("no-worker", "No worker node is there.")
        {
            Hint = "Start one (`mipactors node --role worker`) with this gateway among its seeds (mipactors.node.seeds).",
        }));
    }

    private void OnGone(IActorRef node)
    {
        foreach (var (peer, _) in _nodes.Where(entry => entry.Value.Equals(node)).ToList())
        {
            _nodes.Remove(peer);
        }
    }
}
