using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Solving;

/// <summary>Models on which a solver that we ship gives a false verdict (HiGHS' issues 2585 and 2173), or fails.</summary>
public sealed class FalseVerdictTests
{
    /// <summary>HiGHS' issue 2585: −175.91 is optimal (found by enumeration); HiGHS 1.12 with presolve says infeasible.</summary>
    internal static LinearModel Issue2585
    {
        get
        {
            const double infinity = double.PositiveInfinity;
            var model = Models.Build(
                ObjectiveSense.Minimize,
                [-24, 5, 7.4, 9],
                [
                    (-infinity, [96.55, 0, -32.45, 88.78], 1216.06),
                    (-infinity, [-3.14, -78.02, 0, 0], -50.5404),
                    (-infinity, [0, 11.8, -21.94, 0], 3.422),
                    (-infinity, [0, 0, 91.59, -10.58], -35.25),
                    (-infinity, [79.17, 1.73, 0, -73.23], 411.403),
                    (-infinity, [-10.61, -94.66, 0, 76.88], 195.69),
                ],
                lower: -100,
                upper: 100);
            model.Kinds[2] = model.Kinds[3] = VariableKind.Integer;
            return model;
        }
    }

    [Fact]
    public async Task Issue_2585_is_solved_right_by_default()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Issue2585, new SolveOptions { TimeLimitSeconds = 30 });
        Assert.Equal(SolveStatus.Optimal, solution.Status);
        Assert.Equal(-175.91, solution.Objective!.Value, 4);
        Assert.Equal("scip", solution.Solver);
    }

    [Fact]
    public async Task Issue_2585_is_not_called_infeasible_by_highs()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Issue2585, new SolveOptions { Solver = "highs", TimeLimitSeconds = 30 });
        Assert.Equal(SolveStatus.Optimal, solution.Status);
        Assert.Equal(-175.91, solution.Objective!.Value, 4);
        Assert.Contains("highs claimed 'infeasible', refuted by a point", solution.Confirmation.Contradiction);
        // Its second word is not taken for it either.
        Assert.Equal((ConfirmationLevel.Confirmed, "scip"), (solution.Confirmation.Level, solution.Confirmation.By));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("highs")]
    public async Task Issue_2173_has_its_true_optimum(string solver)
    {
        if (Instance("issue-2173.mps.gz") is not { } path)
        {
            return;
        }

        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(MpsFile.Read(path), new SolveOptions { Solver = solver, TimeLimitSeconds = 50 });
        Assert.True(solution.Status is SolveStatus.Optimal or SolveStatus.Feasible, $"{solution.Status}: {solution.Message}");
        Assert.Equal(-26770.8075489, solution.Objective!.Value, 2);
    }

    [Fact]
    public async Task A_model_on_which_highs_fails_is_asked_again_without_presolve()
    {
        await using var worker = await WorkerProcess.StartAsync();
        var solution = await worker.SolveAsync(Models.IntegerInfeasible(), new SolveOptions { Solver = "highs" });
        Assert.Equal(SolveStatus.Infeasible, solution.Status);
        Assert.StartsWith("infeasible without presolve (with it: ", solution.Message, StringComparison.Ordinal);
    }

    /// <summary>Its rows contradict each other by less than a solver's tolerance, so that there is a "point" that a check with 1e-6 lets pass.</summary>
    [Theory]
    [InlineData("cbc")]
    [InlineData("glop")]
    [InlineData("highs")]
    public async Task A_model_infeasible_by_less_than_a_tolerance_is_infeasible_by_exact_multipliers(string solver)
    {
        if (Instance("cplex2.mps.gz") is not { } path)
        {
            return;
        }

        await using var worker = await WorkerProcess.StartAsync();
        var model = MpsFile.Read(path);
        var solution = await worker.SolveAsync(model, new SolveOptions { Solver = solver, TimeLimitSeconds = 50 });
        Assert.Equal((SolveStatus.Infeasible, ConfirmationLevel.Confirmed), (solution.Status, solution.Confirmation.Level));
        Assert.StartsWith("Farkas multipliers", solution.Confirmation.By, StringComparison.Ordinal);
        Assert.Equal(ProofVerdict.Proven, LpProof.Of(model, solution, 1e-6, TimeSpan.FromSeconds(20), CancellationToken.None).Verdict);
    }

    /// <summary>PDLP's and CBC's points miss these models by more than 1e-6 though the values are right to eight digits.</summary>
    [Theory]
    [InlineData("pdlp", "israel.mps.gz", -896644.8218630459)]
    [InlineData("cbc", "pilotnov.mps.gz", -4497.2761882188715)]
    public async Task A_right_optimum_whose_point_misses_the_model_gets_a_point_that_does_not(string solver, string file, double optimum)
    {
        if (Instance(file) is not { } path)
        {
            return;
        }

        await using var worker = await WorkerProcess.StartAsync();
        var model = MpsFile.Read(path);
        var solution = await worker.SolveAsync(model, new SolveOptions { Solver = solver, TimeLimitSeconds = 50 });
        Assert.Equal((SolveStatus.Optimal, ConfirmationLevel.Confirmed), (solution.Status, solution.Confirmation.Level));
        Assert.InRange(Math.Abs(solution.Objective!.Value - optimum), 0, 1e-8 * Math.Abs(optimum));
        Assert.True(SolutionCheck.Run(model, solution.Values!, 1e-6, solution.Objective).IsValid);
        Assert.Contains("missed the model", solution.Message, StringComparison.Ordinal);
    }

    /// <summary>A file of the instance folder (MIPACTORS_INSTANCES), or null, said by name, where the folder is not at hand.</summary>
    internal static string? Instance(string file)
    {
        var path = Environment.GetEnvironmentVariable("MIPACTORS_INSTANCES") is { Length: > 0 } folder ? Path.Combine(folder, file) : null;
        if (path is null || !File.Exists(path))
        {
            Console.WriteLine($"skipped {file}: MIPACTORS_INSTANCES names no folder that has it");
            return null;
        }

        return path;
    }
}
