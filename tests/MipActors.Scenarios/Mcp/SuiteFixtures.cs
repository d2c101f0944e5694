using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

// Sampling, elicitation by a session and the level of the log are of the revisions that the suite speaks.
#pragma warning disable MCP9005

namespace MipActors.Scenarios.Mcp;

/// <summary>What the conformance suite calls by fixed names: no part of the product, added to a server of the tests alone.</summary>
[McpServerToolType]
internal sealed class SuiteTools
{
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    private static readonly byte[] Sound = Convert.FromBase64String("UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=");

    public static ImageContentBlock Image => ImageContentBlock.FromBytes(Picture, "image/png");

    public static BlobResourceContents Blob(string uri) => BlobResourceContents.FromBytes(Picture, uri, "image/png");

    [McpServerTool(Name = "test_simple_text"), Description("Says a sentence.")]
    public static string Text() => "This is a simple text response for testing.";

    [McpServerTool(Name = "test_image_content"), Description("Shows a picture.")]
    public static ImageContentBlock ShowImage() => Image;

    [McpServerTool(Name = "test_audio_content"), Description("Plays a sound.")]
    public static AudioContentBlock Audio() => AudioContentBlock.FromBytes(Sound, "audio/wav");

    [McpServerTool(Name = "test_embedded_resource"), Description("Carries a resource.")]
    public static EmbeddedResourceBlock Resource() => Embedded("test://embedded-resource", "text/plain", "This is an embedded resource content.");

    [McpServerTool(Name = "test_multiple_content_types"), Description("Carries text, picture and resource.")]
    public static IEnumerable<ContentBlock> Mixed() =>
        [new TextContentBlock { Text = "Multiple content types test:" }, Image, Embedded("test://mixed-content-resource", "application/json", "{\"test\":\"data\",\"value\":123}")];

    [McpServerTool(Name = "test_tool_with_logging"), Description("Logs three times.")]
    public static async Task<string> LogAsync(McpServer server, CancellationToken cancellation)
    {
        foreach (var text in (string[])["Tool execution started", "Tool processing data", "Tool execution completed"])
        {
            var note = new LoggingMessageNotificationParams { Level = LoggingLevel.Info, Logger = "suite", Data = JsonSerializer.SerializeToElement(text) };
            await server.SendNotificationAsync(NotificationMethods.LoggingMessageNotification, note, McpJsonUtilities.DefaultOptions, cancellation);
        }

        return "logged";
    }

    [McpServerTool(Name = "test_tool_with_progress"), Description("Tells of progress three times.")]
    public static async Task<string> ProgressAsync(McpServer server, RequestContext<CallToolRequestParams> context, CancellationToken cancellation)
    {
        if (context.Params?.ProgressToken is { } token)
        {
            foreach (var step in (int[])[0, 50, 100])
            {
                await server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = step, Total = 100 }, cancellationToken: cancellation);
            }
        }

        return "done";
    }

    [McpServerTool(Name = "test_error_handling"), Description("Fails.")]
    public static string Fail() => throw new McpException("This tool intentionally returns an error for testing");

    [McpServerTool(Name = "test_sampling"), Description("Asks the client's model.")]
    public static async Task<string> SampleAsync(McpServer server, string prompt, CancellationToken cancellation)
    {
        var asked = new CreateMessageRequestParams
        {
            Messages = [new SamplingMessage { Role = Role.User, Content = [new TextContentBlock { Text = prompt }] }],
            MaxTokens = 100,
        };
        var said = await server.SampleAsync(asked, cancellation);
        return $"LLM response: {said.Content.OfType<TextContentBlock>().FirstOrDefault()?.Text}";
    }

    [McpServerTool(Name = "test_elicitation"), Description("Asks the user.")]
    public static Task<string> ElicitAsync(McpServer server, string message, CancellationToken cancellation) => AskAsync(
        server, message, cancellation, ("response", new ElicitRequestParams.StringSchema { Description = "User's response" }));

    [McpServerTool(Name = "test_elicitation_sep1034_defaults"), Description("Asks the user, with defaults.")]
    public static Task<string> DefaultsAsync(McpServer server, CancellationToken cancellation) => AskAsync(
        server,
        "Is this so?",
        cancellation,
        ("name", new ElicitRequestParams.StringSchema { Default = "John Doe" }),
        ("age", new ElicitRequestParams.NumberSchema { Type = "integer", Default = 30 }),
        ("score", new ElicitRequestParams.NumberSchema { Default = 95.5 }),
        ("status", new ElicitRequestParams.UntitledSingleSelectEnumSchema { Enum = ["active", "inactive", "pending"], Default = "active" }),
        ("verified", new ElicitRequestParams.BooleanSchema { Default = true }));

    [McpServerTool(Name = "test_elicitation_sep1330_enums"), Description("Asks the user to choose.")]
    public static Task<string> EnumsAsync(McpServer server, CancellationToken cancellation) => AskAsync(
        server,
        "Which?",
        cancellation,
        ("untitledSingle", new ElicitRequestParams.UntitledSingleSelectEnumSchema { Enum = ["option1", "option2", "option3"] }),
        ("titledSingle", new ElicitRequestParams.TitledSingleSelectEnumSchema { OneOf = [.. Titled] }),
#pragma warning disable MCP9001 // the old form, which the suite asks for
        ("legacyEnum", new ElicitRequestParams.LegacyTitledEnumSchema { Enum = ["opt1", "opt2", "opt3"], EnumNames = ["Option One", "Option Two", "Option Three"] }),
#pragma warning restore MCP9001
        ("untitledMulti", new ElicitRequestParams.UntitledMultiSelectEnumSchema { Items = new() { Enum = ["option1", "option2", "option3"] } }),
        ("titledMulti", new ElicitRequestParams.TitledMultiSelectEnumSchema { Items = new() { AnyOf = [.. Titled] } }));

    private static IEnumerable<ElicitRequestParams.EnumSchemaOption> Titled =>
        Enumerable.Range(1, 3).Select(i => new ElicitRequestParams.EnumSchemaOption { Const = $"value{i}", Title = $"Option {i}" });

    private static EmbeddedResourceBlock Embedded(string uri, string mimeType, string text) =>
        new() { Resource = new TextResourceContents { Uri = uri, MimeType = mimeType, Text = text } };

    private static async Task<string> AskAsync(
        McpServer server, string message, CancellationToken cancellation, params (string Name, ElicitRequestParams.PrimitiveSchemaDefinition Schema)[] fields)
    {
        var schema = new ElicitRequestParams.RequestSchema();
        foreach (var (name, field) in fields)
        {
            schema.Properties[name] = field;
        }

        var said = await server.ElicitAsync(new ElicitRequestParams { Message = message, RequestedSchema = schema }, cancellation);
        return $"User response: action={said.Action}, content={JsonSerializer.Serialize(said.Content)}";
    }
}

