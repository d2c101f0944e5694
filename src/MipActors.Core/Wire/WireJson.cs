using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MipActors.Core.Wire;

/// <summary>JSON that came from another process.</summary>
public static class WireJson
{
    /// <summary>Takes a payload apart that is JSON and nothing else.</summary>
    /// <param name="payload">UTF-8.</param>
    /// <param name="mostBytes">The most that is read.</param>
    /// <param name="type">What it has to be.</param>
    /// <exception cref="WireException">It is longer, null, or not of this type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> payload, int mostBytes, JsonTypeInfo<T> type)
        where T : class
    {
        if (payload.Length > mostBytes)
        {
            throw new WireException($"{payload.Length} bytes of JSON, but {mostBytes} is the most");
        }

        try
        {
            return JsonSerializer.Deserialize(payload, type) ?? throw new WireException("JSON that is null");
        }
        catch (JsonException fault)
        {
            throw new WireException($"JSON that can not be read: {fault.Message}", fault);
        }
    }
}
