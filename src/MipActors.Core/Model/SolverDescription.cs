namespace MipActors.Core.Model;

/// <summary>What one solver backend is and can do, as the worker that has it loaded says.</summary>
/// <param name="Id">Id that <see cref="SolveOptions.Solver"/> takes: <c>highs</c>, <c>scip</c>, …</param>
/// <param name="Name">Name as its authors write it.</param>
/// <param name="Version">Version as the library itself reports it.</param>
/// <param name="ProblemClasses">Classes it solves: <c>LP</c>, <c>MIP</c>.</param>
/// <param name="DefaultFor">Those of them for which <c>auto</c> means this one.</param>
/// <param name="Supports">What it supports.</param>
public sealed record SolverDescription(
    string Id,
    string Name,
    string Version,
    IReadOnlyList<string> ProblemClasses,
    IReadOnlyList<string> DefaultFor,
    SolverSupport Supports);

/// <summary>Features of a solver backend.</summary>
/// <param name="Duals">Dual values and reduced costs of LPs.</param>
/// <param name="MipStart">A starting point, partial ones included.</param>
/// <param name="Progress">Looks at the running solve.</param>
/// <param name="Interrupt">Stops on request and keeps what it has.</param>
/// <param name="Log">The solver's own log.</param>
/// <param name="Threads">More than one thread.</param>
/// <param name="RawParameters">Parameters by the solver's own names.</param>
public sealed record SolverSupport(
    bool Duals,
    bool MipStart,
    bool Progress,
    bool Interrupt,
    bool Log,
    bool Threads,
    bool RawParameters);
