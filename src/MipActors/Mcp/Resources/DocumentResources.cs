using System.ComponentModel;
using MipActors.Core.Formats;
using MipActors.Documents;
using MipActors.Examples;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Resources;

/// <summary>What does not depend on the caller: the modelling guide, the pages of errors, the examples.</summary>
[McpServerResourceType]
internal sealed class DocumentResources
{
    [McpServerResource(UriTemplate = "mipactors://guide", Name = "modelling_guide", Title = "Modelling guide", MimeType = Contents.Markdown)]
    [Description("How to write a model that works at the first attempt: from words to variables, what can not be written and what to write instead, numbers, long solves, reading the answer.")]
    public static async Task<TextResourceContents> GuideAsync(CancellationToken cancellation) =>
        Contents.Of("mipactors://guide", Contents.Markdown, await Document.ReadAsync("modelling", cancellation));

    [McpServerResource(UriTemplate = "mipactors://errors", Name = "errors", Title = "Errors", MimeType = Contents.Markdown)]
    [Description("Every error that a report can have, what it means and what to do.")]
    public static async Task<TextResourceContents> ErrorsAsync(CancellationToken cancellation) =>
        Contents.Of("mipactors://errors", Contents.Markdown, await Document.ReadAsync("errors", cancellation));

    [McpServerResource(UriTemplate = "mipactors://errors/{code}", Name = "error", Title = "One error", MimeType = Contents.Markdown)]
    [Description("What one error (error.code of a report) means and what to do.")]
    public static async Task<TextResourceContents> ErrorAsync(string code, CancellationToken cancellation)
    {
        var pages = await ErrorPages.ReadAsync(cancellation);
        var found = pages.FirstOrDefault(page => page.Code == code);
        return found.Page is { } page
            ? Contents.Of($"mipactors://errors/{code}", Contents.Markdown, $"# {code}\n\n{page}")
            : throw Contents.Missing($"There is no error '{TerminalText.Escape(code)}'.", $"There are: {string.Join(", ", pages.Select(known => known.Code))}.");
    }

    [McpServerResource(UriTemplate = "mipactors://examples/{name}", Name = "example", Title = "Example program", MimeType = Contents.Python)]
    [Description("A tested program for a common kind of problem; get_mip_examples lists them.")]
    public static async Task<TextResourceContents> ExampleAsync(string name, CancellationToken cancellation)
    {
        var all = await ExampleCatalogue.LoadAsync(cancellation);
        return all.FirstOrDefault(example => example.Name == name) is { } found
            ? Contents.Of($"mipactors://examples/{name}", Contents.Python, found.Code)
            : throw Contents.Missing($"There is no example '{TerminalText.Escape(name)}'.", $"There are: {string.Join(", ", all.Select(example => example.Name))}.");
    }
}
