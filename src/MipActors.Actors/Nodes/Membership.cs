using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;

namespace MipActors.Actors.Nodes;

/// <summary>
/// Sees what the cluster thinks of this node, and ends a node that does not belong there (any more): one that joins nodes of another wire version, and one
/// that the others have given up. Its jobs run elsewhere by then, or are about to.
/// </summary>
public sealed class Membership : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();

    /// <summary>A look at the cluster from this node.</summary>
    public Membership(Action<string> onLost)
    {
        Receive<ClusterEvent.IMemberEvent>(change => OnChange(change.Member, onLost));
        Receive<ThisActorSystemQuarantinedEvent>(given => onLost(
            $"{NodeWire.HostAndPort(given.RemoteAddress)} has given this node up (it did not answer for too long) and takes no word of it any more"));
        Receive<Removed>(_ => onLost("the cluster has taken this node out: it could not be reached for too long, or was on the smaller side of a split network"));
    }

    /// <summary>How to make one.</summary>
    /// <param name="onLost">Called with a reason when this node has to end.</param>
    public static Props Props(Action<string> onLost) => Akka.Actor.Props.Create(() => new Membership(onLost));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        var self = Self;
        _cluster.RegisterOnMemberRemoved(() => self.Tell(new Removed()));
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    private void OnChange(Member member, Action<string> onLost)
    {
        if (NodeWire.IsSpokenBy(member, _cluster) || member.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
        {
            return;
        }

        var (who, what) = (NodeWire.HostAndPort(member.Address), member.AppVersion.ToString());
        if (_cluster.SelfMember.Status is MemberStatus.Up)
        {
            _log.Warning("node {0} speaks wire version {1}, this cluster {2}: it is given no work and gives none", who, what, _cluster.Settings.AppVersion);
        }
        else if (member.Status is MemberStatus.Up)
        {
            onLost($"this node speaks wire version {_cluster.Settings.AppVersion}, but node {who} of the cluster speaks {what}: run the same version of mipactors on all nodes");
        }
    }

    private sealed record Removed : INoSerializationVerificationNeeded;
}
