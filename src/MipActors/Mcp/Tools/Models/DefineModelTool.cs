using System.ComponentModel;
using System.Text;
using System.Text.Json;
using MipActors.Actors.Library;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Library;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools.Models;

/// <summary>The tool <c>define_model</c>: a program with named parameters, kept by name.</summary>
[McpServerToolType]
internal sealed class DefineModelTool(ServiceGate gate)
{
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(30);

    [McpServerTool(
        Name = "define_model",
        Title = "Keep a model by name",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ModelEntryView),
        Destructive = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Keeps a PuLP program (or an LP or MPS text) under a name, for solve_model to solve with other data as often as wanted. The program is looked at "
        + "first, without running it, and refused when it can not work. The same name again replaces it by a new version; solutions found with earlier versions stay.")]
    public async Task<CallToolResult> DefineAsync(
        [Description("Name of the model: letters, digits, dots, dashes and underscores.")] string name,
        [Description("The whole program, as for execute_mip_code: it takes its numbers from the dict `data`. Or the text of a model.")] string code,
        CancellationToken cancellation,
        [Description("What the model answers, for whoever looks for it later.")] string description = "",
        [Description("What the program reads from `data`: by name an object {\"description\": …, \"default\": …}, both optional; one without a default has to be given to each "
            + "solve_model. Without any parameters all data are passed on unchecked.")]
        IReadOnlyDictionary<string, JsonElement>? parameters = null,
        [Description("python (default), lp or mps; the last two take no parameters.")] string format = "python")
    {
        var form = format.Trim().ToLowerInvariant() switch
        {
            "python" => (ModelFormat?)null,
            "lp" => ModelFormat.Lp,
            "mps" => ModelFormat.Mps,
            _ => throw new ToolArgumentException("format", $"is \"{format}\"", "python, lp or mps"),
        };
        if (form is not null && parameters is { Count: > 0 })
        {
            throw new ToolArgumentException("The text of a model has no parameters.", "Leave parameters out, or write a program.");
        }

        var definition = new ModelDefinition(ModelData.Name("name", name), description.Trim(), code, form, ModelData.Parameters(parameters));
        var service = await gate.ServiceAsync(cancellation);
        if (form is null)
        {
            var look = await service.SolveAsync(new SolveRequest { Code = code, ValidateOnly = true, Timeout = LookPatience }, _ => { }, cancellation);
            if (look.Fault is not null || look.Findings?.Any(finding => finding.Severity == FindingSeverity.Error) == true)
            {
                return ToolResults.Failed(look.Fault ?? Complaint(look.Findings!));
            }
        }
        else if (code.Length > service.Settings.Limits.ModelTextBytes || string.IsNullOrWhiteSpace(code))
        {
            throw new ToolArgumentException("code", $"has {code.Length:N0} characters", $"1 to {service.Settings.Limits.ModelTextBytes:N0}");
        }

        var (model, fault) = await service.Library.DefineAsync(definition, cancellation);
        if (model is null)
        {
            return ToolResults.Failed(fault!);
        }

        var view = ModelEntryView.Of(model, withCode: false);
        return ToolResults.Of(view, view.ToText());
    }

    private static JobFault Complaint(IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder("The program can not work, and is not kept:");
        foreach (var finding in findings.Where(finding => finding.Severity == FindingSeverity.Error).Take(10))
        {
            text.Append($"\n{(finding.Line is { } line ? $"line {line}: " : "")}{finding.Message} {finding.Hint}".TrimEnd());
        }

        return new JobFault("model-refused", text.ToString()) { Hint = "Mend the program and define it again; validate_mip_code looks at it in the same way." };
    }
}
