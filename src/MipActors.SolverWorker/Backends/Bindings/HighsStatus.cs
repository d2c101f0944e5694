using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>HiGHS' words for the end of a run (kHighsModelStatus…) in ours.</summary>
internal static class HighsStatus
{
    public const int Infeasible = 8;

    public const int Optimal = 7;

    private const int SolveError = 4;
    private const int UnboundedOrInfeasible = 9;
    private const int Unbounded = 10;
    private const int ObjectiveBound = 11;
    private const int ObjectiveTarget = 12;
    private const int TimeLimit = 13;
    private const int IterationLimit = 14;
    private const int SolutionLimit = 16;
    private const int Interrupt = 17;

    /// <summary>Whether a primal point after this status is one of the model (after "unbounded" it is one on a ray).</summary>
    public static bool MayHavePoint(int code) => code is Optimal or >= ObjectiveBound;

    /// <summary>Our status and reason.</summary>
    public static (SolveStatus Status, StopReason Stop) Map(int code, bool hasPoint, bool failed)
    {
        var atLimit = hasPoint ? SolveStatus.Feasible : SolveStatus.NoSolution;
        return code switch
        {
            _ when failed && !hasPoint => (SolveStatus.NumericalTrouble, StopReason.Completed),
            Optimal => (hasPoint ? SolveStatus.Optimal : SolveStatus.NumericalTrouble, StopReason.Completed),
            Infeasible => (SolveStatus.Infeasible, StopReason.Completed),
            UnboundedOrInfeasible => (SolveStatus.InfeasibleOrUnbounded, StopReason.Completed),
            Unbounded => (SolveStatus.Unbounded, StopReason.Completed),
            TimeLimit => (atLimit, StopReason.TimeLimit),
            ObjectiveBound or ObjectiveTarget => (atLimit, StopReason.ObjectiveStop),
            IterationLimit or SolutionLimit => (atLimit, StopReason.OtherLimit),
            Interrupt => (atLimit, StopReason.Interrupted),
            _ => (hasPoint ? SolveStatus.Feasible : SolveStatus.NumericalTrouble, StopReason.Completed),
        };
    }

    /// <summary>The library's own word.</summary>
    public static string Word(int code) => code switch
    {
        SolveError => "solve error",
        Optimal => "optimal",
        Infeasible => "infeasible",
        UnboundedOrInfeasible => "primal infeasible or unbounded",
        Unbounded => "unbounded",
        ObjectiveBound => "bound on objective reached",
        ObjectiveTarget => "target for objective reached",
        TimeLimit => "time limit reached",
        IterationLimit => "iteration limit reached",
        SolutionLimit => "solution limit reached",
        Interrupt => "interrupted by user",
        _ => $"model status {code}",
    };
}
