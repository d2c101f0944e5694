using System.Globalization;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Actors.Runs;

/// <summary>The decisions of a race: who runs, who has won, whether they agree. Pure.</summary>
internal static class RaceDecision
{
    /// <summary>What <see cref="SolveOptions.Solver"/> says for a race.</summary>
    public const string Id = "race";

    /// <summary>Code of the fault when two racers contradict each other.</summary>
    public const string DisagreesCode = "race-disagrees";

    private const double Tolerance = 1e-6;

    /// <summary>The racers for a model: engines that share no code.</summary>
    public static IReadOnlyList<string> Racers(LinearModel model) => model.IsMip ? ["scip", "highs"] : ["highs", "glop"];

    /// <summary>Whether the search came to its end with a word that ends a race.</summary>
    public static bool IsProven(Solution solution) => solution.StopReason == StopReason.Completed
        && solution.Status is SolveStatus.Optimal or SolveStatus.Infeasible or SolveStatus.Unbounded;

    /// <summary>What is known of the running race: the best incumbent and the best bound, whoever has them.</summary>
    public static SolveProgress Merge(ObjectiveSense sense, IReadOnlyList<SolveProgress> looks)
    {
        var sign = sense == ObjectiveSense.Maximize ? -1.0 : 1.0;
        return new SolveProgress(
            looks.Max(look => look.ElapsedSeconds),
            looks.Min(look => sign * look.Incumbent) * sign,
            looks.Max(look => sign * look.DualBound) * sign,
            looks.Sum(look => look.Nodes),
            looks.Sum(look => look.Iterations));
    }

    /// <summary>The answer: the winner's; without one the best solution with the best bound.</summary>
    public static Solution Best(ObjectiveSense sense, IReadOnlyList<Solution> answers, Solution? winner)
    {
        var sign = sense == ObjectiveSense.Maximize ? -1.0 : 1.0;
        var ids = string.Join(" and ", answers.Select(answer => answer.Solver));
        if (winner is not null)
        {
            var against = string.Join(", ", answers.Where(answer => answer != winner).Select(answer => answer.Solver));
            return winner with { Choice = against.Length > 0 ? $"race: {winner.Solver} was first, before {against}" : $"race: {winner.Solver} was first" };
        }

        var best = answers.OrderBy(answer => answer.HasValues ? 0 : 1).ThenBy(answer => sign * (answer.Objective ?? 0)).First();
        return best with
        {
            DualBound = answers.Max(answer => sign * answer.DualBound) * sign,
            Choice = $"race: none of {ids} came to an end; {best.Solver} had the best answer",
        };
    }

    /// <summary>What two answers say that can not both be true, in a sentence; null when they agree. Points are believed after a check alone.</summary>
    public static string? Contradiction(LinearModel model, IReadOnlyList<Solution> answers)
    {
        foreach (var claim in answers.Where(IsProven))
        {
            foreach (var other in answers.Where(answer => answer != claim))
            {
                if (Contradicts(model, claim, other))
                {
                    return $"{claim.Solver} and {other.Solver} contradict each other: {Say(claim)}, {Say(other)}. "
                        + "Do not trust either before the model was looked at: large coefficients (big M) and loose tolerances are the usual cause.";
                }
            }
        }

        return null;
    }

    private static bool Contradicts(LinearModel model, Solution claim, Solution other)
    {
        if (IsProven(other) && claim.Status != other.Status)
        {
            return true;
        }

        if (other is not { Values: { } values, Objective: { } objective } || !SolutionCheck.Run(model, values, Tolerance, objective).IsValid)
        {
            return false;
        }

        // A point, whoever found it: none exists of an infeasible model, and none is better than an optimum.
        var sign = model.Sense == ObjectiveSense.Maximize ? -1 : 1;
        return claim.Status == SolveStatus.Infeasible
            || (claim is { Status: SolveStatus.Optimal, DualBound: { } bound } && sign * (bound - objective) > Tolerance * Math.Max(1, Math.Abs(bound)));
    }

    private static string Say(Solution answer) => answer.Objective is { } objective
        ? string.Create(CultureInfo.InvariantCulture, $"{answer.Solver} says {answer.Status.ToString().ToLowerInvariant()} at {objective:G12}")
        : $"{answer.Solver} says {answer.Status.ToString().ToLowerInvariant()}";
}
