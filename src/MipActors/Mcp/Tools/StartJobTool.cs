using System.ComponentModel;
using System.Text.Json;
using MipActors.Core.Model;
using MipActors.Hosting;
using MipActors.Library;
using MipActors.Mcp.Tools.Models;
using MipActors.Reports;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools;

/// <summary>The tool <c>start_job</c>: a solve that holds no call.</summary>
[McpServerToolType]
internal sealed class StartJobTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "start_job",
        Title = "Start a long solve",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ReportView),
        Destructive = false,
        Idempotent = false,
        OpenWorld = false)]
    [Description("Starts what execute_mip_code (code) or solve_model (model) would do and answers at once, with status running and the job_id: for solves of minutes and hours. "
        + "get_job waits for it and tells incumbent, bound and gap meanwhile; cancel_job stops it and returns the best found; the chart of its bounds comes with get_job (include_chart).")]
    public async Task<CallToolResult> StartAsync(
        CancellationToken cancellation,
        [Description("The whole Python program, as for execute_mip_code; either this or model.")] string? code = null,
        [Description("Name of a kept model, as for solve_model; either this or code.")] string? model = null,
        [Description("As for execute_mip_code.")] IReadOnlyDictionary<string, JsonElement>? data = null,
        [Description("As for execute_mip_code.")] string solver = "auto",
        [Description("As for execute_mip_code.")] IReadOnlyDictionary<string, JsonElement>? solver_params = null,
        [Description("Wall-clock limit of the whole job in seconds; default 300.")] double? timeout = null,
        [Description("Whether the job survives a restart of the server, which then runs it again under the same job_id, with its whole time. Only where the server "
            + "keeps a journal (mipactors.jobs.journal).")] bool durable = false)
    {
        if (code is null == model is null)
        {
            throw new ToolArgumentException("start_job takes either code or model.", "Give a whole program as code, or the name of a kept model.");
        }

        var service = await gate.ServiceAsync(cancellation);
        var request = model is not null
            ? ModelData.Request(await KeptModels.FindAsync(service, model, cancellation), data)
            : new SolveRequest { Code = code!, DataJson = data is null ? "{}" : JsonSerializer.Serialize(data) };
        return ToolResults.Of(await service.BeginAsync(
            request with { Options = SolverParams.Options(solver, solver_params, wantsLog: true), Timeout = ToolArguments.Timeout(timeout), Durable = durable }, cancellation));
    }
}
