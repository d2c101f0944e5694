using Akka.Actor;
using Akka.Cluster;

namespace MipActors.Actors.Nodes;

/// <summary>
/// Parent, on a worker node, of what speaks for each gateway of the cluster. When the last gateway is gone the node has nobody to work for, and no way back
/// into a cluster that a gateway may begin anew: it ends, and whoever runs it starts it again.
/// </summary>
public sealed class GatewayNodes : ReceiveActor, IWithTimers
{
    /// <summary>Name below the root.</summary>
    internal const string Name = "gateways";

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly HashSet<UniqueAddress> _gateways = [];
    private readonly Dictionary<IActorRef, UniqueAddress> _nodes = [];
    private readonly ServiceActors _actors;
    private readonly Func<Task<NodeState>> _describe;
    private int _numbered;

    /// <summary>The parent of no gateway yet.</summary>
    public GatewayNodes(ServiceActors actors, Func<Task<NodeState>> describe, Action<string> onLost)
    {
        (_actors, _describe) = (actors, describe);
        Receive<ClusterEvent.MemberUp>(up => OnUp(up.Member));
        Receive<ClusterEvent.MemberRemoved>(removed => OnRemoved(removed.Member, onLost));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
        Receive<SpeakAgain>(again => Speak(again.Gateway));
        Receive<Terminated>(gone => OnGone(gone.ActorRef));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to make one.</summary>
    /// <param name="actors">The branches of this node's hierarchy.</param>
    /// <param name="describe">What runs here.</param>
    /// <param name="onLost">Called with a reason when there is no gateway any more.</param>
    public static Props Props(ServiceActors actors, Func<Task<NodeState>> describe, Action<string> onLost) =>
        Akka.Actor.Props.Create(() => new GatewayNodes(actors, describe, onLost));

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    /// <inheritdoc/>
    protected override void PreStart() =>
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));

    /// <inheritdoc/>
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private static bool IsGateway(Member member) => member.HasRole(NodeConfig.RoleName(Settings.NodeRole.Gateway));

    private void OnUp(Member member)
    {
        if (IsGateway(member) && NodeWire.IsSpokenBy(member, _cluster) && _gateways.Add(member.UniqueAddress))
        {
            Speak(member.UniqueAddress);
        }
    }

    private void Speak(UniqueAddress gateway)
    {
        if (_gateways.Contains(gateway))
        {
            var node = Context.ActorOf(GatewayNode.Props(gateway.Address, _actors, _describe), NodeWire.NameOf(gateway.Address, ++_numbered));
            _nodes[Context.Watch(node)] = gateway;
        }
    }

    private void OnRemoved(Member member, Action<string> onLost)
    {
        if (_gateways.Remove(member.UniqueAddress) && _gateways.Count == 0)
        {
            onLost("the last gateway has left the cluster, and a worker alone has nobody to work for; started again, it joins the next one");
        }
    }

    private void OnGone(IActorRef node)
    {
        // The gateway is there still, but what speaks for this node there failed, or the other way round.
        if (_nodes.Remove(node, out var gateway))
        {
            Timers.StartSingleTimer(gateway, new SpeakAgain(gateway), Again);
        }
    }

    private sealed record SpeakAgain(UniqueAddress Gateway) : INoSerializationVerificationNeeded;
}
