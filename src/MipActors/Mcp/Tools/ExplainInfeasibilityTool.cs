using System.ComponentModel;
using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>explain_infeasibility</c>: why a program's model has no answer, and what would give it one.</summary>
[McpServerToolType]
internal sealed class ExplainInfeasibilityTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "explain_infeasibility",
        Title = "Explain why a model is infeasible",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ReportView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Runs a PuLP program and, when its model is infeasible, returns in solution.explanation a smallest set of constraints, bounds and integralities that "
        + "contradict each other (verified: infeasible together, feasible as soon as any one is dropped), and the cheapest relaxations that make the model feasible. "
        + "A time limit gives a partial answer that says what is missing.")]
    public async Task<CallToolResult> ExplainAsync(
        [Description("The whole Python program, as for execute_mip_code.")]
        string code,
        IProgress<ProgressNotificationValue> progress,
        CancellationToken cancellation,
        [Description("A JSON object that the program finds as the dict `data`.")]
        IReadOnlyDictionary<string, JsonElement>? data = null,
        [Description("Names of constraints or variables that must never be relaxed (law, physics); a trailing * stands for all that begin so.")]
        IReadOnlyList<string>? hard = null,
        [Description("Names of constraints or variables that alone may be relaxed (policy); without it all constraints may that are not hard, and bounds of variables only when named here or in weights.")]
        IReadOnlyList<string>? policy = null,
        [Description("Cost of one unit of relaxation by name of constraint or variable; 1 where none is given.")]
        IReadOnlyDictionary<string, double>? weights = null,
        [Description("Wall-clock limit of the whole call in seconds; default 300.")]
        double? timeout = null)
    {
        var request = new SolveRequest
        {
            Code = code,
            DataJson = data is null ? "{}" : JsonSerializer.Serialize(data),
            Options = new SolveOptions
            {
                Explain = new ExplainWish
                {
                    Hard = hard ?? [],
                    Policy = policy ?? [],
                    Weights = weights ?? new Dictionary<string, double>(StringComparer.Ordinal),
                },
            },
            Timeout = ToolArguments.Timeout(timeout),
        };
        var service = await gate.ServiceAsync(cancellation);
        return ToolResults.Of(await service.SolveAsync(request, service.Settings.Jobs.Patience, new ProgressSteps(progress).Report, cancellation));
    }
}
