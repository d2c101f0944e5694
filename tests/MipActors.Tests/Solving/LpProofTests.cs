using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Core.Verification;

namespace MipActors.Tests.Solving;

/// <summary>Answers of real solvers, proven in fractions.</summary>
public sealed class LpProofTests
{
    private const double Inf = double.PositiveInfinity;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData(ObjectiveSense.Maximize)]
    [InlineData(ObjectiveSense.Minimize)]
    public async Task The_optimum_of_a_model_worked_by_hand_is_proven(ObjectiveSense sense)
    {
        var proof = await ProveAsync(Models.Wyndor(sense));
        Assert.Equal((ProofVerdict.Proven, 0), (proof.Verdict, proof.Pivots));
        Assert.Equal(sense == ObjectiveSense.Maximize ? "36" : "-36", proof.ExactObjective);
        Assert.Equal(sense == ObjectiveSense.Maximize ? 36 : -36, proof.RigorousBound);
    }

    [Fact]
    public async Task Numbers_mean_what_they_are_written_as()
    {
        // 0.1 x + 0.2 y = 0.3 thrice over, each time in other units: in binary fractions no point satisfies all of them.
        var model = Models.Build(
            ObjectiveSense.Minimize, [1, 1], [(0.3, [0.1, 0.2], 0.3), (0.9, [0.3, 0.6], 0.9), (2.1, [0.7, 1.4], 2.1)]);
        var proof = await ProveAsync(model);
        Assert.Equal((ProofVerdict.Proven, "3/2"), (proof.Verdict, proof.ExactObjective));
    }

    [Fact]
    public async Task A_third_is_a_third()
    {
        var model = Models.Build(ObjectiveSense.Maximize, [1], [(-Inf, [3], 1)]);
        var proof = await ProveAsync(model);
        Assert.Equal("1/3", proof.ExactObjective);
        Assert.Equal(Math.BitIncrement(1.0 / 3), proof.RigorousBound!.Value);
    }

    [Theory]
    [InlineData(BasisStatus.Basic, BasisStatus.AtLower)]
    [InlineData(BasisStatus.AtLower, BasisStatus.AtLower)]
    public async Task A_basis_that_is_not_optimal_is_mended_by_exact_pivots(BasisStatus x, BasisStatus y)
    {
        var model = Models.Wyndor(ObjectiveSense.Maximize);
        var solution = await SolveAsync(model);
        var rows = new[] { x, y }.Count(status => status == BasisStatus.Basic) == 1
            ? new[] { BasisStatus.AtUpper, BasisStatus.Basic, BasisStatus.Basic } : [BasisStatus.Basic, BasisStatus.Basic, BasisStatus.Basic];
        var proof = LpProof.Of(model, solution with { Basis = new Basis([x, y], rows) }, 1e-6, Time, default);
        Assert.Equal((ProofVerdict.Proven, "36"), (proof.Verdict, proof.ExactObjective));
        Assert.True(proof.Pivots > 0);
    }

    [Fact]
    public async Task A_wrong_objective_is_refuted()
    {
        var solution = await SolveAsync(Models.Wyndor(ObjectiveSense.Maximize));
        var proof = LpProof.Of(Models.Wyndor(ObjectiveSense.Maximize), solution with { Objective = 35 }, 1e-6, Time, default);
        Assert.Equal(ProofVerdict.Refuted, proof.Verdict);
    }

    [Fact]
    public async Task A_false_infeasible_is_refuted()
    {
        var model = Models.Wyndor(ObjectiveSense.Maximize);
        var solution = await SolveAsync(model);
        var proof = LpProof.Of(model, solution with { Status = SolveStatus.Infeasible, Values = null, FarkasMultipliers = [1, 1, -1] }, 1e-6, Time, default);
        Assert.Equal(ProofVerdict.Refuted, proof.Verdict);
    }

    [Fact]
    public async Task Infeasibility_is_proven_with_multipliers_and_without()
    {
        var model = Models.Build(ObjectiveSense.Minimize, [1, 1], [(3, [1, 1], Inf), (-Inf, [1, 1], 2)]);
        var solution = await SolveAsync(model);
        Assert.Equal(SolveStatus.Infeasible, solution.Status);
        Assert.Equal(ProofVerdict.Proven, LpProof.Of(model, solution, 1e-6, Time, default).Verdict);
        Assert.Equal(ProofVerdict.Proven, LpProof.Of(model, solution with { FarkasMultipliers = null }, 1e-6, Time, default).Verdict);
        Assert.Equal(ProofVerdict.Proven, LpProof.Of(model, solution with { FarkasMultipliers = [1, 7] }, 1e-6, Time, default).Verdict);
    }

    [Fact]
    public async Task Without_a_basis_the_answer_is_claimed_and_has_a_safe_bound()
    {
        var model = Models.Wyndor(ObjectiveSense.Maximize);
        var solution = await SolveAsync(model);
        var proof = LpProof.Of(model, solution with { Basis = null }, 1e-6, Time, default);
        Assert.Equal(ProofVerdict.Claimed, proof.Verdict);
        Assert.Contains("no basis", proof.Reason, StringComparison.Ordinal);
        Assert.InRange(proof.RigorousBound!.Value, 36, 36 + 1e-9);
    }

    [Fact]
    public void A_mip_whose_infeasibility_is_claimed_is_not_sent_to_another_solver_for_a_basis()
    {
        var model = Models.IntegerInfeasible();
        var proof = LpProof.Of(model, new Solution { Status = SolveStatus.Infeasible, Solver = "scip" }, 1e-6, Time, default);
        Assert.Equal(ProofVerdict.Claimed, proof.Verdict);
        Assert.DoesNotContain("basis", proof.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_time_the_answer_is_claimed()
    {
        var model = Models.Wyndor(ObjectiveSense.Maximize);
        var solution = await SolveAsync(model);
        var proof = LpProof.Of(model, solution, 1e-6, Time, new CancellationToken(canceled: true));
        Assert.Equal(ProofVerdict.Claimed, proof.Verdict);
        Assert.Contains("time for a proof was over", proof.Reason, StringComparison.Ordinal);
    }

    /// <summary>The LPs of the instance folder; the table in docs/proofs.md is written from what this prints.</summary>
    [Fact]
    [Trait("Category", "Instances")]
    public async Task Most_lps_of_the_instance_folder_are_proven()
    {
        if (Environment.GetEnvironmentVariable("MIPACTORS_INSTANCES") is not { Length: > 0 } folder || !Directory.Exists(folder))
        {
            Console.WriteLine("skipped the proofs of all instances: MIPACTORS_INSTANCES names no folder");
            return;
        }

        int optimal = 0, infeasible = 0;
        Console.WriteLine("| instance | rows | columns | answer | proof | pivots | seconds | bound or reason |\n| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var line in File.ReadLines(Path.Combine(folder, "optima.tsv")).Skip(1).Select(line => line.Split('\t')).Where(line => line[1] == "LP"))
        {
            var text = await ModelFile.ReadTextAsync(Path.Combine(folder, line[0]), 1 << 28, CancellationToken.None);
            var model = ModelText.Read(ModelFormat.Mps, text, ModelSizeLimits.None).Model;
            var solution = await SolveAsync(model);
            var proof = LpProof.Of(model, solution, 1e-6, Time, default);
            Assert.Equal(line[6], solution.Status.ToString().ToLowerInvariant());
            Assert.NotEqual(ProofVerdict.Refuted, proof.Verdict);
            var bound = proof.RigorousBound is { } number ? $"{number:R}" : proof.Reason;
            Console.WriteLine($"| {line[0].Split('.')[0]} | {model.RowCount} | {model.ColumnCount} | {line[6]} | {proof.Verdict} | {proof.Pivots} | {proof.Seconds:0.00} | {bound} |");
            if (proof.Verdict == ProofVerdict.Proven && solution.Status == SolveStatus.Optimal)
            {
                optimal++;
                var known = double.Parse(line[7], System.Globalization.CultureInfo.InvariantCulture);
                Assert.InRange(proof.RigorousBound!.Value, known - (1e-6 * Math.Max(1, Math.Abs(known))), known + (1e-6 * Math.Max(1, Math.Abs(known))));
            }

            infeasible += proof.Verdict == ProofVerdict.Proven && solution.Status == SolveStatus.Infeasible ? 1 : 0;
        }

        Console.WriteLine($"{optimal} optima and {infeasible} infeasible LPs proven");
        Assert.True(optimal >= 28, $"{optimal} optima proven");
        Assert.True(infeasible >= 13, $"{infeasible} infeasible LPs proven");
    }

    private static async Task<ProofReport> ProveAsync(LinearModel model) =>
        LpProof.Of(model, await SolveAsync(model), 1e-6, Time, default);

    private static async Task<Solution> SolveAsync(LinearModel model)
    {
        await using var worker = await WorkerProcess.StartAsync();
        return await worker.SolveAsync(model, new SolveOptions { Solver = "highs", TimeLimitSeconds = 50 });
    }
}
