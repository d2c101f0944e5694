using System.Diagnostics;
using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using MipActors.Actors.Executors;
using MipActors.Actors.Settings;
using MipActors.Actors.Telemetry;
using MipActors.Core.Formats;
using MipActors.Core.Model;
using MipActors.Core.Verification;
using MipActors.Sandbox;
using MipActors.Solving;

namespace MipActors.Actors.Runs;

/// <summary>Where a Run gets its executors, and the settings in force.</summary>
/// <param name="Executors">Supervisor of the sandboxes.</param>
/// <param name="Solvers">Supervisor of the solver workers.</param>
/// <param name="Settings">Every setting.</param>
public sealed record RunSurroundings(IActorRef Executors, IActorRef Solvers, MipSettings Settings);

/// <summary>
/// One attempt of one job: the program, its solves, their verification; or a model as text, which is read and solved once.
/// <code>
/// Reading (a model as text) ──ModelRead──▶ Solving ──▶ Verifying ──▶ Proving
/// Starting ──Acquired (sandbox)──▶ Running ──Finished──▶ Proving (the last answer, where it is an LP's) ──Proven──▶ reported, stopped
/// Running ──SolveRequested──▶ Solving (screen, then Acquired (worker) once, then its Solved) ──▶ Verifying ──▶ Running
/// any ──StopRun, deadline──▶ the same state, asked to hurry ──what it still brings, or 1 s──▶ reported, stopped
/// any ──executor lost──▶ reported, stopped (a worker that died is replaced once)
/// any ──GiveBack──▶ returned to its job, stopped
/// </code>
/// </summary>
internal sealed class Run : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan HurryPatience = TimeSpan.FromSeconds(1);

    // A program is interrupted between two of its instructions, niced, on a machine that may be busy. Shorter than the job's own grace.
    private static readonly TimeSpan TracebackPatience = TimeSpan.FromSeconds(1.8);
    private const int SmallModel = 5_000;

    private readonly StartRun _start;
    private readonly IActorRef _job;
    private readonly RunSurroundings _surroundings;
    private readonly RunRecord _record;
    private readonly JobLine _line;
    private readonly Deadline _deadline;
    private readonly CancellationTokenSource _life = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private IActorRef? _sandbox;
    private IActorRef? _solver;
    private SolveCall? _call;
    private (int Columns, int Rows) _stated;
    private readonly WarmStarts _warmStarts = new();
    private SandboxFinished? _finished;
    private bool _workerReplaced;
    private StopCause? _stopping;
    private Activity? _span;
    private DateTimeOffset _solveBegan;

    public Run(StartRun start, IActorRef job, RunSurroundings surroundings)
    {
        _start = start;
        _job = job;
        _surroundings = surroundings;
        _record = new RunRecord(start.JobId, start.Request);
        _line = new JobLine(start, job, _record, surroundings.Settings.Limits.OutputBytes);
        _deadline = Deadline.After(start.Remaining);

        Receive<Acquired>(_ => OnAcquired(Sender));
        Receive<AcquireWaits>(OnWaits);
        Receive<Unavailable>(unavailable => OnUnavailable(unavailable.Fault));
        Receive<ModelRead>(OnModelRead);
        Receive<SandboxOutput>(output => _line.Printed(output.Channel, output.Text));
        Receive<SandboxSolveRequested>(requested => OnStated(requested.Call, requested.Sets));
        Receive<SandboxFinished>(OnFinished);
        Receive<Screened>(OnScreened);
        Receive<WorkerMessage.Progress>(progress => _line.Solving(progress.Look));
        Receive<WorkerMessage.Log>(log => _line.SolverLog(log.Text, _call?.Options.PrintsLog == true));
        Receive<WorkerMessage.Solved>(solved => OnWorkerSolved(solved.Solution));
        Receive<WorkerMessage.Refused>(refused => Refuse(new JobFault(refused.Code, refused.Text)));
        Receive<Checked>(OnChecked);
        Receive<Proven>(proven => OnProven(proven.Proof));
        Receive<ExecutorLost>(lost => OnLost(Sender, lost.Reason, lost.Fault));
        Receive<Terminated>(gone => OnGone(gone.ActorRef));
        Receive<StopRun>(stop => OnStop(stop.Why));
        Receive<DeadlineReached>(_ => OnStop(StopCause.Deadline));
        Receive<GiveBack>(_ => OnGiveBack());
        Receive<HurryOver>(_ => Report(RunVerdict.Stopped(_record, _stopping ?? StopCause.Cancelled, _start.Timeout)));
        Receive<Status.Failure>(failure => Report(RunVerdict.Faulted(_start.JobId, JobOutcome.InternalFault, Internal(failure.Cause))));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(StartRun start, IActorRef job, RunSurroundings surroundings) =>
        Akka.Actor.Props.Create(() => new Run(start, job, surroundings));

    protected override void PreStart()
    {
        _span = Spans.Run(_start);
        Context.Watch(_job);
        _line.Started();
        Timers.StartSingleTimer(nameof(DeadlineReached), new DeadlineReached(), _start.Remaining);
        if (_start.Request.Format is { } format)
        {
            ReadModel(format);
        }
        else
        {
            _surroundings.Executors.Tell(new Acquire(_deadline.Remaining));
        }
    }

    protected override void PostStop()
    {
        _life.Cancel();
        _life.Dispose();
        _span?.Dispose();
    }

    private void ReadModel(ModelFormat format)
    {
        _line.Enter(JobStage.Running, "reading the model");
        var (text, cancellation) = (_start.Request.Code, _life.Token);
        var limits = SolveBudget.SizeLimits(_surroundings.Settings.Limits);
        Task.Run(() => ModelRead.Of(format, text, limits, cancellation), cancellation).PipeTo(Self);
    }

    private void OnModelRead(ModelRead read)
    {
        if (read.Reading is not { } reading)
        {
            Report(_record.Report(JobOutcome.BadInput, read.Fault!.Message, read.Fault));
            return;
        }

        _record.Warn(reading.Notes);
        OnSolveRequested(new SolveCall(_start.Request.Options, reading.Model));
    }

    private void OnAcquired(IActorRef executor)
    {
        Context.Watch(executor);
        if (_sandbox is null && _start.Request.Format is null)
        {
            _sandbox = executor;
            _line.Enter(JobStage.Running, _start.Request.ValidateOnly ? "looking at the program" : "running the program");
            _sandbox.Tell(new RunProgram(ProgramOf(_start.Request)));
            return;
        }

        _solver = executor;
        Solve();
    }

    private void OnWaits(AcquireWaits waits) =>
        _line.Waiting(waits.SettingUp, waits.SettingUp || waits.Position == 1 ? waits.Reason : $"{waits.Reason}, position {waits.Position}");

    private void OnUnavailable(JobFault fault) =>
        Report(_record.Report(fault.Code == "shutting-down" ? JobOutcome.Cancelled : JobOutcome.InternalFault, fault.Message, fault));

    /// <summary>Special ordered sets are written with columns and rows behind the program's own, which it does not get to see.</summary>
    private void OnStated(SolveCall call, IReadOnlyList<OrderedSet> sets)
    {
        _stated = (call.Model.ColumnCount, call.Model.RowCount);
        if (sets.Count == 0)
        {
            OnSolveRequested(call);
            return;
        }

        try
        {
            var reading = OrderedSets.Written(call.Model, sets, SolveBudget.SizeLimits(_surroundings.Settings.Limits));
            _record.Warn(reading.Notes);
            var added = Enumerable.Repeat(double.NaN, reading.Model.ColumnCount - _stated.Columns);
            OnSolveRequested(call with { Model = reading.Model, MipStart = call.MipStart is { } start ? [.. start, .. added] : null });
        }
        catch (ModelFormatException fault)
        {
            Refuse(RunVerdict.NotRead(fault));
        }
    }

    private void OnSolveRequested(SolveCall call)
    {
        _record.Refusal = null;
        _line.SolveBegins();
        if (SolveBudget.TooLarge(call.Model, _surroundings.Settings.Limits) is { } tooLarge)
        {
            Refuse(tooLarge);
            return;
        }

        _call = call;
        var which = _record.Solves == 0 ? "" : $" (solve {_record.Solves + 1})";
        _line.Enter(JobStage.Solving, $"solving {Counted.Of(call.Model.ColumnCount, "variable")}, {Counted.Of(call.Model.RowCount, "constraint")}{which}");
        var (request, earlier) = (_start.Request, _warmStarts.Of(call.Model.Name));
        if (IsSmall(call.Model))
        {
            OnScreened(Screened.Of(call, request, earlier));
            return;
        }

        Task.Run(() => Screened.Of(call, request, earlier)).PipeTo(Self);
    }

    private void OnScreened(Screened screened)
    {
        _call = screened.Call;
        _record.Warn(screened.Notes);
        if (screened.Verdict.Fault is { } fault)
        {
            Refuse(fault);
        }
        else if (screened.Verdict.Answer is { } answer)
        {
            OnSolved(answer);
        }
        else if (_solver is null)
        {
            AcquireSolver();
        }
        else
        {
            Solve();
        }
    }

    private void AcquireSolver()
    {
        if (_call!.Options.Solver != RaceDecision.Id)
        {
            _surroundings.Solvers.Tell(new Acquire(_deadline.Remaining));
            return;
        }

        // To this Run a race is a solver like another.
        _solver = Context.Watch(Context.ActorOf(Race.Props(_surroundings.Solvers, _deadline)));
        Solve();
    }

    private void Solve()
    {
        var call = _call! with { Options = SolveBudget.Apply(_call!.Options, _deadline.Remaining, _surroundings.Settings) };
        _solveBegan = DateTimeOffset.UtcNow;
        _solver.Tell(new SolveModel(call));
        if (_stopping is not null)
        {
            _solver.Tell(new CancelSolve());
        }
    }

    private void OnWorkerSolved(Solution solution)
    {
        Instruments.SolveDuration.Record(
            solution.SolveSeconds, Instruments.Tag("mipactors.solver", solution.Solver), Instruments.Tag("mipactors.solve.status", Instruments.Word(solution.Status)));
        Spans.Solve(_span, _solveBegan, _call!.Model, solution);
        OnSolved(solution);
    }

    private void OnSolved(Solution solution)
    {
        var (model, request) = (_call!.Model, _start.Request);
        if (!solution.HasValues || !request.Validate)
        {
            OnChecked(new Checked(solution, null));
            return;
        }

        _line.Enter(JobStage.Verifying, "verifying the answer");
        if (IsSmall(model))
        {
            OnChecked(Checked.Of(model, solution, request.ValidationTolerance));
            return;
        }

        Task.Run(() => Checked.Of(model, solution, request.ValidationTolerance)).PipeTo(Self);
    }

    /// <summary>Looked at in place, in some microseconds: a busy thread pool takes longer to begin, a hundred times in a program that loops.</summary>
    private static bool IsSmall(LinearModel model) => model.Matrix.NonZeroCount + model.ColumnCount + model.RowCount <= SmallModel;

    private void OnChecked(Checked done)
    {
        var model = _call!.Model;
        _record.Solved(new SolveRecord(model, done.Solution, done.Verification));
        _warmStarts.Keep(model, done.Solution);
        _call = null;
        if (_stopping is { } cause)
        {
            Report(RunVerdict.Stopped(_record, cause, _start.Timeout));
            return;
        }

        if (_sandbox is null)
        {
            Prove();
            return;
        }

        _line.Enter(JobStage.Running, "running the program");
        var solution = model.ColumnCount == _stated.Columns ? done.Solution : done.Solution.OfFirst(_stated.Columns, _stated.Rows);
        _sandbox.Tell(new AnswerSolve(solution, _line.SolveLog));
    }

    private void Refuse(JobFault fault)
    {
        _call = null;
        if (_sandbox is null)
        {
            Report(RunVerdict.Refused(_record, fault));
            return;
        }

        _record.Refusal = fault;
        _line.Enter(JobStage.Running, "running the program");
        _sandbox.Tell(new RefuseSolve(fault.Hint is null ? fault.Message : $"{fault.Message} {fault.Hint}"));
    }

    private void OnFinished(SandboxFinished finished)
    {
        if (_stopping is { } cause)
        {
            Report(RunVerdict.Stopped(_record, cause, _start.Timeout, finished.Traceback));
            return;
        }

        _finished = finished;
        Prove();
    }

    /// <summary>The last answer alone, so that a program that solves a thousand LPs on its way is not held up by as many proofs.</summary>
    private void Prove()
    {
        var time = TimeSpan.FromTicks(Math.Min(_surroundings.Settings.Proof.Ticks, _deadline.Remaining.Ticks / 2));
        if (_record.Last is not { Verification: not { IsValid: false } } last || !LpProof.IsAbout(last.Model, last.Solution)
            || !_start.Request.Validate || time <= TimeSpan.Zero)
        {
            OnProven(null);
            return;
        }

        _line.Enter(JobStage.Verifying, "proving the answer in exact arithmetic");
        Release();
        var (tolerance, cancellation) = (_start.Request.ValidationTolerance, _life.Token);
        Task.Run(() => new Proven(LpProof.Of(last.Model, last.Solution, tolerance, time, cancellation)), CancellationToken.None).PipeTo(Self);
    }

    private void OnProven(ProofReport? proof)
    {
        _record.Proved(proof);
        if (_stopping is { } cause and not StopCause.Deadline)
        {
            Report(RunVerdict.Stopped(_record, cause, _start.Timeout));
            return;
        }

        Report(_finished is { } finished ? RunVerdict.Of(_record, finished) : RunVerdict.OfModel(_record));
    }

    private void OnLost(IActorRef executor, string reason, JobFault? known = null)
    {
        if (executor.Equals(_sandbox))
        {
            // Unless the program is known to have done it, it is not blamed.
            var fault = known ?? new JobFault("sandbox-lost", $"The sandbox of the program is gone: {reason}.")
            {
                Hint = "Somebody or the kernel ended its process, which the program may have had no part in. Try it again; if it happens again, "
                    + "make the model smaller (this machine may be out of memory) or look into the server's log (stderr).",
            };
            Report(_record.Report(known is null ? JobOutcome.InternalFault : JobOutcome.BadInput, fault.Message, fault));
        }
        else if (executor.Equals(_solver))
        {
            OnSolverLost(reason, known);
        }
    }

    private void OnSolverLost(string reason, JobFault? known)
    {
        _solver = null;
        if (_call is null)
        {
            return; // Idle between two solves: the next one asks for a new worker.
        }

        // What is known to be the model's doing would only happen again.
        if (known is null && !_workerReplaced && _stopping is null)
        {
            _workerReplaced = true;
            _record.Warn($"A solver worker was lost ({reason}); the solve was begun again in another one.");
            AcquireSolver();
            return;
        }

        Refuse(known ?? new JobFault("solver-lost", $"The solver worker is gone: {reason}.")
        {
            Hint = "Try another solver (get_solver_info lists them); the model may be too large for the memory of this machine.",
        });
    }

    private void OnGone(IActorRef actor)
    {
        if (actor.Equals(_job))
        {
            Leave();
        }
        else if (actor.Equals(_sandbox) || actor.Equals(_solver))
        {
            OnLost(actor, "its executor stopped");
        }
    }

    private void OnStop(StopCause cause)
    {
        if (_stopping is not null)
        {
            return;
        }

        _stopping = cause;
        var patience = HurryPatience;
        switch (_record.Clock.Stage)
        {
            case JobStage.Solving when _solver is not null && _call is not null:
                _solver.Tell(new CancelSolve()); // Comes back as Solved, with the incumbent.
                break;
            case JobStage.Running when cause == StopCause.Deadline && _sandbox is not null:
                _sandbox.Tell(new InterruptProgram()); // Comes back as Finished, with the line where it was.
                patience = TracebackPatience;
                break;
            case JobStage.Verifying:
                _life.Cancel(); // A proof comes back at once, as a claim.
                break;
            default:
                Self.Tell(new HurryOver());
                return;
        }

        Timers.StartSingleTimer(nameof(HurryOver), new HurryOver(), patience);
    }

    private void Report(JobReport report)
    {
        Spans.End(_span, report.Outcome);
        _line.Report(report);
        Leave();
    }

    private void OnGiveBack()
    {
        _line.Returned();
        Leave();
    }

    private void Leave()
    {
        Release();
        Context.Stop(Self);
    }

    /// <summary>The answer does not wait for the processes: their executors end them, and are alive until they are gone.</summary>
    private void Release()
    {
        _sandbox?.Tell(new End(EscalationStep.Leave));
        _solver?.Tell(new End(EscalationStep.Leave));
        (_sandbox, _solver) = (null, null);
    }

    private static SandboxProgram ProgramOf(SolveRequest request)
    {
        using var data = JsonDocument.Parse(request.DataJson);
        return new SandboxProgram(request.Code)
        {
            Data = data.RootElement.Clone(),
            Files = request.Files.Count == 0 ? null : request.Files,
            ReturnFiles = request.ReturnFiles,
            Problem = request.Problem,
            FileName = request.FileName,
            Options = request.Options,
            Mode = request.ValidateOnly ? ProgramMode.Validate : ProgramMode.Run,
        };
    }

    private JobFault Internal(Exception cause)
    {
        _log.Error(cause, "{0} failed", Self.Path.Name);
        return new JobFault("internal", $"The server failed: {cause.Message}") { Hint = "The server's log (stderr) has the details." };
    }

    private sealed record DeadlineReached : INoSerializationVerificationNeeded;

    private sealed record HurryOver : INoSerializationVerificationNeeded;
}
