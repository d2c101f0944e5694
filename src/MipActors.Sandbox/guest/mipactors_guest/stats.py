"""What solve() returns: the number that PuLP 2 and 3 return, with what PuLP 4 tells about a solve on it."""

import enum
import json

from pulp import constants as const

from . import lifter, wire


class LpSolveStatus(enum.IntEnum):
    """How a solve ended, in the words of PuLP 4. A limit is told apart, whether there is a solution or not."""

    NotSolved = 0
    Optimal = 1
    Infeasible = -1
    Unbounded = -2
    Undefined = -3
    TimeLimit = -4
    MemoryLimit = -5
    NodeLimit = -6
    GapLimit = -7
    IterationLimit = -8
    SolutionLimit = -9
    Interrupted = -10
    Stopped = -11
    NumericalError = -12


_ENDED = {
    wire.OPTIMAL: LpSolveStatus.Optimal,
    wire.INFEASIBLE: LpSolveStatus.Infeasible,
    wire.UNBOUNDED: LpSolveStatus.Unbounded,
    wire.INFEASIBLE_OR_UNBOUNDED: LpSolveStatus.Undefined,
    wire.NUMERICAL_TROUBLE: LpSolveStatus.NumericalError,
}
_STOPPED = {
    wire.TIME_LIMIT: LpSolveStatus.TimeLimit, wire.INTERRUPTED: LpSolveStatus.Interrupted, wire.NODE_LIMIT: LpSolveStatus.NodeLimit,
}


class LpSolveStats(int):
    """An integer as PuLP 2 and 3 return it (LpStatus[stats] is its word), with the members of PuLP 4's statistics."""

    def __new__(cls, status, *_):
        return super().__new__(cls, status)

    def __init__(self, status, problem, lifted, solution, solver, options, seconds, cpu_seconds):
        ended = _ENDED.get(solution.status) or _STOPPED.get(solution.stop_reason, LpSolveStatus.Stopped)
        self.status = ended
        self.status_str = ended.name
        self.has_solution = solution.status in (wire.OPTIMAL, wire.FEASIBLE)
        self.solver = solver.name
        self.solver_version = f"{solution.solver} {solution.solver_version}".strip()
        self.solver_options = dict(options)
        self.time = seconds
        self.cpu_time = cpu_seconds
        self.objective = solution.objective
        self.best_bound = solution.dual_bound
        self.gap_abs = self.gap_rel = None
        if self.objective is not None and self.best_bound is not None:
            self.gap_abs = abs(self.objective - self.best_bound)
            self.gap_rel = self.gap_abs / max(abs(self.objective), 1e-10)
        self.nodes = solution.nodes
        self.num_variables = len(lifted.variables)
        self.num_constraints = len(lifted.rows)
        self.is_mip = lifter.INTEGER in lifted.kinds
        self.root_time = self.presolve = self.matrix = self.cut_info = self.first_solution = self.logs = None
        problem.bestBound = self.best_bound

    def toDict(self):
        """Its members, as plain values."""
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    def toJson(self, path, *arguments, **named):
        """Writes its members into a file."""
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self.toDict(), file, *arguments, **named)

    def __reduce__(self):
        return int, (int(self),)


def install(pulp):
    """Makes the names of PuLP 4 known to `import pulp` and `from pulp import *`."""
    for module in (pulp, const):
        if not hasattr(module, "LpSolveStatus"):
            module.LpSolveStatus = LpSolveStatus
    if not hasattr(pulp, "LpSolveStats"):
        pulp.LpSolveStats = LpSolveStats
