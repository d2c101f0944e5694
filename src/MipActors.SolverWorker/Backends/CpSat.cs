using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Google.OrTools.Sat;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>CP-SAT of OR-Tools, for models whose columns are all integer and bounded and whose numbers are whole after scaling.</summary>
internal sealed class CpSat : ISolverBackend
{
    private const string Solver = "CP-SAT";

    // Up to here one thread of it mostly needs some milliseconds, where HiGHS needs forty.
    private const int MostQuickNonZeros = 1_000;

    public string Id => "cpsat";

    public int Rank => 4;

    public IReadOnlyList<string> Classes { get; } = [ProblemClass.Ip];

    public IReadOnlyList<string> DefaultFor { get; } = [];

    public bool TakesEveryModelOfItsClass => false;

    public bool IsQuickAt(LinearModel model) => model.IntegerCount == model.ColumnCount && model.Matrix.Values.Length <= MostQuickNonZeros;

    public IReadOnlyDictionary<string, string> WithoutPresolve { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["cp_model_presolve"] = "false" };

    // Only small models come here with a solution to begin with: one round of presolve without probing is enough, in half to four fifths of
    // the time (knapsacks, packing, assignment, covering, colouring, locations, rosters; the slowest of each kind took no longer either).
    public IReadOnlyDictionary<string, string> ForSecondLook { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["max_presolve_iterations"] = "1", ["cp_model_probing_level"] = "0" };

    [ModuleInitializer]
    internal static void MakeKnown() => KnownBackends.Add(new CpSat());

    public SolverDescription Describe() => new(
        Id,
        Solver,
        LinearSolverRun.Version,
        Classes,
        DefaultFor,
        new SolverSupport(Duals: false, MipStart: true, Progress: true, Interrupt: true, Log: true, Threads: true, RawParameters: true));

