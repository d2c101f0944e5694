using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace MipActors.Actors.Nodes;

/// <summary>
/// Stands where Akka has its default serializer, which makes objects of whatever type the bytes name: refuses to write what has no serializer of its
/// own, and to read what a peer wrote that way.
/// </summary>
public sealed class RefusingSerializer : Serializer
{
    /// <summary>Akka makes what it knows as "json" with the settings of its own, which are passed over.</summary>
    /// <param name="system">The actor system.</param>
    /// <param name="settings">Settings of Akka's default.</param>
    public RefusingSerializer(ExtendedActorSystem system, Config settings)
        : base(system) => _ = settings;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) =>
        throw new SerializationException($"A message of type {obj?.GetType()} was meant for another node, but has no serializer of its own: it stays here.");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException($"Another node sent {bytes?.Length} bytes that want to be an object of a type which they name themselves: refused.");
}
