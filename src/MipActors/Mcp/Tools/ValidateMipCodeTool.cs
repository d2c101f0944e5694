using System.ComponentModel;
using System.Text;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>validate_mip_code</c>: what is wrong with a program, without running it.</summary>
[McpServerToolType]
internal sealed class ValidateMipCodeTool(ServiceGate gate)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [McpServerTool(
        Name = "validate_mip_code",
        Title = "Check a program without running it",
        UseStructuredContent = true,
        OutputSchemaType = typeof(FindingsView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Looks at a PuLP program without running any of it: syntax, modules that the sandbox has not, names and arguments that PuLP has not, "
        + "no LpProblem or no objective, products of variables, strict or chained inequalities, and/or between constraints, and other uses that fail "
        + "or silently give another model than is written. Each finding has line, column and what to do. Costs a fraction of a second; worth it for "
        + "long programs, and when execute_mip_code gives an answer that can not be right.")]
    public async Task<CallToolResult> ValidateAsync(
        [Description("The whole Python program.")]
        string code,
        CancellationToken cancellation)
    {
        var service = await gate.ServiceAsync(cancellation);
        var request = new SolveRequest { Code = code, ValidateOnly = true, Timeout = Patience };
        var report = await service.SolveAsync(request, _ => { }, cancellation);
        if (report.Findings is not { } findings)
        {
            return ToolResults.Failed(report.Fault is not { Code: not "deadline" } fault
                ? new JobFault("too-long", $"The program could not be looked at within {TimeSpan.FromTicks(Math.Min(Patience.Ticks, service.Settings.Jobs.LongestTimeout.Ticks)).TotalSeconds:0.###} s.") { Hint = "Shorten it: put its numbers into `data`." }
                : fault);
        }

        var view = FindingsView.Of(report.Message, findings);
        return ToolResults.Of(view, TextOf(view));
    }

    private static string TextOf(FindingsView view)
    {
        var text = new StringBuilder(view.Message).Append('\n');
        foreach (var finding in view.Findings)
        {
            var place = finding.Line is { } line ? $"line {line}{(finding.Column is { } column ? $", column {column}" : "")}: " : "";
            text.Append($"{finding.Severity}: {place}{TerminalText.Escape(finding.Message)} [{finding.Code}]");
            text.Append(finding.Hint is null ? "\n" : $" {TerminalText.Escape(finding.Hint)}\n");
        }

        return text.ToString();
    }
}
