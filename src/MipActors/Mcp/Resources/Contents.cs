using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace MipActors.Mcp.Resources;

/// <summary>What resources answer with.</summary>
internal static class Contents
{
    public const string Markdown = "text/markdown";
    public const string Json = "application/json";
    public const string Plain = "text/plain";
    public const string Python = "text/x-python";

    public static TextResourceContents Of(string uri, string mimeType, string text) => new() { Uri = uri, MimeType = mimeType, Text = text };

    /// <summary>There is no such resource; the sentence says what there is.</summary>
    public static McpProtocolException Missing(string what, string there) => new($"{what} {there}", McpErrorCode.ResourceNotFound);
}
