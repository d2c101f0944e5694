using Google.OrTools.LinearSolver;
using MipActors.Core.Formats;
using MipActors.Core.Model;

namespace MipActors.SolverWorker.Backends;

/// <summary>One LP in one solver of OR-Tools' LinearSolver: what GLOP and PDLP have in common.</summary>
internal sealed class LinearSolverRun : IDisposable
{
    private readonly Solver _solver;
    private readonly LinearModel _model;
    private readonly Variable[] _variables;
    private readonly Constraint[] _rows;
    private bool _isRunning;

    /// <summary>Builds the model; refuses one with integers, which these solvers would relax silently.</summary>
    public LinearSolverRun(string name, Solver.OptimizationProblemType type, LinearModel model)
    {
        if (model.IsMip)
        {
            throw new SolveRefusedException(
                SolveRefusedException.BadModel,
                $"{name} solves linear models only, and this one has {Counted.Of(model.IntegerCount, "integer variable")}; take solver 'auto'");
        }

        _model = model;
        _solver = new Solver("", type);
        _variables = new Variable[model.ColumnCount];
        for (var j = 0; j < _variables.Length; j++)
        {
            _variables[j] = _solver.MakeNumVar(Bound(model.ColumnLower[j]), Bound(model.ColumnUpper[j]), "");
        }

        _rows = new Constraint[model.RowCount];
        for (var i = 0; i < _rows.Length; i++)
        {
            _rows[i] = _solver.MakeConstraint(Bound(model.RowLower[i]), Bound(model.RowUpper[i]), "");
            var indices = model.Matrix.RowIndices(i);
            var values = model.Matrix.RowValues(i);
            for (var k = 0; k < indices.Length; k++)
            {
                _rows[i].SetCoefficient(_variables[indices[k]], values[k]);
            }
        }

        using var objective = _solver.Objective();
        objective.SetOptimizationDirection(model.Sense == ObjectiveSense.Maximize);
        objective.SetOffset(model.ObjectiveOffset);
        for (var j = 0; j < _variables.Length; j++)
        {
            objective.SetCoefficient(_variables[j], model.Cost[j]);
        }
    }

    /// <summary>Version of OR-Tools, as its library reports it.</summary>
    public static string Version => Google.OrTools.Init.OrToolsVersion.VersionString();

    /// <summary>Solves.</summary>
    /// <param name="parameters">Parameters in text format, checked before.</param>
    /// <param name="deadline">When it has to be over.</param>
    /// <param name="observer">Who is told; the log only.</param>
    /// <param name="shell">What is known of the answer before.</param>
    /// <param name="cancellation">Interrupts it.</param>
    public Solution Solve(string parameters, SolveClock deadline, ISolveObserver observer, Solution shell, CancellationToken cancellation)
    {
        if (parameters.Length > 0 && !_solver.SetSolverSpecificParametersAsString(parameters))
        {
            throw new SolveRefusedException(SolveRefusedException.BadParameter, $"{shell.Solver} does not take its parameters: {parameters}");
        }

        if (deadline.RemainingSeconds < TimeSpan.FromDays(10).TotalSeconds)
        {
            _solver.SetTimeLimit(Math.Max(1, (long)(deadline.RemainingSeconds * 1000)));
        }

        if (cancellation.IsCancellationRequested || deadline.IsOver)
        {
            return shell with
            {
                StopReason = cancellation.IsCancellationRequested ? StopReason.Interrupted : StopReason.TimeLimit,
                Message = "ended before it began",
                SolveSeconds = deadline.ElapsedSeconds,
            };
        }

        using var tap = new PrintTap(observer);
        if (observer.WantsLog)
        {
            _solver.EnableOutput();
        }

        // Asked again and again: a solve that has just begun forgets an interruption.
        using var interruption = new Timer(_ => Interrupt(cancellation), null, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20));
        lock (_solver)
        {
            _isRunning = true;
        }

        var status = _solver.Solve();
        lock (_solver)
        {
            _isRunning = false;
        }

        return Answer(status, deadline, shell, cancellation) with { SolveSeconds = deadline.ElapsedSeconds };
    }

    /// <summary>Frees the solver.</summary>
    public void Dispose() => _solver.Dispose();

    private void Interrupt(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            lock (_solver)
            {
                if (_isRunning)
                {
                    _ = _solver.InterruptSolve();
                }
            }
        }
    }

    private Solution Answer(Solver.ResultStatus status, SolveClock deadline, Solution shell, CancellationToken cancellation)
    {
        var word = status switch
        {
            Solver.ResultStatus.OPTIMAL => "optimal",
            Solver.ResultStatus.FEASIBLE => "feasible",
            Solver.ResultStatus.INFEASIBLE => "infeasible",
            Solver.ResultStatus.UNBOUNDED => "unbounded",
            Solver.ResultStatus.ABNORMAL => "abnormal",
            Solver.ResultStatus.MODEL_INVALID => "model invalid",
            _ => "not solved",
        };
        shell = shell with { Message = word, Iterations = Math.Max(0, _solver.Iterations()) };
        if (status is Solver.ResultStatus.OPTIMAL)
        {
            return WithValues(shell with { Status = SolveStatus.Optimal });
        }

        // These solvers say "infeasible" of unbounded models too, whichever their presolve sees first.
        return status switch
        {
            Solver.ResultStatus.INFEASIBLE or Solver.ResultStatus.UNBOUNDED => shell with { Status = SolveStatus.InfeasibleOrUnbounded },
            _ when cancellation.IsCancellationRequested => shell with { StopReason = StopReason.Interrupted },
            _ when deadline.RemainingSeconds <= 0.05 => shell with { StopReason = StopReason.TimeLimit },
            _ => shell with { Status = SolveStatus.NumericalTrouble },
        };
    }

    private Solution WithValues(Solution shell)
    {
        var (columns, rows) = (new BasisStatus[_variables.Length], new BasisStatus[_rows.Length]);
        var hasBasis = shell.Solver == Glop.SolverId;
        for (var j = 0; hasBasis && j < columns.Length; j++)
        {
            columns[j] = StatusOf(_variables[j].BasisStatus());
        }

        for (var i = 0; hasBasis && i < rows.Length; i++)
        {
            rows[i] = StatusOf(_rows[i].BasisStatus());
        }

        var values = Array.ConvertAll(_variables, variable => variable.SolutionValue());
        using var objective = _solver.Objective();
        return shell with
        {
            Values = values,
            Objective = objective.Value(),
            DualBound = objective.Value(),
            RowDuals = Array.ConvertAll(_rows, row => row.DualValue()),
            ReducedCosts = Array.ConvertAll(_variables, variable => variable.ReducedCost()),
            Basis = hasBasis ? new Basis(columns, rows) : null,
        };
    }

    private static BasisStatus StatusOf(Solver.BasisStatus status) => status switch
    {
        Solver.BasisStatus.BASIC => BasisStatus.Basic,
        Solver.BasisStatus.AT_UPPER_BOUND => BasisStatus.AtUpper,
        Solver.BasisStatus.FREE => BasisStatus.Free,
        _ => BasisStatus.AtLower,
    };

    private static double Bound(double value) =>
        Math.Abs(value) >= ModelGate.SolverInfinity ? double.CopySign(double.PositiveInfinity, value) : value;
}
