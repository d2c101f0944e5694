using Akka.Actor;
using Akka.Cluster;
using MipActors.Actors.Executors;

namespace MipActors.Actors.Nodes;

/// <summary>The wire between nodes.</summary>
public static class NodeWire
{
    /// <summary>
    /// Version of everything that travels between nodes. It grows with each change that the golden bytes show; nodes of different versions refuse
    /// each other when they join.
    /// </summary>
    public const int Version = 2;

    /// <summary>Whether another member of the cluster speaks the version that this node does.</summary>
    internal static bool IsSpokenBy(Member member, Cluster cluster) => member.AppVersion.Equals(cluster.Settings.AppVersion);

    /// <summary>A node as people name it.</summary>
    internal static string HostAndPort(Address address) => $"{address.Host}:{address.Port}";

    /// <summary>A name for the actor that speaks for a node; numbered, for a node may come back while what spoke for it leaves.</summary>
    internal static string NameOf(Address address, int number) =>
        $"{string.Concat(HostAndPort(address).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or ':' or '-' ? letter : '_'))}-{number}";
}

/// <summary>What a gateway and a worker node say to each other about Runs: it arrives once and in order, whatever its size.</summary>
public abstract record NodeMessage;

/// <summary>A worker node to the gateway's workers: here I am. Answered with <see cref="Welcome"/>; said again until it is.</summary>
/// <param name="Producer">Where the worker's words that must not be lost come from.</param>
public sealed record Hello(IActorRef Producer);

/// <summary>A gateway to a worker node: I speak for my queue to you.</summary>
/// <param name="Producer">Where the gateway's words that must not be lost come from.</param>
public sealed record Welcome(IActorRef Producer);

/// <summary>To a node, or what speaks for one: what runs on you? Answered with <see cref="NodeState"/>.</summary>
public sealed record DescribeNode;

/// <summary>To the worker nodes of a gateway: who are you? Answered with <see cref="NodeList"/>.</summary>
public sealed record GetNodes : INoSerializationVerificationNeeded;

/// <summary>The nodes that a gateway has for its Runs.</summary>
/// <param name="Nodes">What speaks for each of them.</param>
public sealed record NodeList(IReadOnlyList<IActorRef> Nodes) : INoSerializationVerificationNeeded;

/// <summary>A node and its processes at a moment.</summary>
/// <param name="Node">Its address, like <c>10.0.0.7:4055</c>.</param>
/// <param name="ServerPid">Its own process.</param>
/// <param name="Containment">Containment level in force.</param>
/// <param name="Executors">Its executors and their processes.</param>
public sealed record NodeState(string Node, int ServerPid, string Containment, IReadOnlyList<ExecutorState> Executors);
