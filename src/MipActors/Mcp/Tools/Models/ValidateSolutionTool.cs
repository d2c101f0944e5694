using System.ComponentModel;
using System.Text.Json;
using MipActors.Actors;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Hosting;
using MipActors.Library;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MipActors.Mcp.Tools.Models;

/// <summary>The tool <c>validate_solution</c>: a solution that somebody else found, against a kept model.</summary>
[McpServerToolType]
internal sealed class ValidateSolutionTool(ServiceGate gate)
{
    [McpServerTool(
        Name = "validate_solution",
        Title = "Check somebody else's solution",
        UseStructuredContent = true,
        OutputSchemaType = typeof(ForeignSolutionView),
        Destructive = false,
        Idempotent = true,
        OpenWorld = false)]
    [Description("Checks values of variables, from a spreadsheet, a person or another solver, against a kept model with data: which constraints, bounds and integralities they "
        + "break, what their objective is, and how far that is from the best known. The model is solved first where it has not been with these data.")]
    public async Task<CallToolResult> ValidateAsync(
        [Description("Name of the model.")] string model,
        [Description("Values by the names of variables; those left out count as 0.")] IReadOnlyDictionary<string, double> variables,
        IProgress<ProgressNotificationValue> progress,
        CancellationToken cancellation,
        [Description("Values of the model's parameters, as for solve_model.")] IReadOnlyDictionary<string, JsonElement>? data = null,
        [Description("The objective that is claimed for it; null when none is.")] double? objective = null,
        [Description("Tolerance of the check, relative to max(1, |limit|).")] double tolerance = 1e-6)
    {
        ToolArguments.Positive("tolerance", tolerance, most: 1);
        var service = await gate.ServiceAsync(cancellation);
        var request = ModelData.Request(await KeptModels.FindAsync(service, model, cancellation), data);
        var known = (await service.Library.ReportOfAsync(request.StoredAs!, request.DataJson, cancellation)).Report;
        if (known?.Model is null)
        {
            switch (await service.SolveAsync(request, service.Settings.Jobs.Patience, new ProgressSteps(progress).Report, cancellation))
            {
                case JobAnswer.Running running:
                    return Answer(new ForeignSolutionView
                    {
                        Status = "running",
                        Message = $"The model is being solved with these data first; call again when get_job says that job {running.JobId} has ended.",
                        BestKnownSolutionId = running.JobId,
                    });
                case JobAnswer.Ended ended:
                    known = ended.Report;
                    break;
            }
        }

        if (known?.Model is not { } stated)
        {
            return ToolResults.Failed(known?.Fault ?? new JobFault("no-problem", "The program stated no model with these data.") { Hint = known?.Message });
        }

        var (values, unnamed) = ValuesOf(stated, variables);
        return Answer(ForeignSolutionView.Of(stated, known, SolutionCheck.Run(stated, values, tolerance, objective), unnamed));
    }

    private static CallToolResult Answer(ForeignSolutionView view) => ToolResults.Of(view, view.ToText());

    private static (double[] Values, int Unnamed) ValuesOf(LinearModel model, IReadOnlyDictionary<string, double> variables)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var column = 0; column < model.ColumnCount; column++)
        {
            columns.TryAdd(model.ColumnNames[column], column);
        }

        var values = new double[model.ColumnCount];
        foreach (var (name, value) in variables)
        {
            if (!columns.TryGetValue(name, out var column))
            {
                var nearest = NearestName.Of(name, columns.Keys.Take(10_000));
                throw new ToolArgumentException(
                    $"The model has no variable '{TerminalText.Escape(name)}'.",
                    nearest is null ? $"Its variables are like {string.Join(", ", columns.Keys.Take(5))}." : $"Did you mean '{nearest}'?");
            }

            values[column] = value;
        }

        return (values, model.ColumnCount - variables.Count);
    }
}
