using System.Text.Json;

namespace MipActors.Scenarios.Server;

/// <summary>One server for the scenarios of a class: they do not disturb each other, which is a promise too.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal ServerProcess Process { get; private set; } = null!;

    /// <summary>Each tool's own word about what it returns.</summary>
    internal IReadOnlyDictionary<string, JsonElement> OutputSchemas { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Process = await ServerProcess.ConnectAsync();
        var answer = await Process.Conversation.RequestAsync("tools/list");
        OutputSchemas = answer.GetProperty("result").GetProperty("tools").EnumerateArray()
            .ToDictionary(tool => tool.GetProperty("name").GetString()!, tool => tool.GetProperty("outputSchema"));
    }

    public async Task DisposeAsync() => await Process.DisposeAsync();

    /// <summary>The structure of a result, held against the tool's schema first.</summary>
    internal JsonElement StructureOf(JsonElement result, string tool = "execute_mip_code")
    {
        var structure = result.GetProperty("structuredContent");
        Assert.Empty(JsonSchemaCheck.Faults(OutputSchemas[tool], structure));
        return structure;
    }

    /// <summary>Calls a tool that has to succeed.</summary>
    internal async Task<JsonElement> AskAsync(string tool, object arguments)
    {
        var result = (await Process.CallAsync(arguments, tool)).GetProperty("result");
        Assert.False(result.TryGetProperty("isError", out var isError) && isError.GetBoolean(), result.ToString());
        return StructureOf(result, tool);
    }

    /// <summary>Calls a tool that has to refuse; returns what it says.</summary>
    internal async Task<string> RefusalAsync(string tool, object arguments)
    {
        var result = (await Process.CallAsync(arguments, tool)).GetProperty("result");
        Assert.True(result.GetProperty("isError").GetBoolean(), result.ToString());
        Assert.False(result.TryGetProperty("structuredContent", out _), "an error does not fit the tool's schema");
        return result.GetProperty("content")[0].GetProperty("text").GetString()!;
    }
}
