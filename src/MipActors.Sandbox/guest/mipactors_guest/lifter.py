"""An LpProblem of PuLP as the bytes of a Model (docs/protocol.md), straight from its objects, every double bit for bit."""

import struct
from array import array
from math import inf, isfinite

import pulp
from pulp import constants as const

from . import session, wire

_VERSION = 1
_HEAD = struct.Struct("<BBIIId")
CONTINUOUS, INTEGER = 0, 1
_NO_BASIS = b"\0"


class Lifted:
    """The bytes of a model, the objects of PuLP that its columns and rows are, and what slacks are computed from."""

    def __init__(self, variables, kinds, rows, sides, matrix, payload):
        self.variables = variables
        self.kinds = kinds
        self.rows = rows
        self.sides = sides
        self.matrix = matrix
        self.payload = payload


def lift(problem, mip=True):
    """Lifts the problem; with mip=False all its variables are continuous. PulpSolverError names what can not be lifted."""
    sets = _ordered_sets(problem) if mip else []
    constraints = constraints_of(problem)
    variables = variables_of(problem)
    columns = {variable.hash: column for column, variable in enumerate(variables)}
    starts, indices, values = matrix = _matrix(constraints, columns)
    cost, offset = _objective(problem, columns)
    lower, upper, kinds = _domains(variables, mip)
    sides, row_lower, row_upper = _row_bounds(constraints)
    payload = b"".join((
        _HEAD.pack(_VERSION, _sense(problem), len(variables), len(constraints), len(values), offset),
        cost.tobytes(), lower.tobytes(), upper.tobytes(), row_lower.tobytes(), row_upper.tobytes(),
        starts.tobytes(), indices.tobytes(), values.tobytes(), kinds,
        wire.text(str(problem.name)),
        wire.names([str(variable.name) for variable in variables]),
        wire.names([str(name) for name in constraints]),
        _NO_BASIS,
        _sets_payload(sets, columns),
    ))
    return Lifted(variables, kinds, list(constraints.values()), sides, matrix, payload)


def constraints_of(problem):
    """The dict of constraints by name; PuLP 3.3 hides it behind a view that warns."""
    hidden = getattr(problem, "_constraints", None)
    return problem.constraints if hidden is None else hidden


def variables_of(problem):
    """The variables of the problem in PuLP's order, without the one that PuLP puts into an empty objective."""
    dummy, objective = problem.dummyVar, problem.objective
    if dummy is None or not isinstance(objective, dict):
        return [variable for variable in problem.variables() if variable is not dummy]
    # Out of the objective while PuLP collects, else it stays among problem.variables() for ever.
    coefficient = objective.pop(dummy, None)
    try:
        return [variable for variable in problem.variables() if variable is not dummy]
    finally:
        if coefficient is not None:
            objective[dummy] = coefficient


def _sense(problem):
    if problem.sense == const.LpMinimize:
        return 0
    if problem.sense == const.LpMaximize:
        return 1
    raise pulp.PulpSolverError(f"The sense of problem {problem.name} is {problem.sense!r}; write LpMinimize or LpMaximize.")


def _ordered_sets(problem):
    """(name, type, variables, weights) of each special ordered set; its variables join the problem, in which they may be nowhere else."""
    sets = []
    for kind, given in ((1, problem.sos1), (2, problem.sos2)):
        for key, members in given.items() if isinstance(given, dict) else enumerate(given, 1):
            name = f"sos{kind}_{key}"
            try:
                pairs = list(members.items() if isinstance(members, dict) else members)
                problem.addVariables([variable for variable, _ in pairs])
            except (TypeError, ValueError, AttributeError):
                raise pulp.PulpSolverError(f"The special ordered set {name} is no dict of variables and their weights, like {{x: 1, y: 2}}.") from None
            weights = array("d", [_number(weight, f"the weight of {variable.name} in {name}") for variable, weight in pairs])
            if not all(map(isfinite, weights)):
                raise pulp.PulpSolverError(f"The special ordered set {name} has a weight that is no finite number.")
            sets.append((name, kind, [variable for variable, _ in pairs], weights))
    return sets


