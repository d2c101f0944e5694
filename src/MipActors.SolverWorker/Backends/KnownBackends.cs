using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>The solvers in this worker and which one a call means. A backend makes itself known (docs/backends.md).</summary>
internal static class KnownBackends
{
    /// <summary>The id that leaves the choice to us.</summary>
    public const string Auto = "auto";

    private static readonly SortedList<int, ISolverBackend> ByRank = [];

    private static IEnumerable<ISolverBackend> All => ByRank.Values;

    /// <summary>Makes a backend known; called once for each, by a module initializer in its own file.</summary>
    public static void Add(ISolverBackend backend) => ByRank.Add(backend.Rank, backend);

    /// <summary>What all of them are and can do.</summary>
    public static IReadOnlyList<SolverDescription> Describe() => [.. All.Select(backend => backend.Describe())];

    /// <summary>Has each do ahead what it can.</summary>
    public static void Prepare()
    {
        foreach (var backend in All)
        {
            backend.Prepare();
        }
    }

    /// <summary>The backend that a call asks for, and why it is that one (empty when the caller named it).</summary>
    /// <exception cref="SolveRefusedException">No backend has this id.</exception>
    public static (ISolverBackend Backend, string Why) Choose(string id, LinearModel model)
    {
        if (id == Auto)
        {
            var (kind, words) = model.IsMip ? (ProblemClass.Mip, "models with integer variables") : (ProblemClass.Lp, "linear models");
            var choice = All.First(backend => backend.DefaultFor.Contains(kind));
            return (choice, $"auto: {choice.Id} is the default for {words}");
        }

        if (All.FirstOrDefault(backend => backend.Id == id) is { } named)
        {
            return (named, "");
        }

        // A race is made of several workers, so that no worker is asked for one; to the caller it is a solver like the others.
        string[] ids = [Auto, .. All.Select(backend => backend.Id), "race"];
        var hint = NearestName.Of(id, ids) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        throw new SolveRefusedException(SolveRefusedException.UnknownSolver, $"unknown solver '{id}'; known: {string.Join(", ", ids)}{hint}");
    }

    /// <summary>The one that gives a second opinion on this one's word: the best other that takes the model without further conditions.</summary>
    public static ISolverBackend OtherThan(ISolverBackend backend, LinearModel model) => All.First(other =>
        other != backend && other.TakesEveryModelOfItsClass && other.Classes.Contains(model.IsMip ? ProblemClass.Mip : ProblemClass.Lp));

    /// <summary>One that confirms this one's optimum of this very model in no time, if there is such a one.</summary>
    public static ISolverBackend? QuickerThan(ISolverBackend backend, LinearModel model) => All.FirstOrDefault(other => other != backend && other.IsQuickAt(model));
}
