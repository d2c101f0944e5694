using MipActors.Actors;
using MipActors.Actors.Library;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Mcp.Tools.Models;

/// <summary>Finds what the arguments of a tool name, or says what there is.</summary>
internal static class KeptModels
{
    /// <exception cref="ToolArgumentException">There is no model of that name.</exception>
    public static async Task<StoredModel> FindAsync(SolverService service, string name, CancellationToken cancellation)
    {
        if (await service.Library.FindAsync(name.Trim(), cancellation) is { } found)
        {
            return found;
        }

        var names = (await service.Library.AllAsync(cancellation)).Select(model => model.Definition.Name).ToList();
        var nearest = NearestName.Of(name, names);
        throw new ToolArgumentException(
            $"There is no model '{TerminalText.Escape(name)}'.",
            names.Count == 0 ? "None is defined yet: define_model keeps one."
                : (nearest is null ? "" : $"Did you mean '{nearest}'? ") + $"There are: {string.Join(", ", names.Take(50))}.");
    }

    /// <exception cref="ToolArgumentException">No report of that id is kept.</exception>
    public static async Task<(JobReport Report, ReportEntry Entry)> SolutionAsync(SolverService service, string id, CancellationToken cancellation) =>
        await service.Library.ReportAsync(id.Trim(), cancellation) is { Report: { } report, Entry: { } entry }
            ? (report, entry)
            : throw new ToolArgumentException($"No solution '{TerminalText.Escape(id)}' is kept.", "list_solutions and list_jobs show those that are; get_job waits for one that is still on its way.");
}
