using System.Diagnostics;
using MipActors.Actors.Runs;
using MipActors.Core.Model;

namespace MipActors.Actors.Telemetry;

/// <summary>
/// The trace of a job: its span, below it one for each attempt, which may be on another node, below that one for each solve. Null wherever nobody listens.
/// </summary>
internal static class Spans
{
    private static readonly ActivitySource Source = new(Instruments.Name);

    /// <summary>A job was taken; to be ended with its answer.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="caller">The span of who asked for it; default where nobody knows, and it begins a trace.</param>
    public static Activity? Job(string id, ActivityContext caller) => Start("job", ActivityKind.Internal, caller)?.SetTag("mipactors.job.id", id);

    /// <summary>An attempt of a job begins; to be ended with it.</summary>
    public static Activity? Run(StartRun start) => Start("run", ActivityKind.Consumer, start.Trace)
        ?.SetTag("mipactors.job.id", start.JobId).SetTag("mipactors.job.attempt", start.Attempt);

    /// <summary>A solver has answered.</summary>
    /// <param name="run">The attempt that it was part of.</param>
    /// <param name="began">When it was asked.</param>
    /// <param name="model">What it was asked.</param>
    /// <param name="solution">Its answer.</param>
    public static void Solve(Activity? run, DateTimeOffset began, LinearModel model, Solution solution)
    {
        if (run is not null)
        {
            using var span = Start("solve", ActivityKind.Internal, run.Context, began);
            span?.SetTag("mipactors.solver", solution.Solver)
                .SetTag("mipactors.solve.status", Instruments.Word(solution.Status))
                .SetTag("mipactors.model.columns", model.ColumnCount)
                .SetTag("mipactors.model.rows", model.RowCount);
        }
    }

    /// <summary>Ends the span of a job or an attempt with how it came out; what is no fault of the software is no error.</summary>
    public static void End(Activity? span, JobOutcome outcome)
    {
        span?.SetTag("mipactors.job.outcome", Instruments.Word(outcome))
            .SetStatus(outcome is JobOutcome.InternalFault or JobOutcome.VerificationFailed ? ActivityStatusCode.Error : ActivityStatusCode.Unset)
            .Dispose();
    }

    /// <summary>What an actor's thread happens to have as its current activity, which another actor may have left there, is no parent and stays what it is.</summary>
    private static Activity? Start(string name, ActivityKind kind, ActivityContext parent, DateTimeOffset began = default)
    {
        var current = Activity.Current;
        Activity.Current = null;
        var span = Source.StartActivity(name, kind, parent, startTime: began);
        Activity.Current = current;
        return span;
    }
}
