using MipActors.Core.Model;

namespace MipActors.SolverWorker;

/// <summary>The solvers in this worker and which one a call means.</summary>
internal static class Backends
{
    /// <summary>The id that leaves the choice to us.</summary>
    public const string Auto = "auto";

    public static Highs Highs { get; } = new();

    public static Scip Scip { get; } = new();

    private static IReadOnlyList<ISolverBackend> All { get; } = [Highs, Scip];

    /// <summary>What all of them are and can do.</summary>
    public static IReadOnlyList<SolverDescription> Describe() => [.. All.Select(backend => backend.Describe())];

    /// <summary>The backend that a call asks for; <c>auto</c> is SCIP for models with integers and HiGHS for LPs.</summary>
    /// <exception cref="SolveRefusedException">No backend has this id.</exception>
    public static ISolverBackend Choose(string id, bool isMip)
    {
        if (id == Auto)
        {
            return isMip ? Scip : Highs;
        }

        return All.FirstOrDefault(backend => backend.Id == id) ?? throw new SolveRefusedException(
            SolveRefusedException.UnknownSolver,
            $"unknown solver '{id}'; known: {string.Join(", ", All.Select(backend => backend.Id).Prepend(Auto))}");
    }

    /// <summary>The one that gives a second opinion on this one.</summary>
    public static ISolverBackend OtherThan(ISolverBackend backend) => backend is Scip ? Highs : Scip;
}
