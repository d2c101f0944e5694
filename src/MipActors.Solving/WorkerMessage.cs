using MipActors.Core.Model;

namespace MipActors.Solving;

/// <summary>What a solver worker says.</summary>
public abstract record WorkerMessage
{
    private WorkerMessage()
    {
    }

    /// <summary>It has started and takes calls.</summary>
    /// <param name="Versions">Versions by name: the worker's, its runtime's.</param>
    public sealed record Ready(IReadOnlyDictionary<string, string> Versions) : WorkerMessage;

    /// <summary>Its guardian answers a ping.</summary>
    public sealed record Pong : WorkerMessage;

    /// <summary>A look at the running solve; at most a few a second.</summary>
    /// <param name="Look">What was seen.</param>
    public sealed record Progress(SolveProgress Look) : WorkerMessage;

    /// <summary>A piece of the solver's log, not necessarily whole lines.</summary>
    /// <param name="Text">The piece.</param>
    public sealed record Log(string Text) : WorkerMessage;

    /// <summary>The answer to a call: a solution, or what else was found out.</summary>
    /// <param name="Solution">The answer.</param>
    public sealed record Solved(Solution Solution) : WorkerMessage;

    /// <summary>The other answer to a call: it can not be solved as it is. The worker takes the next one.</summary>
    /// <param name="Code"><c>unknown-solver</c>, <c>unknown-parameter</c>, <c>bad-parameter</c> or <c>bad-model</c>.</param>
    /// <param name="Text">What to change.</param>
    public sealed record Refused(string Code, string Text) : WorkerMessage;

    /// <summary>The answer to the question for its solvers.</summary>
    /// <param name="Solvers">One entry for each.</param>
    public sealed record Described(IReadOnlyList<SolverDescription> Solvers) : WorkerMessage;

    /// <summary>It can not go on, and ends.</summary>
    /// <param name="Text">Why.</param>
    public sealed record Fault(string Text) : WorkerMessage;
}
