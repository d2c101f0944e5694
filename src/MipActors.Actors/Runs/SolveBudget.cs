using MipActors.Actors.Settings;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.Actors.Runs;

/// <summary>What a solve is given of the job's time and the machine's cores, whatever the program asks for.</summary>
internal static class SolveBudget
{
    /// <summary>
    /// The options with a time limit of what is left less max(0.5 s, 2 %), so that the incumbent comes home in time, and no
    /// more threads than the setting allows.
    /// </summary>
    public static SolveOptions Apply(SolveOptions options, TimeSpan remaining, MipSettings settings)
    {
        var left = remaining.TotalSeconds;
        var most = Math.Max(0.05, left - Math.Max(0.5, 0.02 * left));
        return options with
        {
            TimeLimitSeconds = options.TimeLimitSeconds is { } asked && asked < most ? Math.Max(0.001, asked) : most,
            Threads = Math.Clamp(options.Threads ?? 1, 1, settings.MostThreads),
        };
    }

    /// <summary>A model beyond the limits of size, or null.</summary>
    public static JobFault? TooLarge(LinearModel model, LimitSettings limits) =>
        Beyond("columns", model.ColumnCount, limits.Columns, "columns")
        ?? Beyond("rows", model.RowCount, limits.Rows, "rows")
        ?? Beyond("non-zeros", model.Matrix.NonZeroCount, limits.NonZeros, "non-zeros");

    /// <summary>The same limits, for what reads or writes models.</summary>
    public static ModelSizeLimits SizeLimits(LimitSettings limits) => new(limits.Columns, limits.Rows, limits.NonZeros);

    private static JobFault? Beyond(string what, int size, int limit, string setting) => size <= limit ? null
        : new JobFault("model-too-large", $"The model has {size:N0} {what}; this server takes at most {limit:N0}.")
        {
            Hint = $"Make the model smaller (aggregate, leave out variables that must be 0), or raise the setting mipactors.limits.{setting}.",
        };
}
