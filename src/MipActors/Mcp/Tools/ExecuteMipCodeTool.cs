using System.ComponentModel;
using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Reports;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>execute_mip_code</c>: a PuLP program in, a verified answer out.</summary>
[McpServerToolType]
internal sealed class ExecuteMipCodeTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "execute_mip_code",
        Title = "Solve an optimisation model",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ReportView),
        ReadOnly = true,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Runs a Python program that models an optimisation problem with PuLP, in a sandbox, solves the problem with a real solver, "
        + "verifies the solution against the model, and returns status, objective, variables, constraints with slack, and what the program printed.")]
    public async Task<CallToolResult> ExecuteAsync(
        [Description("The whole Python program, with its imports. It may call prob.solve() any number of times; one that only defines a single problem has it solved at its end.")]
        string code,
        RequestContext<CallToolRequestParams> context,
        IProgress<ProgressNotificationValue> progress,
        CancellationToken cancellation,
        [Description("A JSON object that the program finds as the dict `data`.")]
        IReadOnlyDictionary<string, JsonElement>? data = null,
        [Description("Files for the program's private folder, by name: a text each (open(\"demand.csv\") reads it), or {\"base64\": \"…\"} for bytes.")]
        IReadOnlyDictionary<string, JsonElement>? files = null,
        [Description("Whether what is in the files that the program writes (writeLP, open(…, \"w\")) comes back too, up to 2 MB; they are listed in any case.")]
        bool return_files = false,
        [Description("Name of the LpProblem that is the answer. Default: the last one that the program solves, or the only one it defines.")]
        string? problem = null,
        [Description("auto (default: scip with integer variables, highs without), scip, highs, cbc (LP and MIP), cpsat (all variables integer and bounded), glop or pdlp (LP only), or race (two at once, the first proven answer wins). Wins over a solver named in the program.")]
        string solver = "auto",
        [Description("Solver settings: time_limit (s), relative_gap, absolute_gap, threads, seed, node_limit, objective_stop, bound_stop, log_level (none, normal, verbose), "
            + "cross_check (whether a second engine confirms a MIP's optimum), sensitivity (ranges of costs and right-hand sides), pool {count, relative_gap} (the best "
            + "solutions that differ in their integers), second_objective {sense, coefficients by variable name, relative_slack, front_points (0: after the first; n: Pareto front)}; "
            + "any other name is passed to the solver as its own parameter.")]
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
            Code = code,
            DataJson = data is null ? "{}" : JsonSerializer.Serialize(data),
            Files = ProgramFiles.Of(files),
            ReturnFiles = return_files,
            Problem = string.IsNullOrWhiteSpace(problem) ? null : problem.Trim(),
            Options = SolverParams.Options(solver, solver_params, include_solver_output),
            Validate = validate_solution,
            ValidationTolerance = ToolArguments.Positive("validation_tolerance", validation_tolerance, most: 1),
            Timeout = ToolArguments.Timeout(timeout),
        };
        var service = await gate.ServiceAsync(cancellation);
        await using var log = new ProgramLog(context);
        return ToolResults.Of(await service.SolveAsync(request, service.Settings.Jobs.Patience, new ProgressSteps(progress).Report, cancellation, log.Print), include_chart);
    }
}
