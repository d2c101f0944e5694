namespace MipActors.Core.Model;

/// <summary>What a caller may ask of a solve, in field terms; a null means the solver's default, which the report states.</summary>
public sealed record SolveOptions
{
    /// <summary>The names by which callers set what is the same for every solver (docs/tools.md); any other name is a raw parameter.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "time_limit", "relative_gap", "absolute_gap", "threads", "seed", "node_limit", "objective_stop", "bound_stop", "log_level", "cross_check", "sensitivity", "pool",
        "second_objective", "explain",
    ];

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

    /// <summary>Number of branch-and-bound nodes after which the solve stops; not negative.</summary>
    public long? NodeLimit { get; init; }

    /// <summary>The solve stops at the first solution that is at least as good as this.</summary>
    public double? ObjectiveStop { get; init; }

    /// <summary>The solve stops when it is proven that no solution is better than this.</summary>
    public double? BoundStop { get; init; }

    /// <summary>How much of the solver's own log is wanted.</summary>
    public SolverLog Log { get; init; }

    /// <summary>Whether the log is part of what the program prints, from its first line on; null: it is not.</summary>
    public bool? PrintsLog { get; init; }

    /// <summary>
    /// Whether another engine is asked whether anything better exists than an "optimal" solution of a MIP, for as long as the first took
    /// and some seconds more. Null: where it is cheap.
    /// </summary>
    public bool? CrossCheck { get; init; }

    /// <summary>Whether ranges of costs and right-hand sides are wanted.</summary>
    public bool Sensitivity { get; init; }

    /// <summary>
    /// Whether duals and reduced costs are wanted whatever the model: of a MIP those of the LP with the integers fixed at their values. An LP
    /// has them anyhow where its solver has.
    /// </summary>
    public bool Duals { get; init; }

    /// <summary>More than one answer, or null.</summary>
    public PoolWish? Pool { get; init; }

    /// <summary>A second objective, or null.</summary>
    public SecondObjective? Second { get; init; }

    /// <summary>Whether an infeasible model is to be explained, and how; null when not.</summary>
    public ExplainWish? Explain { get; init; }

    /// <summary>Raw solver parameters by the solver's own names; an unknown one is refused.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>How much of its log a solver gives.</summary>
public enum SolverLog : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>What the solver prints by default.</summary>
    Normal = 1,

    /// <summary>More, where the solver has more.</summary>
    Verbose = 2,
}

/// <summary>A wish for more than one answer to a MIP, all different in their integers.</summary>
public sealed record PoolWish
{
    /// <summary>Number of answers at most; at least 1.</summary>
    public int Count { get; init; }

    /// <summary>Only answers within this relative gap of the best (0.01 is one per cent); null for no such limit.</summary>
    public double? RelativeGap { get; init; }
}

/// <summary>A second objective over the columns of the model.</summary>
public sealed record SecondObjective
{
    /// <summary>Minimise or maximise; independent of the model's own sense.</summary>
    public bool Maximize { get; init; }

    /// <summary>Coefficients by the names of columns; a name that the model lacks is refused, absent ones are 0.</summary>
    public IReadOnlyDictionary<string, double> Coefficients { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>How much of the first objective may be given away for the second, relative to its value; 0.01 is one per cent.</summary>
    public double RelativeSlack { get; init; }

    /// <summary>0: optimise the first, hold its value and optimise the second. n &gt; 0: the Pareto front of the two, n points at most.</summary>
    public int FrontPoints { get; init; }
}

/// <summary>How to explain an infeasible model.</summary>
public sealed record ExplainWish
{
    /// <summary>Names of rows and columns that are never to be relaxed; <c>prefix*</c> means all that begin so.</summary>
    public IReadOnlyList<string> Hard { get; init; } = [];

    /// <summary>Names of rows and columns that alone may be relaxed; empty means all that are not hard.</summary>
    public IReadOnlyList<string> Policy { get; init; } = [];

    /// <summary>Cost of one unit of relaxation by name of row or column; 1 where none is given.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}

/// <summary>A model and how to solve it: what travels to a solver worker.</summary>
/// <param name="Options">What the caller asks.</param>
/// <param name="Model">The model.</param>
/// <param name="MipStart">A starting point, one value per column (NaN where nothing is known), or null.</param>
/// <param name="Basis">A basis for the simplex method to begin at, of an LP; it may be incomplete or singular. Null for none.</param>
public sealed record SolveCall(SolveOptions Options, LinearModel Model, double[]? MipStart = null, Basis? Basis = null);
