using System.Text.Json;
using System.Text.Json.Serialization;
using MipActors.Core.Model;

namespace MipActors.Core.Wire;

/// <summary>The JSON payloads of <see cref="FrameType.Ready"/> and <see cref="FrameType.Description"/> (docs/protocol.md).</summary>
public static class WorkerJson
{
    private const int MostBytes = 1 << 20;

    /// <summary>The payload of a Ready frame: versions by name.</summary>
    public static ReadOnlyMemory<byte> EncodeVersions(IReadOnlyDictionary<string, string> versions) =>
        JsonSerializer.SerializeToUtf8Bytes(versions, WorkerJsonContext.Default.IReadOnlyDictionaryStringString);

    /// <summary>Takes the payload of a Ready frame apart.</summary>
    /// <exception cref="WireException">The bytes are no object of texts.</exception>
    public static IReadOnlyDictionary<string, string> DecodeVersions(ReadOnlySpan<byte> payload)
    {
        var versions = WireJson.Read(payload, MostBytes, WorkerJsonContext.Default.IReadOnlyDictionaryStringString);
        return HasNull(versions.Values) ? throw new WireException("a version that is null") : versions;
    }

    /// <summary>The payload of a Description frame.</summary>
    public static ReadOnlyMemory<byte> EncodeDescriptions(IReadOnlyList<SolverDescription> solvers) =>
        JsonSerializer.SerializeToUtf8Bytes(solvers, WorkerJsonContext.Default.IReadOnlyListSolverDescription);

    /// <summary>Takes the payload of a Description frame apart.</summary>
    /// <exception cref="WireException">The bytes are no list of solvers.</exception>
    public static IReadOnlyList<SolverDescription> DecodeDescriptions(ReadOnlySpan<byte> payload)
    {
        var solvers = WireJson.Read(payload, MostBytes, WorkerJsonContext.Default.IReadOnlyListSolverDescription);
        return HasNull(solvers) || solvers.Any(solver => HasNull(solver.ProblemClasses) || HasNull(solver.DefaultFor))
            ? throw new WireException("a solver, or a class of one, that is null")
            : solvers;
    }

    // Nullable annotations are respected for members, not for what lies in lists and dictionaries (System.Text.Json's documentation).
    private static bool HasNull(IEnumerable<object?> items) => items.Contains(null);
}

/// <summary>camelCase names; a missing or unknown member is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<SolverDescription>))]
internal sealed partial class WorkerJsonContext : JsonSerializerContext;
