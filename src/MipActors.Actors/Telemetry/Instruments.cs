using System.Diagnostics.Metrics;

namespace MipActors.Actors.Telemetry;

/// <summary>
/// What is measured of the hierarchy: each actor counts itself, at its own changes of state, so that nobody asks it and nobody keeps a list. Names, units
/// and attributes are those of docs/telemetry.md. Costs next to nothing while nobody listens.
/// </summary>
internal static class Instruments
{
    /// <summary>Name of the meter and of the source of spans.</summary>
    public const string Name = "MipActors";

    // 5 ms for a model that is answered at once, an hour for the longest.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
    };

    private static readonly Meter Meter = new(Name);

    /// <summary>Jobs that wait or run.</summary>
    public static UpDownCounter<long> Jobs { get; } = Meter.CreateUpDownCounter<long>("mipactors.job.count", "{job}", "Jobs that wait or run");

    /// <summary>How long jobs took, from their acceptance to their answer.</summary>
    public static Histogram<double> JobDuration { get; } =
        Meter.CreateHistogram("mipactors.job.duration", "s", "From the acceptance of a job to its answer", tags: null, Seconds);

    /// <summary>Jobs that were not taken.</summary>
    public static Counter<long> Refusals { get; } = Meter.CreateCounter<long>("mipactors.job.refusals", "{job}", "Jobs that were not taken");

    /// <summary>Attempts that came back without an answer.</summary>
    public static Counter<long> Returns { get; } = Meter.CreateCounter<long>("mipactors.job.returns", "{attempt}", "Attempts that came back without an answer; their jobs wait again");

    /// <summary>Child processes.</summary>
    public static UpDownCounter<long> Executors { get; } = Meter.CreateUpDownCounter<long>("mipactors.executor.count", "{process}", "Child processes of the pools");

    /// <summary>Steps that were taken to end child processes.</summary>
    public static Counter<long> Escalations { get; } = Meter.CreateCounter<long>("mipactors.executor.escalations", "{step}", "Steps taken to end child processes");

    /// <summary>How long solvers took.</summary>
    public static Histogram<double> SolveDuration { get; } =
        Meter.CreateHistogram("mipactors.solve.duration", "s", "Time inside a solver, of one model", tags: null, Seconds);

    /// <summary>A value of an enum as an attribute says it: <c>LimitReached</c> is <c>limit-reached</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, at) => char.IsAsciiLetterUpper(letter) ? $"{(at == 0 ? "" : "-")}{char.ToLowerInvariant(letter)}" : $"{letter}"));

    /// <summary>An attribute.</summary>
    public static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
