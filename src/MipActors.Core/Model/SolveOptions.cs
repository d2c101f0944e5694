namespace MipActors.Core.Model;

/// <summary>What a caller may ask of a solve, in field terms; a null means the solver's default, which the report states.</summary>
public sealed record SolveOptions
{
    /// <summary>The options of a caller who asks for nothing.</summary>
    public static SolveOptions Default { get; } = new();

    /// <summary>Id of a backend (<c>highs</c>, <c>scip</c>, …) or <c>auto</c>: SCIP for models with integers, HiGHS for LPs.</summary>
    public string Solver { get; init; } = "auto";

    /// <summary>Wall-clock limit of the solve, in seconds; positive.</summary>
    public double? TimeLimitSeconds { get; init; }

    /// <summary>Relative MIP gap at which the solve may stop; 0.01 is one per cent.</summary>
    public double? RelativeGap { get; init; }

    /// <summary>Absolute MIP gap at which the solve may stop, in units of the objective.</summary>
    public double? AbsoluteGap { get; init; }

    /// <summary>Number of threads the solver may use; at least 1.</summary>
    public int? Threads { get; init; }

    /// <summary>Random seed of the solver; not negative.</summary>
    public int? Seed { get; init; }

    /// <summary>Whether the solver's own log is wanted.</summary>
    public bool Log { get; init; }

    /// <summary>Raw solver parameters by the solver's own names; an unknown one is refused.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A model and how to solve it: what travels to a solver worker.</summary>
/// <param name="Options">What the caller asks.</param>
/// <param name="Model">The model.</param>
/// <param name="MipStart">A starting point, one value per column (NaN where nothing is known), or null.</param>
public sealed record SolveCall(SolveOptions Options, LinearModel Model, double[]? MipStart = null);
