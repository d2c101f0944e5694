using System.Diagnostics;
using MipActors.Core.Model;
using MipActors.Core.Wire;
using MipActors.SolverWorker.Backends;
using MipActors.SolverWorker.Analysis;

namespace MipActors.SolverWorker.Conversation;

/// <summary>Uses the time between Ready and the first errand: libraries are loaded and code is compiled that the errand will need.</summary>
internal static class WarmUp
{
    // Who has a model at hand sends it by then; it would only be kept waiting by toys.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(25);

    /// <summary>Takes toys along the whole way of an errand, unless a real one is there or comes at once. False when one did.</summary>
    public static bool Run(Desk desk)
    {
        foreach (var (solver, kinds) in ((string, VariableKind[])[])
            [
                (KnownBackends.Auto, [VariableKind.Integer, VariableKind.Integer]),
                (KnownBackends.Auto, [VariableKind.Continuous, VariableKind.Continuous]),
                ("highs", [VariableKind.Integer, VariableKind.Continuous]),
            ])
        {
            if (desk.HasWorkWithin(Grace))
            {
                return false;
            }

            var sent = SolveCallCodec.Encode(new SolveCall(new SolveOptions { Solver = solver, TimeLimitSeconds = 1 }, Toy(kinds)));
            var call = SolveCallCodec.Decode(sent.Span);
            ModelGate.Check(call);
            var deadline = SolveClock.Since(Stopwatch.GetTimestamp(), call.Options.TimeLimitSeconds);
            _ = SolutionCodec.Encode(Analyst.Solve(call, deadline, SilentObserver.Instance, CancellationToken.None));
        }

        return true;
    }

    private static LinearModel Toy(VariableKind[] kinds) => new()
    {
        Name = "toy",
        Sense = ObjectiveSense.Maximize,
        Cost = [1, 1],
        ColumnLower = [0, 0],
        ColumnUpper = [1, 1],
        Kinds = kinds,
        ColumnNames = ["x", "y"],
        RowLower = [double.NegativeInfinity],
        RowUpper = [1.5],
        RowNames = ["r"],
        Matrix = new SparseMatrix([0, 2], [0, 1], [1, 1]),
    };
}
