using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.Sandbox.Packages;

namespace MipActors.Sandbox;

/// <summary>The settings in a sandbox's Hello.</summary>
internal sealed record SandboxSettings(
    string ReplyKey,
    string PyodideFolder,
    string PulpFolder,
    SandboxPackages Packages,
    string? Snapshot,
    int MaxOutputBytes,
    int MaxFrameBytes,
    long MaxWasmMemoryBytes)
{
    public static SandboxSettings Of(SessionKey replyKey, SandboxInstallation installation, SandboxLimits limits) => new(
        replyKey.ToHex(),
        installation.PyodideFolder,
        installation.PulpFolder,
        SandboxPackages.Of(installation.Wheels, limits),
        installation.SnapshotPath,
        limits.MaxOutputBytes,
        limits.MaxFrameBytes,
        limits.MaxWasmMemoryBytes);
}

/// <summary>What programs may import beside the standard library and PuLP.</summary>
/// <param name="Wheels">Module, and the path of the wheel that has it.</param>
/// <param name="Allowed">Modules that may be imported; * for every one.</param>
/// <param name="Refused">Modules that may not.</param>
internal sealed record SandboxPackages(IReadOnlyDictionary<string, string> Wheels, IReadOnlyList<string> Allowed, IReadOnlyList<string> Refused)
{
    public static SandboxPackages Of(IReadOnlyList<Wheel> wheels, SandboxLimits limits)
    {
        var byModule = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var wheel in wheels)
        {
            foreach (var module in wheel.Modules)
            {
                byModule.TryAdd(module, wheel.Path);
            }
        }

        return new SandboxPackages(byModule, limits.AllowedImports, limits.RefusedImports);
    }
}

/// <summary>JSON to and from a sandbox: camelCase; what comes in has to have just the members it should.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true,
    MaxDepth = 8)]
[JsonSerializable(typeof(SandboxSettings))]
[JsonSerializable(typeof(SandboxReady))]
[JsonSerializable(typeof(SandboxFinished))]
internal sealed partial class SandboxJson : JsonSerializerContext
{
    /// <summary>Takes JSON apart that came from a sandbox.</summary>
    /// <exception cref="WireException">It is longer than it may be, or not what it should be.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, int mostBytes, JsonTypeInfo<T> type)
        where T : SandboxMessage
    {
        if (json.Length > mostBytes)
        {
            throw new WireException($"a {typeof(T).Name} of {json.Length} bytes, but {mostBytes} is the most");
        }

        try
        {
            return JsonSerializer.Deserialize(json.Span, type) ?? throw new WireException($"a {typeof(T).Name} that is null");
        }
        catch (JsonException fault)
        {
            throw new WireException($"a {typeof(T).Name} that can not be read: {fault.Message}", fault);
        }
    }
}

/// <summary>JSON of the program on its way in; the data are as deep as a user likes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 256)]
[JsonSerializable(typeof(SandboxProgram))]
[JsonSerializable(typeof(SolveOptions))]
internal sealed partial class ProgramJson : JsonSerializerContext;
