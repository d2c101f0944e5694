using Akka.Actor;
using MipActors.Actors.Executors;

namespace MipActors.Actors.Nodes;

/// <summary>The wire between nodes.</summary>
public static class NodeWire
{
    /// <summary>
    /// Version of everything that travels between nodes. It grows with each change that the golden bytes show; nodes of different versions refuse
    /// each other when they join.
    /// </summary>
    public const int Version = 1;
}

/// <summary>A worker node to the gateway's workers: here I am. Answered with <see cref="Welcome"/>; said again until it is.</summary>
/// <param name="Producer">Where the worker's words that must not be lost come from.</param>
public sealed record Hello(IActorRef Producer);

/// <summary>A gateway to a worker node: I speak for my queue to you.</summary>
/// <param name="Producer">Where the gateway's words that must not be lost come from.</param>
public sealed record Welcome(IActorRef Producer);

/// <summary>To a node, or what speaks for one: what runs on you? Answered with <see cref="NodeState"/>.</summary>
public sealed record DescribeNode;

/// <summary>To the workers of a gateway: your nodes. Answered with <see cref="NodeList"/>.</summary>
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
