using System.ComponentModel;
using MipActors.Core.Formats;
using MipActors.Examples;
using MipActors.Reports;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>get_mip_examples</c>: models to begin from.</summary>
[McpServerToolType]
internal sealed class GetMipExamplesTool
{
    [McpServerTool(
        Name = "get_mip_examples",
        Title = "Example models",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ExamplesView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Lists short, tested PuLP programs for common kinds of optimisation problems, or gives the code of one by its name. "
        + "Take the one that is nearest to the question, put your own numbers into `data`, adapt it, and run it with execute_mip_code.")]
    public static async Task<CallToolResult> ListAsync(
        CancellationToken cancellation,
        [Description("Name of the example whose code is wanted; without it all examples are listed.")]
        string? name = null)
    {
        var all = await ExampleCatalogue.LoadAsync(cancellation);
        if (name is null)
        {
            return ToolResults.Of(
                new ExamplesView { Examples = [.. all.Select(example => ViewOf(example, withCode: false))] },
                string.Concat(all.Select(example => $"{example.Name} ({example.ProblemClass}): {example.Description}\n")));
        }

        var names = all.Select(example => example.Name).ToList();
        var wanted = all.FirstOrDefault(example => example.Name == name) ?? throw Unknown(name, names);
        return ToolResults.Of(new ExamplesView { Examples = [ViewOf(wanted, withCode: true)] }, wanted.Code);
    }

    private static ToolArgumentException Unknown(string name, List<string> names)
    {
        var nearest = NearestName.Of(name, names);
        return new ToolArgumentException(
            $"There is no example '{TerminalText.Escape(name)}'.",
            (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"There are: {string.Join(", ", names)}.");
    }

    private static ExampleView ViewOf(Example example, bool withCode) => new()
    {
        Name = example.Name,
        Title = example.Title,
        Description = example.Description,
        Teaches = example.Teaches,
        ProblemClass = example.ProblemClass,
        DataKeys = example.DataKeys,
        Code = withCode ? example.Code : null,
    };
}