def _sets_payload(sets, columns):
    """The sets behind the model (docs/protocol.md, "OrderedSets"); nothing where there are none."""
    parts = [wire.count(len(sets))] if sets else []
    for name, kind, variables, weights in sets:
        members = array("i", [columns[variable.hash] for variable in variables])
        parts += wire.text(name), bytes([kind]), wire.count(len(members)), members.tobytes(), weights.tobytes()
    return b"".join(parts)


def _matrix(constraints, columns):
    starts, indices, values = array("i", [0]), array("i"), array("d")
    for name, constraint in constraints.items():
        try:
            values.extend(constraint.values())
            indices.extend([columns[variable.hash] for variable in constraint.keys()])
        except (TypeError, ValueError, OverflowError, KeyError, AttributeError):
            _name_the_culprit(f"constraint {name}", constraint, columns)
            raise
        starts.append(len(indices))
    return _without_zeros(starts, indices, values) if values.count(0.0) else (starts, indices, values)


def _without_zeros(starts, indices, values):
    kept_starts, kept_indices, kept_values = array("i", [0]), array("i"), array("d")
    for row in range(len(starts) - 1):
        for entry in range(starts[row], starts[row + 1]):
            if values[entry] != 0.0:
                kept_indices.append(indices[entry])
                kept_values.append(values[entry])
        kept_starts.append(len(kept_indices))
    return kept_starts, kept_indices, kept_values


def _objective(problem, columns):
    cost = array("d", bytes(8 * len(columns)))
    objective = problem.objective
    if objective is None:
        return cost, 0.0
    if isinstance(objective, (int, float)):
        return cost, float(objective)
    for variable, coefficient in objective.items():
        if variable is not problem.dummyVar:
            cost[columns[variable.hash]] = _number(coefficient, f"the coefficient of {variable.name} in the objective")
    return cost, _number(objective.constant, "the constant of the objective")


def _domains(variables, mip):
    kinds = bytearray(len(variables))
    lower = _bounds([-inf if v.lowBound is None else v.lowBound for v in variables], variables, "lower")
    upper = _bounds([inf if v.upBound is None else v.upBound for v in variables], variables, "upper")
    for column, variable in enumerate(variables):
        category = variable.cat
        if category == const.LpContinuous:
            continue
        if category == const.LpBinary:
            # PuLP turns this into integer with bounds when a variable is made; here it was set later.
            lower[column], upper[column] = max(lower[column], 0.0), min(upper[column], 1.0)
        elif category != const.LpInteger:
            session.current.warn(
                f"Variable {variable.name} has the category {category!r}, which PuLP does not know: it is taken as continuous. "
                f"Write {const.LpContinuous!r}, {const.LpInteger!r} or {const.LpBinary!r}."
            )
            continue
        if mip:
            kinds[column] = INTEGER
    return lower, upper, bytes(kinds)


def _bounds(numbers, variables, which):
    try:
        return array("d", numbers)
    except (TypeError, ValueError, OverflowError):
        for number, variable in zip(numbers, variables):
            _number(number, f"the {which} bound of variable {variable.name}")
        raise


def _row_bounds(constraints):
    sides, lower, upper = array("d"), array("d"), array("d")
    for name, constraint in constraints.items():
        # Not -constant: of 0.0 that is the negative zero.
        side = 0.0 - _number(constraint.constant, f"the right-hand side of constraint {name}")
        sense = constraint.sense
        if sense not in (const.LpConstraintLE, const.LpConstraintEQ, const.LpConstraintGE):
            raise pulp.PulpSolverError(f"Constraint {name} has the sense {sense!r}; it must be <=, == or >=.")
        sides.append(side)
        lower.append(-inf if sense == const.LpConstraintLE else side)
        upper.append(inf if sense == const.LpConstraintGE else side)
    return sides, lower, upper


def _number(value, what):
    try:
        return array("d", (value,))[0]
    except (TypeError, ValueError, OverflowError):
        shown = repr(value)[:100]
        raise pulp.PulpSolverError(f"{what[0].upper()}{what[1:]} is {shown}, which is not a number a solver can take.") from None


def _name_the_culprit(where, expression, columns):
    for variable, coefficient in expression.items():
        if getattr(variable, "hash", None) not in columns:
            raise pulp.PulpSolverError(f"In {where} there is {variable!r}, which is not a variable.")
        _number(coefficient, f"the coefficient of {variable.name} in {where}")