    // OR-Tools finds out by reflection which of its callbacks are overridden.
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(Events))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(Bounds))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicMethods, typeof(LogLines))]
    public Solution Solve(SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation)
    {
        if (call.Options.NodeLimit is not null)
        {
            throw RawParameters.Forbidden(Solver, "node_limit", "it has no nodes; its own parameter max_number_of_conflicts is the nearest");
        }

        var parameters = Parameters(call.Options, deadline, observer);
        var whole = WholeModel.Of(call.Model, call.MipStart);
        var threads = SolveDefaults.Threads(call.Options);
        var shell = new Solution
        {
            Status = SolveStatus.NoSolution,
            Solver = Id,
            SolverVersion = LinearSolverRun.Version,
            Settings = SolveDefaults.Report(
                call.Options, deadline, threads, SolveDefaults.Seed(call.Options), SolveDefaults.RelativeGap(call.Options), SolveDefaults.AbsoluteGap(call.Options)),
        };
        if (cancellation.IsCancellationRequested || deadline.IsOver)
        {
            var reason = cancellation.IsCancellationRequested ? StopReason.Interrupted : StopReason.TimeLimit;
            return shell with { StopReason = reason, Message = "ended before it began", SolveSeconds = deadline.ElapsedSeconds };
        }

        var content = new Content(call.Options, call.Model.Sense);
        using var wrapper = new SolveWrapper();
        using var events = new Events(observer, content, wrapper);
        using var bounds = new Bounds(events);
        using var log = new LogLines(observer);
        wrapper.SetStringParameters(parameters);
        wrapper.AddSolutionCallback(events);
        wrapper.AddBestBoundCallbackFromClass(bounds);
        wrapper.AddLogCallbackFromClass(log);
        using var interruption = cancellation.Register(wrapper.StopSearch);
        var response = wrapper.Solve(whole.Proto);
        return content.Reason(Answer(call.Model, response, deadline, shell, cancellation)) with { SolveSeconds = deadline.ElapsedSeconds };
    }

    private static string Parameters(SolveOptions options, SolveClock deadline, ISolveObserver observer)
    {
        var raw = ProtoParameters.Text(
            Solver, SatParameters.Descriptor, options.Parameters, "max_time_in_seconds", "log_search_progress", "log_to_stdout", "log_to_response", "num_workers", "random_seed",
            "catch_sigint_signal");
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"num_workers: {SolveDefaults.Threads(options)} random_seed: {SolveDefaults.Seed(options)} ");
        text.Append(CultureInfo.InvariantCulture, $"relative_gap_limit: {Numbers.Text(SolveDefaults.RelativeGap(options))} ");
        text.Append(CultureInfo.InvariantCulture, $"absolute_gap_limit: {Numbers.Text(SolveDefaults.AbsoluteGap(options))} ");
        text.Append(CultureInfo.InvariantCulture, $"log_search_progress: {(observer.WantsLog ? "true" : "false")} log_to_stdout: false ");

        // It would take SIGINT from the worker, whose answer to that is to leave.
        text.Append("catch_sigint_signal: false ");
        if (double.IsFinite(deadline.RemainingSeconds))
        {
            text.Append(CultureInfo.InvariantCulture, $"max_time_in_seconds: {Numbers.Text(deadline.RemainingSeconds)} ");
        }

        return text.Append(raw).ToString();
    }

    private static Solution Answer(
        LinearModel model, CpSolverResponse response, SolveClock deadline, Solution shell, CancellationToken cancellation)
    {
        shell = shell with { Message = response.Status.ToString().ToLowerInvariant(), Nodes = response.NumBranches, Iterations = response.NumLpIterations };
        var stop = cancellation.IsCancellationRequested ? StopReason.Interrupted : deadline.RemainingSeconds <= 0.05 ? StopReason.TimeLimit : StopReason.OtherLimit;
        switch (response.Status)
        {
            case CpSolverStatus.Infeasible:
                return shell with { Status = SolveStatus.Infeasible };
            case CpSolverStatus.ModelInvalid:
                throw new SolveRefusedException(
                    SolveRefusedException.BadModel, $"{Solver} does not take this model: its numbers times its bounds are too large for 64-bit integers; take solver 'auto'");
            case CpSolverStatus.Unknown:
                return shell with { StopReason = stop, DualBound = WholeModel.Bound(response) };
            default:
                var values = WholeModel.Values(response);
                var isOptimal = response.Status == CpSolverStatus.Optimal;
                return shell with
                {
                    Status = isOptimal ? SolveStatus.Optimal : SolveStatus.Feasible,
                    StopReason = isOptimal ? StopReason.Completed : stop,
                    Values = values,
                    Objective = WholeModel.Objective(model, values),
                    DualBound = WholeModel.Bound(response),
                };
        }
    }

    /// <summary>What the solver's callbacks need. Nothing may be thrown through the native frames above.</summary>
    private sealed class Events(ISolveObserver observer, Content content, SolveWrapper wrapper) : SolutionCallback
    {
        private double? _incumbent;
        private double? _bound;

        public override void OnSolutionCallback() => Look(ObjectiveValue(), BestObjectiveBound(), NumBranches());

        public void Bound(double bound) => Look(null, bound, 0);

        private void Look(double? incumbent, double bound, long nodes)
        {
            try
            {
                _incumbent = incumbent is { } value ? Numbers.Finite(value) : _incumbent;
                _bound = Numbers.Finite(bound);
                if (content.Look(_incumbent, _bound))
                {
                    wrapper.StopSearch();
                }

                if (observer.WantsProgress(_incumbent is not null))
                {
                    observer.Progress(_incumbent, _bound, nodes, 0);
                }
            }
            catch (Exception fault)
            {
                Console.Error.WriteLine(fault);
            }
        }
    }

    private sealed class Bounds(Events events) : BestBoundCallback
    {
        public override void NewBestBound(double bound) => events.Bound(bound);
    }

    private sealed class LogLines(ISolveObserver observer) : LogCallback
    {
        public override void NewMessage(string message)
        {
            if (observer.WantsLog)
            {
                observer.Log(Encoding.UTF8.GetBytes(message + "\n"));
            }
        }
    }
}
