using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MipActors.Actors.Executors;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.Sandbox;

namespace MipActors.Actors.Nodes;

/// <summary>What nodes tell of themselves, which is small and seldom, as JSON.</summary>
internal static class NodeJson
{
    private const int MostBytes = 100_000;

    public static byte[] Write(object message) => message switch
    {
        NodeState node => JsonSerializer.SerializeToUtf8Bytes(node, NodeJsonContext.Default.NodeState),
        SolversKnown known => WorkerJson.EncodeDescriptions(known.Solvers).ToArray(),
        SandboxKnown known => JsonSerializer.SerializeToUtf8Bytes(known.Sandbox, NodeJsonContext.Default.SandboxReady),
        Unavailable unavailable => JsonSerializer.SerializeToUtf8Bytes(unavailable.Fault, NodeJsonContext.Default.JobFault),
        _ => throw new ArgumentException($"no form for a {message.GetType().Name}", nameof(message)),
    };

    public static NodeState ReadNode(ref WireReader reader)
    {
        var node = Read(ref reader, NodeJsonContext.Default.NodeState);
        return node.Executors.Contains(null!) ? throw new WireException("an executor that is null") : node;
    }

    public static SolversKnown ReadSolvers(ref WireReader reader) => new(WorkerJson.DecodeDescriptions(reader.Bytes(reader.Remaining)));

    public static SandboxKnown ReadSandbox(ref WireReader reader) => new(Read(ref reader, NodeJsonContext.Default.SandboxReady));

    public static Unavailable ReadUnavailable(ref WireReader reader) => new(Read(ref reader, NodeJsonContext.Default.JobFault));

    private static T Read<T>(ref WireReader reader, JsonTypeInfo<T> type)
        where T : class => WireJson.Read(reader.Bytes(reader.Remaining), MostBytes, type);
}

/// <summary>camelCase names; a missing or unknown member is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(NodeState))]
[JsonSerializable(typeof(SandboxReady))]
[JsonSerializable(typeof(JobFault))]
internal sealed partial class NodeJsonContext : JsonSerializerContext;
