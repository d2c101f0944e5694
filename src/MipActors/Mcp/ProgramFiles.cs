using System.Text;
using System.Text.Json;

namespace MipActors.Mcp;

/// <summary>The argument <c>files</c>: a text by each name, or <c>{"base64": …}</c> for what is no text.</summary>
internal static class ProgramFiles
{
    /// <exception cref="ToolArgumentException">A value is neither.</exception>
    public static Dictionary<string, byte[]> Of(IReadOnlyDictionary<string, JsonElement>? given)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>(StringComparer.Ordinal))
        {
            files[name] = value.ValueKind switch
            {
                JsonValueKind.String => Encoding.UTF8.GetBytes(value.GetString()!),
                JsonValueKind.Object when value.TryGetProperty("base64", out var base64) && base64.ValueKind == JsonValueKind.String
                    && base64.TryGetBytesFromBase64(out var bytes) => bytes,
                _ => throw new ToolArgumentException($"files.{name}", $"is {ToolArguments.Describe(value)}", "a text, or an object like {\"base64\": \"…\"}"),
            };
        }

        return files;
    }
}
