using System.Globalization;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Solving.Instances;

/// <summary>A public instance and what is known of it, from the folder that MIPACTORS_INSTANCES names.</summary>
/// <param name="File">Its file in the folder.</param>
/// <param name="IsMip">Whether it is of the class MIP, else LP.</param>
/// <param name="IsInfeasible">Whether it is known to have no point.</param>
/// <param name="Objective">Its known optimum; null when infeasible.</param>
/// <param name="Seconds">How long the slower of the agreeing solvers took.</param>
internal sealed record KnownInstance(string File, bool IsMip, bool IsInfeasible, double? Objective, double Seconds)
{
    /// <summary>The solvers that take its class.</summary>
    public IReadOnlyList<string> Solvers => IsMip ? ["scip", "highs", "cbc", "cpsat"] : ["highs", "scip", "cbc", "glop", "pdlp"];

    public string Name => File.Split('.')[0];

    /// <summary>All of the folder; null, said by name, where it is not at hand.</summary>
    public static IReadOnlyList<KnownInstance>? All() => FalseVerdictTests.Instance("optima.tsv") is not { } path ? null :
        [.. System.IO.File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Where(cells => cells.Length >= 13).Select(cells => new KnownInstance(
            cells[0],
            cells[1] == "MIP",
            cells[6] == "infeasible",
            double.TryParse(cells[7], CultureInfo.InvariantCulture, out var objective) ? objective : null,
            double.TryParse(cells[12], CultureInfo.InvariantCulture, out var seconds) ? seconds : double.PositiveInfinity))];

    public LinearModel Model() => File == "issue-2585.lp" ? FalseVerdictTests.Issue2585 : MpsFile.Read(FalseVerdictTests.Instance(File)!);

    /// <summary>
    /// Whether an answer is <c>right</c> (within 1e-6 relative, 1e-9 at zero, and a point that passes verification), a <c>limit</c>, or <c>wrong</c>.
    /// </summary>
    public string Verdict(LinearModel model, Solution solution)
    {
        // A point is held against the model whatever is claimed of it: one that violates the model, or is better than the best, is wrong.
        var isPoint = solution.Values is { } values && SolutionCheck.Run(model, values, 1e-6, solution.Objective).IsValid;
        return solution.Status switch
        {
            SolveStatus.Optimal => isPoint && IsOptimum(solution.Objective) ? "right" : "wrong",
            SolveStatus.Infeasible => IsInfeasible ? "right" : "wrong",
            SolveStatus.Feasible => isPoint && !IsInfeasible && !IsBeyond(model, solution.Objective!.Value) ? "limit" : "wrong",
            SolveStatus.InfeasibleOrUnbounded when IsInfeasible => "limit",
            SolveStatus.NoSolution or SolveStatus.NumericalTrouble => "limit",
            _ => "wrong",
        };
    }

    private double Tolerance => Math.Max(1e-9, 1e-6 * Math.Abs(Objective ?? 0));

    private bool IsOptimum(double? value) => Objective is { } objective && value is { } found && Math.Abs(found - objective) <= Tolerance;

    private bool IsBeyond(LinearModel model, double value) =>
        Objective is { } objective && (model.Sense == ObjectiveSense.Minimize ? objective - value : value - objective) > Tolerance;
}
