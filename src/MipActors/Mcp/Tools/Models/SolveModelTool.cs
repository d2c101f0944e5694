using System.ComponentModel;
using System.Text.Json;
using MipActors.Hosting;
using MipActors.Library;
using MipActors.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools.Models;

/// <summary>The tool <c>solve_model</c>: a kept model, with data.</summary>
[McpServerToolType]
internal sealed class SolveModelTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "solve_model",
        Title = "Solve a kept model",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ReportView),
        Destructive = false,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Solves a model that define_model has kept, with data for its parameters, and returns the same as execute_mip_code. Other data are a what-if: "
        + "the answer is kept as a solution of the model under its job_id, and compare_solutions tells two apart.")]
    public async Task<CallToolResult> SolveAsync(
        [Description("Name of the model.")] string model,
        RequestContext<CallToolRequestParams> context,
        IProgress<ProgressNotificationValue> progress,
        CancellationToken cancellation,
        [Description("Values of the model's parameters, by name; those left out take their defaults.")]
        IReadOnlyDictionary<string, JsonElement>? data = null,
        [Description("As for execute_mip_code.")] string solver = "auto",
        [Description("As for execute_mip_code.")] IReadOnlyDictionary<string, JsonElement>? solver_params = null,
        [Description("Whether the solver's log comes along.")] bool include_solver_output = false,
        [Description("Whether the chart of incumbent and bound over time comes along, as an image (PNG), where the search took long enough to have one.")]
        bool include_chart = false,
        [Description("Wall-clock limit of the whole call in seconds; default 300.")] double? timeout = null)
    {
        var service = await gate.ServiceAsync(cancellation);
        var request = ModelData.Request(await KeptModels.FindAsync(service, model, cancellation), data) with
        {
            Options = SolverParams.Options(solver, solver_params, include_solver_output),
            Timeout = ToolArguments.Timeout(timeout),
        };
        await using var log = new ProgramLog(context);
        return ToolResults.Of(await service.SolveAsync(request, service.Settings.Jobs.Patience, new ProgressSteps(progress).Report, cancellation, log.Print), include_chart);
    }
}
