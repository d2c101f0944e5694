using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>One native solver behind one shape. A backend says what its library says; whether that is believed is the judge's matter.</summary>
internal interface ISolverBackend
{
    /// <summary>Id that <see cref="SolveOptions.Solver"/> takes.</summary>
    string Id { get; }

    /// <summary>Place in lists and in the order of second opinions; unique.</summary>
    int Rank { get; }

    /// <summary>Classes of models that it solves.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Those of them for which <c>auto</c> means this one.</summary>
    IReadOnlyList<string> DefaultFor { get; }

    /// <summary>Whether it takes every model of its classes, and so can be asked for a second opinion on any.</summary>
    bool TakesEveryModelOfItsClass { get; }

    /// <summary>Whether it settles this model in the time that others take to begin, so that it is asked first to confirm an optimum.</summary>
    bool IsQuickAt(LinearModel model) => false;

    /// <summary>The raw parameters that make this solver work on the model as it is, without reductions.</summary>
    IReadOnlyDictionary<string, string> WithoutPresolve { get; }

    /// <summary>
    /// The raw parameters of a second look at another's answer: so that its outcome does not depend on how busy the machine is, where this
    /// solver can measure its time limit in processor time, and without preparations that such a look is not worth.
    /// </summary>
    IReadOnlyDictionary<string, string> ForSecondLook { get; }

    /// <summary>Name, version (asked of the library) and features.</summary>
    SolverDescription Describe();

    /// <summary>Does ahead what a solve would begin with whatever its model; called while nothing is asked, on the thread that solves.</summary>
    void Prepare()
    {
    }

    /// <summary>
    /// Solves on the calling thread. Ends early, with what it has, at the deadline and when cancelled. Numbers that mean infinity to
    /// the library come back as null.
    /// </summary>
    /// <exception cref="SolveRefusedException">The options or the model are not what this solver takes.</exception>
    Solution Solve(SolveCall call, SolveClock deadline, ISolveObserver observer, CancellationToken cancellation);
}

/// <summary>Classes of models, as solvers are described by.</summary>
internal static class ProblemClass
{
    /// <summary>Linear, continuous.</summary>
    public const string Lp = "LP";

    /// <summary>Linear, some or all columns integer.</summary>
    public const string Mip = "MIP";

    /// <summary>Linear, all columns integer and bounded.</summary>
    public const string Ip = "IP";
}

/// <summary>Who is told how a solve goes. Called on the solver's own threads, also from inside of its callbacks.</summary>
internal interface ISolveObserver
{
    /// <summary>Whether the solver's log is wanted.</summary>
    bool WantsLog { get; }

    /// <summary>Whether a look would be passed on now; asked before numbers are gathered, since events come by the thousand.</summary>
    bool WantsProgress(bool hasIncumbent);

    /// <summary>A look at the running solve.</summary>
    void Progress(double? incumbent, double? dualBound, long nodes, long iterations);

    /// <summary>A piece of the solver's log, UTF-8, not necessarily whole lines.</summary>
    void Log(ReadOnlySpan<byte> utf8);
}

/// <summary>Nobody listens: the observer of a second look.</summary>
internal sealed class SilentObserver : ISolveObserver
{
    public static SilentObserver Instance { get; } = new();

    public bool WantsLog => false;

    public bool WantsProgress(bool hasIncumbent) => false;

    public void Progress(double? incumbent, double? dualBound, long nodes, long iterations)
    {
    }

    public void Log(ReadOnlySpan<byte> utf8)
    {
    }
}

/// <summary>The call can not be solved as it is; the message says what to change.</summary>
internal sealed class SolveRefusedException(string code, string message) : Exception(message)
{
    /// <summary>One of the codes below, for programs.</summary>
    public string Code { get; } = code;

    /// <summary>No backend has this id.</summary>
    public const string UnknownSolver = "unknown-solver";

    /// <summary>The solver has no parameter of this name.</summary>
    public const string UnknownParameter = "unknown-parameter";

    /// <summary>The value of an option or parameter is not one it can have.</summary>
    public const string BadParameter = "bad-parameter";

    /// <summary>The model has numbers or a shape that no solver here takes.</summary>
    public const string BadModel = "bad-model";
}
