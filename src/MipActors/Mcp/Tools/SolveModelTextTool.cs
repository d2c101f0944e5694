using System.ComponentModel;
using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>solve_model_text</c>: a model as LP or MPS text in, a verified answer out.</summary>
[McpServerToolType]
internal sealed class SolveModelTextTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "solve_model_text",
        Title = "Solve a model given as LP or MPS text",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ReportView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Solves a model that is written in the LP format (of CPLEX; PuLP, Gurobi and others write it too) or in MPS (free or fixed), verifies the "
        + "solution against the model, and returns the same as execute_mip_code. Needs no program; for a model that has to be made from data write one.")]
    public async Task<CallToolResult> SolveAsync(
        [Description("lp or mps.")]
        string format,
        [Description("The whole text of the model.")]
        string text,
        IProgress<ProgressNotificationValue> progress,
        CancellationToken cancellation,
        [Description("auto (default: scip with integer variables, highs without) or the id of a solver (get_solver_info lists them).")]
        string solver = "auto",
        [Description("Solver settings: time_limit (s), relative_gap, absolute_gap, threads, seed; any other name is passed to the solver as its own parameter.")]
        IReadOnlyDictionary<string, JsonElement>? solver_params = null,
        [Description("Whether the solution is checked independently of the solver.")]
        bool validate_solution = true,
        [Description("Tolerance of that check, relative to max(1, |limit|).")]
        double validation_tolerance = 1e-6,
        [Description("Whether the solver's log comes along.")]
        bool include_solver_output = false,
        [Description("Whether the chart of incumbent and bound over time comes along, as an image (PNG), where the search took long enough to have one.")]
        bool include_chart = false,
        [Description("Wall-clock limit of the whole call in seconds; default 300.")]
        double? timeout = null)
    {
        var request = new SolveRequest
        {
            Code = text,
            Format = FormatOf(format),
            FileName = $"model.{format.Trim().ToLowerInvariant()}",
            Options = SolverParams.Options(solver, solver_params, include_solver_output),
            Validate = validate_solution,
            ValidationTolerance = ToolArguments.Positive("validation_tolerance", validation_tolerance, most: 1),
            Timeout = ToolArguments.Timeout(timeout),
        };
        var service = await gate.ServiceAsync(cancellation);
        return ToolResults.Of(await service.SolveAsync(request, service.Settings.Jobs.Patience, new ProgressSteps(progress).Report, cancellation), include_chart);
    }

    private static ModelFormat FormatOf(string format) => format.Trim().ToLowerInvariant() switch
    {
        "lp" => ModelFormat.Lp,
        "mps" => ModelFormat.Mps,
        _ => throw new ToolArgumentException("format", $"is \"{format}\"", "lp or mps"),
    };
}
