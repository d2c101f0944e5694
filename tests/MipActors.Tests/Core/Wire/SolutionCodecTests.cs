using CsCheck;
using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Tests.Core.Wire;

public sealed class SolutionCodecTests
{
    private static readonly Solution Small = new() { Status = SolveStatus.Optimal, Solver = "highs", Values = [1, 2], RowDuals = [3] };

    [Fact]
    public void Any_solution_comes_back_bit_for_bit() => Generate.Solution.Sample(
        sent => Same.Solution(sent.Solution, SolutionCodec.Decode(SolutionCodec.Encode(sent.Solution).Span, sent.Columns, sent.Rows)),
        iter: 2_000);

    [Fact]
    public void Any_progress_comes_back_bit_for_bit() => Generate.Progress.Sample(
        progress => Same.Progress(progress, SolutionCodec.DecodeProgress(SolutionCodec.Encode(progress).Span)),
        iter: 2_000);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(2, 0)]
    [InlineData(2, 2)]
    [InlineData(0, 1)]
    public void A_solution_of_a_model_of_another_shape_is_refused(int columns, int rows)
    {
        Assert.Contains("belong", Refusal(Small, columns, rows), StringComparison.Ordinal);
        Assert.Equal(2, SolutionCodec.Decode(SolutionCodec.Encode(Small).Span, 2, 1).Values!.Length);
    }

    [Theory]
    [InlineData(SolveStatus.Optimal, true)]
    [InlineData(SolveStatus.Feasible, true)]
    [InlineData(SolveStatus.Infeasible, false)]
    [InlineData(SolveStatus.NoSolution, false)]
    public void A_status_that_promises_values_without_any_is_refused(SolveStatus status, bool refused)
    {
        var empty = Small with { Status = status, Values = null };
        if (refused)
        {
            Assert.Contains("no values", Refusal(empty, 2, 1), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(status, SolutionCodec.Decode(SolutionCodec.Encode(empty).Span, 2, 1).Status);
        }
    }

    [Theory]
    [InlineData(0, 3, "version 3")]
    [InlineData(1, 7, "SolveStatus")]
    [InlineData(2, 6, "StopReason")]
    public void A_wrong_byte_is_refused_by_what_it_breaks(int at, byte value, string saying)
    {
        var payload = SolutionCodec.Encode(Small).ToArray();
        payload[at] = value;
        Assert.Contains(saying, Payloads.Refusal(payload, bytes => SolutionCodec.Decode(bytes, 2, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_are_counted_and_not_present_are_refused()
    {
        var payload = SolutionCodec.Encode(Small).ToArray();
        var present = 3 + 9 + 9 + 8 + 8 + 8;
        Assert.Equal(1, payload[present]);
        payload[present] = 0;
        Assert.Contains("2 values where 0 belong", Payloads.Refusal(payload, bytes => SolutionCodec.Decode(bytes, 2, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void More_settings_and_longer_texts_than_allowed_are_refused()
    {
        var many = Enumerable.Range(0, 1_001).ToDictionary(number => $"{number}", _ => "", StringComparer.Ordinal);
        Assert.Contains("1000 is the most", Refusal(Small with { Settings = many }, 2, 1), StringComparison.Ordinal);
        Assert.Contains("65536 is the most", Refusal(Small with { Message = new string('m', 65_537) }, 2, 1), StringComparison.Ordinal);
        SolutionCodec.Decode(SolutionCodec.Encode(Small with { Message = new string('m', 65_536) }).Span, 2, 1);
    }

    [Fact]
    public void What_is_known_beyond_the_values_comes_back()
    {
        var rich = Small with
        {
            Confirmation = new Confirmation(ConfirmationLevel.Confirmed, "scip", "refuted"),
            Timeline = [new SolveProgress(0.5, null, -3, 0, 2), new SolveProgress(1, 4, double.NegativeInfinity, 1, 3)],
            Sensitivity = new Sensitivity
            {
                IntegersFixed = true,
                RowDuals = [1], SideLower = [double.NegativeInfinity], SideUpper = [2],
                ReducedCosts = [0, 1], CostLower = [1, 2], CostUpper = [3, double.PositiveInfinity],
            },
            Explanation = new InfeasibilityExplanation
            {
                Conflict = [new Demand(DemandKind.RowUpper, 0), new Demand(DemandKind.Integrality, 1)],
                IsIrreducible = true,
                Relaxations = [new Relaxation(new Demand(DemandKind.RowUpper, 0), 2, 6)],
            },
        };
        Same.Solution(rich, SolutionCodec.Decode(SolutionCodec.Encode(rich).Span, 2, 1));
    }

    [Theory]
    [InlineData(DemandKind.RowLower, 1)]
    [InlineData(DemandKind.ColumnLower, 2)]
    [InlineData(DemandKind.Integrality, -1)]
    [InlineData((DemandKind)9, 0)]
    public void An_explanation_of_what_is_not_there_is_refused(DemandKind kind, int index)
    {
        var explained = Small with { Explanation = new InfeasibilityExplanation { Conflict = [new Demand(kind, index)] } };
        Assert.Contains("explanation", Refusal(explained, 2, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_basis_of_unknown_statuses_or_another_shape_is_refused()
    {
        var basis = Small with { Basis = new Basis([BasisStatus.Basic, (BasisStatus)4], [BasisStatus.Basic]) };
        Assert.Contains("basis status", Refusal(basis, 2, 1), StringComparison.Ordinal);
        Assert.Contains("belong", Refusal(Small with { Basis = new Basis([BasisStatus.Basic], [BasisStatus.Basic]) }, 2, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_shortened_solution_and_progress_is_refused()
    {
        var solution = SolutionCodec.Encode(Small).ToArray();
        for (var length = 0; length < solution.Length; length++)
        {
            Payloads.Refusal(solution[..length], bytes => SolutionCodec.Decode(bytes, 2, 1));
        }

        var progress = SolutionCodec.Encode(new SolveProgress(1, 2, 3, 4, 5)).ToArray();
        for (var length = 0; length < progress.Length; length++)
        {
            Payloads.Refusal(progress[..length], bytes => SolutionCodec.DecodeProgress(bytes));
        }

        Payloads.Refusal([.. progress, 0], bytes => SolutionCodec.DecodeProgress(bytes));
    }

    private static string Refusal(Solution solution, int columns, int rows) =>
        Payloads.Refusal(SolutionCodec.Encode(solution).ToArray(), bytes => SolutionCodec.Decode(bytes, columns, rows));
}
