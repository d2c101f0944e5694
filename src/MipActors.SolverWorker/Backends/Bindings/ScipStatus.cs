using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>SCIP's words for the end of a solve (SCIP_STATUS, 10.0) in ours.</summary>
internal static class ScipStatus
{
    private const int Optimal = 1;
    private const int Infeasible = 2;
    private const int Unbounded = 3;
    private const int InfeasibleOrUnbounded = 4;
    private const int UserInterrupt = 10;
    private const int Terminate = 11;
    private const int NodeLimit = 20;
    private const int TotalNodeLimit = 21;
    private const int StallNodeLimit = 22;
    private const int TimeLimit = 23;
    private const int MemoryLimit = 24;
    private const int GapLimit = 25;
    private const int PrimalLimit = 26;
    private const int DualLimit = 27;
    private const int SolutionLimit = 28;
    private const int BestSolutionLimit = 29;
    private const int RestartLimit = 30;

    /// <summary>Our status and reason. The gap limit is optimality within the gap that was asked for.</summary>
    public static (SolveStatus Status, StopReason Stop) Map(int code, bool hasPoint)
    {
        var atLimit = hasPoint ? SolveStatus.Feasible : SolveStatus.NoSolution;
        return code switch
        {
            Optimal or GapLimit => (hasPoint ? SolveStatus.Optimal : SolveStatus.NumericalTrouble, StopReason.Completed),
            Infeasible => (SolveStatus.Infeasible, StopReason.Completed),
            Unbounded => (SolveStatus.Unbounded, StopReason.Completed),
            InfeasibleOrUnbounded => (SolveStatus.InfeasibleOrUnbounded, StopReason.Completed),
            UserInterrupt or Terminate => (atLimit, StopReason.Interrupted),
            TimeLimit => (atLimit, StopReason.TimeLimit),
            NodeLimit or TotalNodeLimit => (atLimit, StopReason.NodeLimit),
            PrimalLimit or DualLimit => (atLimit, StopReason.ObjectiveStop),
            >= NodeLimit and <= RestartLimit => (atLimit, StopReason.OtherLimit),
            _ => (hasPoint ? SolveStatus.Feasible : SolveStatus.NumericalTrouble, StopReason.Completed),
        };
    }

    /// <summary>The library's own word.</summary>
    public static string Word(int code) => code switch
    {
        Optimal => "optimal",
        Infeasible => "infeasible",
        Unbounded => "unbounded",
        InfeasibleOrUnbounded => "infeasible or unbounded",
        UserInterrupt or Terminate => "user interrupt",
        NodeLimit or TotalNodeLimit or StallNodeLimit => "node limit reached",
        TimeLimit => "time limit reached",
        MemoryLimit => "memory limit reached",
        GapLimit => "gap limit reached",
        PrimalLimit or DualLimit => "bound limit reached",
        SolutionLimit or BestSolutionLimit => "solution limit reached",
        RestartLimit => "restart limit reached",
        _ => $"status {code}",
    };
}
