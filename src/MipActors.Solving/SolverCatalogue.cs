using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Solving;

/// <summary>One solver that a caller may name.</summary>
/// <param name="Id">What <see cref="SolveOptions.Solver"/> takes.</param>
/// <param name="Name">What its authors call it.</param>
/// <param name="Purpose">When to choose it, in a sentence.</param>
public sealed record SolverEntry(string Id, string Name, string Purpose);

/// <summary>
/// The solvers that are known before any worker runs, so that a wrong name costs no process. What a running worker has to say of them
/// (versions, features) is its description.
/// </summary>
public static class SolverCatalogue
{
    /// <summary>The id that leaves the choice to us.</summary>
    public const string Auto = "auto";

    /// <summary>All of them, <see cref="Auto"/> first.</summary>
    public static IReadOnlyList<SolverEntry> All { get; } =
    [
        new(Auto, "automatic", "SCIP for models with integer variables, HiGHS for linear ones"),
        new("highs", "HiGHS", "linear models, with duals and reduced costs; MIPs too, on one or more threads"),
        new("scip", "SCIP", "MIPs"),
    ];

    /// <summary>Whether there is a solver of this id.</summary>
    public static bool IsKnown(string id) => All.Any(entry => entry.Id == id);

    /// <summary>What to say of an id that is not known, with the nearest one named; null when it is known.</summary>
    public static string? Complaint(string id)
    {
        if (IsKnown(id))
        {
            return null;
        }

        var ids = All.Select(entry => entry.Id).ToArray();
        var hint = NearestName.Of(id, ids) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        return $"unknown solver '{id}'; known: {string.Join(", ", ids)}{hint}";
    }
}