/// <summary>Prompts that the suite asks for.</summary>
[McpServerPromptType]
internal sealed class SuitePrompts
{
    [McpServerPrompt(Name = "test_simple_prompt"), Description("Says a sentence.")]
    public static string Simple() => "This is a simple prompt for testing.";

    [McpServerPrompt(Name = "test_prompt_with_arguments"), Description("Says its arguments.")]
    public static string Arguments([Description("The first.")] string arg1, [Description("The second.")] string arg2) => $"Prompt with arguments: arg1='{arg1}', arg2='{arg2}'";

    [McpServerPrompt(Name = "test_prompt_with_embedded_resource"), Description("Carries a resource.")]
    public static IEnumerable<PromptMessage> Resource([Description("Its address.")] string resourceUri) =>
    [
        new() { Role = Role.User, Content = new EmbeddedResourceBlock { Resource = new TextResourceContents { Uri = resourceUri, MimeType = "text/plain", Text = "Embedded resource content for testing." } } },
        new() { Role = Role.User, Content = new TextContentBlock { Text = "Please process the embedded resource above." } },
    ];

    [McpServerPrompt(Name = "test_prompt_with_image"), Description("Carries a picture.")]
    public static IEnumerable<PromptMessage> Image() =>
    [
        new() { Role = Role.User, Content = SuiteTools.Image },
        new() { Role = Role.User, Content = new TextContentBlock { Text = "Please analyze the image above." } },
    ];
}

/// <summary>Resources that the suite reads.</summary>
[McpServerResourceType]
internal sealed class SuiteResources
{
    [McpServerResource(UriTemplate = "test://static-text", Name = "static_text", MimeType = "text/plain"), Description("A text.")]
    public static string Text() => "This is the content of the static text resource.";

    [McpServerResource(UriTemplate = "test://static-binary", Name = "static_binary", MimeType = "image/png"), Description("Bytes.")]
    public static BlobResourceContents Binary() => SuiteTools.Blob("test://static-binary");

    [McpServerResource(UriTemplate = "test://template/{id}/data", Name = "template", MimeType = "application/json"), Description("A template.")]
    public static TextResourceContents Template(string id) => new()
    {
        Uri = $"test://template/{id}/data",
        MimeType = "application/json",
        Text = JsonSerializer.Serialize(new { id, templateTest = true, data = $"Data for ID: {id}" }),
    };

    [McpServerResource(UriTemplate = "test://watched-resource", Name = "watched", MimeType = "text/plain"), Description("A resource that is watched.")]
    public static string Watched() => "Watched resource content";
}
