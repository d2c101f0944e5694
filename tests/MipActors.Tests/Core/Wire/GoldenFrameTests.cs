using MipActors.Core.Model;
using MipActors.Core.Wire;

namespace MipActors.Tests.Core.Wire;

/// <summary>
/// The bytes that other speakers of the protocol (the JavaScript host, the Python lifter) rely on, written field by field from
/// docs/protocol.md. A change of them is a decision.
/// </summary>
public sealed class GoldenFrameTests
{
    private const double Inf = double.PositiveInfinity;

    private static LinearModel Model { get; } = new()
    {
        Name = "Öl",
        Sense = ObjectiveSense.Maximize,
        ObjectiveOffset = -0.0,
        Cost = [0.1, 2],
        ColumnLower = [0, -Inf],
        ColumnUpper = [Inf, 4.5],
        Kinds = [VariableKind.Integer, VariableKind.Continuous],
        ColumnNames = ["x[1]", ""],
        RowLower = [-Inf, 1, 0],
        RowUpper = [10, 1, Inf],
        RowNames = ["cap", "eq", "变"],
        Matrix = new SparseMatrix([0, 2, 2, 3], [1, 0, 1], [3, -1, 1e-9]),
    };

    private static SolveCall Call { get; } = new(
        new SolveOptions
        {
            Solver = "scip",
            TimeLimitSeconds = 1.5,
            Threads = 2,
            Log = SolverLog.Normal,
            Parameters = new Dictionary<string, string>(StringComparer.Ordinal) { ["limits/nodes"] = "7" },
        },
        Model,
        [1, double.NaN],
        new Basis([BasisStatus.AtUpper, BasisStatus.Basic], [BasisStatus.Basic, BasisStatus.AtLower, BasisStatus.Free]));

    private static Solution Solution { get; } = new()
    {
        Status = SolveStatus.Feasible,
        StopReason = StopReason.TimeLimit,
        Objective = -12.25,
        Nodes = 17,
        Iterations = 1L << 33,
        SolveSeconds = 0.5,
        Values = [1, -0.0],
        ReducedCosts = [0, -Inf],
        Solver = "scip",
        SolverVersion = "10.0",
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "2" },
        Confirmation = new Confirmation(ConfirmationLevel.Claimed, "scip"),
        Choice = "auto",
        PrimalIntegral = 0.25,
        Basis = new Basis([BasisStatus.AtLower, BasisStatus.Basic], [BasisStatus.Basic, BasisStatus.AtUpper, BasisStatus.Free]),
        FarkasMultipliers = [1, 0, -0.5],
        UnboundedRay = [-1, 2],
        AlternativeScope = AlternativeScope.Partial,
        Alternatives = [new Alternative(-12, 3, [0, 1])],
    };

    private static SolveProgress Progress { get; } = new(2.5, 42, Inf, 3, -1);

    [Fact]
    public void A_model_lies_on_the_wire_as_the_protocol_says()
    {
        Matches("model.hex", Payloads.Encode(Model));
        Same.Model(Model, Payloads.DecodeModel(Golden("model.hex")));
    }

    [Fact]
    public void A_solve_call_lies_on_the_wire_as_the_protocol_says()
    {
        Matches("solve-call.hex", SolveCallCodec.Encode(Call).Span);
        Same.Call(Call, SolveCallCodec.Decode(Golden("solve-call.hex")));
    }

    [Fact]
    public void A_solution_lies_on_the_wire_as_the_protocol_says()
    {
        Matches("solution.hex", SolutionCodec.Encode(Solution).Span);
        Same.Solution(Solution, SolutionCodec.Decode(Golden("solution.hex"), columns: 2, rows: 3));
    }

    [Fact]
    public void A_progress_lies_on_the_wire_as_the_protocol_says()
    {
        Matches("progress.hex", SolutionCodec.Encode(Progress).Span);
        Same.Progress(Progress, SolutionCodec.DecodeProgress(Golden("progress.hex")));
    }

    private static void Matches(string file, ReadOnlySpan<byte> encoded) =>
        Assert.Equal(Convert.ToHexStringLower(Golden(file)), Convert.ToHexStringLower(encoded));

    private static byte[] Golden(string file) => Convert.FromHexString(string.Concat(
        File.ReadLines(Path.Combine(Folder(), file)).Where(line => !line.StartsWith('#'))));

    /// <summary>The files are read where they are kept, so that a diff of them is what fails.</summary>
    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MipActors.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no MipActors.sln above the tests");
        }

        return Path.Combine(folder, "tests", "MipActors.Tests", "Core", "Golden");
    }
}
