"""A solution of the host into the LpProblem it is of, in PuLP's terms."""

from operator import mul

from pulp import constants as const

from . import lifter, session, wire

# Solvers call a value whole within a tolerance; PuLP's programs compare with ==. PuLP's own LpProblem.roundSolution uses the same.
_WHOLE_WITHIN = 1e-5

# A limit with a solution in hand is "Optimal" with the solution status "Solution Found": so does PuLP with CBC.
_STATUS = {
    wire.OPTIMAL: (const.LpStatusOptimal, const.LpSolutionOptimal),
    wire.FEASIBLE: (const.LpStatusOptimal, const.LpSolutionIntegerFeasible),
    wire.INFEASIBLE: (const.LpStatusInfeasible, const.LpSolutionInfeasible),
    wire.UNBOUNDED: (const.LpStatusUnbounded, const.LpSolutionUnbounded),
    wire.INFEASIBLE_OR_UNBOUNDED: (const.LpStatusUndefined, const.LpSolutionNoSolutionFound),
    wire.NO_SOLUTION: (const.LpStatusNotSolved, const.LpSolutionNoSolutionFound),
    wire.NUMERICAL_TROUBLE: (const.LpStatusUndefined, const.LpSolutionNoSolutionFound),
}


class NoValue(float):
    """Not a number, where a solve brought none: programs format, add and compare what CBC leaves in the variables of an
    infeasible problem, and are to come to their end without it."""

    def __new__(cls, why):
        return super().__new__(cls, "nan")

    def __init__(self, why):
        self.why = why

    def __bool__(self):
        return False

    def __round__(self, digits=None):
        return self

    def __int__(self):
        raise ValueError(f"there is no value: {self.why}")

    __trunc__ = __floor__ = __ceil__ = __int__

    def __reduce__(self):
        return NoValue, (self.why,)


def assign(problem, lifted, solution):
    """Sets status, values, reduced costs, duals, slacks; NoValue where there is nothing, never what an earlier solve left."""
    status, solution_status = _STATUS[solution.status]
    nothing = NoValue(f"the last solve ended with the status {const.LpStatus[status]!r}")
    values = solution.values if solution.status in (wire.OPTIMAL, wire.FEASIBLE) else None
    if values is not None:
        values = [_whole(value) if kind == lifter.INTEGER else value for value, kind in zip(values, lifted.kinds)]
    no_columns, no_rows = [nothing] * len(lifted.variables), [nothing] * len(lifted.rows)
    for variable, value, cost in zip(lifted.variables, values or no_columns, _plain(solution.reduced_costs) or no_columns):
        variable.varValue = value
        variable.dj = cost
    slacks = no_rows if values is None else _slacks(lifted, values)
    for constraint, slack, dual in zip(lifted.rows, slacks, _plain(solution.row_duals) or no_rows):
        constraint.slack = slack
        constraint.pi = dual
    if problem.dummyVar is not None:
        problem.dummyVar.varValue = 0.0
    problem.assignStatus(status, solution_status)
    session.current.last_status = const.LpStatus[status]
    return status


def _plain(numbers):
    """Zeros without a sign: a solver's -0.0 would be printed."""
    return numbers and [number + 0.0 for number in numbers]


def _whole(value):
    nearest = float(round(value)) if abs(value) < 2**53 else value
    return nearest if abs(nearest - value) <= _WHOLE_WITHIN else value


def _slacks(lifted, values):
    """Right-hand side less activity, as PuLP has it from CBC: negative where a >= is over-fulfilled."""
    starts, indices, coefficients = lifted.matrix
    for row, side in enumerate(lifted.sides):
        entries = slice(starts[row], starts[row + 1])
        yield side - sum(map(mul, coefficients[entries], [values[column] for column in indices[entries]]))
