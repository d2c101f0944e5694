using MipActors.Actors.Runs;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Sandbox;

namespace MipActors.Scenarios.Decisions;

/// <summary>Endings that take a solver or a sandbox that misbehaves: which error each is told as.</summary>
public sealed class FaultSpec
{
    private static readonly LinearModel Model = new()
    {
        Name = "",
        Sense = ObjectiveSense.Minimize,
        Cost = [1],
        ColumnLower = [0],
        ColumnUpper = [2],
        Kinds = [VariableKind.Continuous],
        ColumnNames = ["x"],
        RowLower = [1],
        RowUpper = [2],
        RowNames = ["r"],
        Matrix = new SparseMatrix([0, 1], [0], [1]),
    };

    private readonly RunRecord _record = new("job", new SolveRequest { Code = "" });

    [Theory]
    [InlineData(ProgramOutcome.Interrupted, "interrupted")]
    [InlineData(ProgramOutcome.SolveFailed, "solve-failed")]
    [InlineData(ProgramOutcome.NoProblem, "no-problem")]
    public void A_program_that_came_to_no_answer(ProgramOutcome outcome, string code) =>
        Assert.Equal(code, RunVerdict.Of(_record, new SandboxFinished { Outcome = outcome, Message = "so it was", Solves = 0 }).Fault!.Code);

    [Theory]
    [InlineData(StopReason.TimeLimit, "the time limit was reached")]
    [InlineData(StopReason.NodeLimit, "the node limit was reached")]
    [InlineData(StopReason.ObjectiveStop, "it came to the objective or bound that was asked for")]
    [InlineData(StopReason.Interrupted, "the solve was stopped")]
    [InlineData(StopReason.OtherLimit, "a limit of scip's own was reached (restart limit reached)")]
    [InlineData(StopReason.Completed, "scip ended without a proof (restart limit reached)")]
    public void The_limit_that_ended_a_search_is_named(StopReason reason, string words)
    {
        var answer = Answer(SolveStatus.Feasible, [1]) with { StopReason = reason, Message = "restart limit reached" };
        _record.Solved(new SolveRecord(Model, answer, SolutionCheck.Run(Model, [1], 1e-6, 1)));
        Assert.EndsWith($"; {words}.", RunVerdict.OfModel(_record).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_without_a_line_of_the_program_brings_no_traceback_of_our_own()
    {
        _record.Refusal = new JobFault("unknown-parameter", "SCIP has no parameter 'x'");
        var finished = new SandboxFinished { Outcome = ProgramOutcome.SolveFailed, Message = "refused", Traceback = "mipactors_guest.solver.SolveRefused: refused", Solves = 0 };
        Assert.Null(RunVerdict.Of(_record, finished).Fault!.Traceback);
        Assert.NotNull(RunVerdict.Of(_record, finished with { Line = 3 }).Fault!.Traceback);
    }

    [Fact]
    public void A_solver_that_gave_up() =>
        Told("numerical-trouble", JobOutcome.InternalFault, new SolveRecord(Model, Answer(SolveStatus.NumericalTrouble, null), null));

    [Fact]
    public void An_answer_that_breaks_the_model() =>
        Told("verification-failed", JobOutcome.VerificationFailed, new SolveRecord(Model, Answer(SolveStatus.Optimal, [0]), SolutionCheck.Run(Model, [0], 1e-6, 0)));

    [Fact]
    public void An_answer_that_exact_arithmetic_refutes() => Told(
        "proof-refutes", JobOutcome.VerificationFailed,
        new SolveRecord(Model, Answer(SolveStatus.Optimal, [2]), SolutionCheck.Run(Model, [2], 1e-6, 2), new ProofReport(ProofVerdict.Refuted, "1 is less than 2")));

    [Fact]
    public void Two_solvers_that_contradict_each_other()
    {
        var report = RunVerdict.Refused(_record, new JobFault(RaceDecision.DisagreesCode, "they do"));
        Assert.Equal(("race-disagrees", JobOutcome.InternalFault), (report.Fault!.Code, report.Outcome));
    }

    [Fact]
    public void A_server_that_ends() =>
        Assert.Equal("shutting-down", RunVerdict.Stopped("job", StopCause.ShuttingDown, TimeSpan.FromSeconds(1), last: null).Fault!.Code);

    private static Solution Answer(SolveStatus status, double[]? values) => new() { Status = status, Solver = "scip", Values = values, Objective = values?[0] };

    private void Told(string code, JobOutcome outcome, SolveRecord solve)
    {
        _record.Solved(solve);
        var report = RunVerdict.OfModel(_record);
        Assert.Equal((code, outcome), (report.Fault!.Code, report.Outcome));
        Assert.NotNull(report.Fault.Hint);
    }
}
