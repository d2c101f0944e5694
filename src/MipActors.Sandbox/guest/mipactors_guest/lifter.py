"""An LpProblem of PuLP as the bytes of a Model (docs/protocol.md), straight from its objects, every double bit for bit."""

import struct
from array import array
from itertools import accumulate, chain
from math import inf, isfinite
from operator import attrgetter

import pulp
from pulp import constants as const

from . import session, wire

_VERSION = 1
_HEAD = struct.Struct("<BBIIId")
CONTINUOUS, INTEGER = 0, 1
_NO_BASIS = b"\0"
_SENSES = const.LpConstraintLE, const.LpConstraintEQ, const.LpConstraintGE

# Walks over a model's entries stay in C: PuLP's expressions are OrderedDicts whose own iterators ask each key for its hash, in Python.
_keys, _values, _items, _chained = dict.keys, dict.values, dict.items, chain.from_iterable
_name, _low, _up, _category = map(attrgetter, ("name", "lowBound", "upBound", "cat"))
_sense_of, _constant = map(attrgetter, ("sense", "constant"))
_hash = attrgetter("hash")

# The JavaScript function that looks up the columns of a large model (placing.mjs), which pays from so many entries on. Set when the sandbox starts.
find_columns = None
_MANY_ENTRIES = 100


class Lifted:
    """The bytes of a model, in parts, the objects of PuLP that its columns and rows are, and what slacks are computed from."""

    def __init__(self, variables, kinds, rows, sides, matrix, parts):
        self.variables = variables
        self.kinds = kinds
        self.rows = rows
        self.sides = sides
        self.matrix = matrix
        self.parts = parts


def lift(problem, mip=True):
    """Lifts the problem; with mip=False all its variables are continuous. PulpSolverError names what can not be lifted."""
    sets = _ordered_sets(problem) if mip else []
    constraints = constraints_of(problem)
    terms = _terms(problem)
    variables, indices = _placed(problem, terms, constraints)
    starts, indices, values = matrix = _matrix(constraints, indices)
    cost, offset = _objective(problem, terms, len(variables))
    lower, upper, kinds = _domains(variables, mip)
    sides, row_lower, row_upper = _row_bounds(constraints)
    parts = (
        _HEAD.pack(_VERSION, _sense(problem), len(variables), len(constraints), len(values), offset),
        cost, lower, upper, row_lower, row_upper, starts, indices, values, kinds,
        wire.text(str(problem.name)),
        wire.names(list(map(_name, variables))),
        wire.names(list(constraints)),
        _NO_BASIS,
        _sets_payload(sets, variables),
    )
    return Lifted(variables, kinds, list(constraints.values()), sides, matrix, parts)


def constraints_of(problem):
    """The dict of constraints by name; PuLP 3.3 hides it behind a view that warns."""
    hidden = getattr(problem, "_constraints", None)
    return problem.constraints if hidden is None else hidden


def variables_of(problem):
    """The variables of the problem, without the one that PuLP puts into an empty objective."""
    return _placed(problem, _terms(problem), constraints_of(problem))[0]


def _terms(problem):
    """The variables of the objective."""
    dummy, objective = problem.dummyVar, problem.objective
    if not isinstance(objective, dict):
        return []
    return list(_keys(objective)) if dummy is None else [variable for variable in _keys(objective) if variable is not dummy]


def _placed(problem, terms, constraints):
    """
    The variables of the problem and the column of each entry of the constraints, row by row. Those of the objective come first, as they stand there,
    which is mostly how they were made and lie in memory, then the others as PuLP met them: sorted by name as in PuLP's own files they would be scattered.
    """
    entries = list(_entries(constraints))
    place = _placed_by_address if find_columns and len(entries) >= _MANY_ENTRIES else _placed_by_hash
    try:
        return place(terms, _known(problem), entries)
    except (KeyError, AttributeError):
        pass  # PuLP knows a constraint's variables since it was added, but not yet those of the objective alone.
    try:
        problem.addVariables(terms)
        return place(terms, _known(problem), entries)
    except (KeyError, AttributeError):
        # A constraint was changed since, or somewhere is a copy of a variable, which to PuLP is the same one.
        return _placed_by_hash(terms, _collected(problem, constraints), entries)


def _placed_by_address(terms, known, entries):
    known = list(_values(known))
    found = find_columns(id(terms), id(known), id(entries))
    if found is None:
        raise KeyError("a variable that is not the very one that PuLP has registered")
    columns, others = (array("I", part.to_bytes()) for part in found)
    return terms + [known[at] for at in others], columns


def _placed_by_hash(terms, known, entries):
    columns = dict.fromkeys(chain(map(_hash, terms), known))
    columns.update(zip(columns, range(len(columns))))
    return list(map(known.__getitem__, columns)), array("I", list(map(columns.__getitem__, map(_hash, entries))))


def _known(problem):
    """The variables that PuLP has registered, by their hash, without the one that it puts into an empty objective."""
    known, dummy = problem._variable_ids, problem.dummyVar
    return known if dummy is None else {key: variable for key, variable in known.items() if variable is not dummy}


def _entries(constraints):
    return _chained(map(_keys, constraints.values()))


def _collected(problem, constraints):
    """All variables by their hash, after PuLP has looked for them everywhere."""
    dummy, objective = problem.dummyVar, problem.objective
    # Out of the objective while PuLP collects, else it stays among problem.variables() for ever.
    coefficient = objective.pop(dummy, None) if dummy is not None and isinstance(objective, dict) else None
    try:
        problem.variables()
        return _known(problem)
    except AttributeError:
        _name_the_culprit("the objective", objective if isinstance(objective, dict) else {})
        for name, constraint in constraints.items():
            _name_the_culprit(f"constraint {name}", constraint)
        raise
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


def _sets_payload(sets, variables):
    """The sets behind the model (docs/protocol.md, "OrderedSets"); nothing where there are none."""
    if not sets:
        return b""
    columns = {variable.hash: column for column, variable in enumerate(variables)}
    parts = [wire.count(len(sets))]
    for name, kind, variables, weights in sets:
        members = array("I", [columns[variable.hash] for variable in variables])
        parts += wire.text(name), bytes([kind]), wire.count(len(members)), members.tobytes(), weights.tobytes()
    return b"".join(parts)


def _matrix(constraints, indices):
    starts = array("I", accumulate(map(len, constraints.values()), initial=0))
    try:
        values = _doubles(list(_chained(map(_values, constraints.values()))))
    except (TypeError, ValueError, OverflowError):
        for name, constraint in constraints.items():
            _name_the_culprit(f"constraint {name}", constraint)
        raise
    return (starts, indices, values) if all(values) else _without_zeros(starts, indices, values)


def _without_zeros(starts, indices, values):
    kept_starts, kept_indices, kept_values = array("I", [0]), array("I"), array("d")
    for row in range(len(starts) - 1):
        for entry in range(starts[row], starts[row + 1]):
            if values[entry] != 0.0:
                kept_indices.append(indices[entry])
                kept_values.append(values[entry])
        kept_starts.append(len(kept_indices))
    return kept_starts, kept_indices, kept_values


def _objective(problem, terms, columns):
    cost = array("d", bytes(8 * columns))
    objective = problem.objective
    if objective is None:
        return cost, 0.0
    if isinstance(objective, (int, float)):
        return cost, float(objective)
    coefficients = _values(objective) if len(terms) == len(objective) else [objective[variable] for variable in terms]
    try:
        known = _doubles(list(coefficients))
    except (TypeError, ValueError, OverflowError):
        _name_the_culprit("the objective", dict(zip(terms, coefficients)))
        raise
    cost[:len(known)] = known
    return cost, _number(objective.constant, "the constant of the objective")


def _domains(variables, mip):
    lower = _bounds(list(map(_low, variables)), -inf, variables, "lower")
    upper = _bounds(list(map(_up, variables)), inf, variables, "upper")
    categories = list(map(_category, variables))
    integers = categories.count(const.LpInteger)
    if integers + categories.count(const.LpContinuous) == len(categories):
        return lower, upper, bytes(map(const.LpInteger.__eq__, categories)) if mip and integers else bytes(len(variables))
    kinds = bytearray(len(variables))
    for column, (variable, category) in enumerate(zip(variables, categories)):
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


def _bounds(numbers, free, variables, which):
    try:
        return _doubles(numbers)
    except (TypeError, ValueError, OverflowError):
        numbers = [free if number is None else number for number in numbers]
    try:
        return _doubles(numbers)
    except (TypeError, ValueError, OverflowError):
        for number, variable in zip(numbers, variables):
            _number(number, f"the {which} bound of variable {variable.name}")
        raise


def _row_bounds(constraints):
    senses = list(map(_sense_of, constraints.values()))
    if sum(map(senses.count, _SENSES)) != len(senses):
        name, sense = next((name, sense) for name, sense in zip(constraints, senses) if sense not in _SENSES)
        raise pulp.PulpSolverError(f"Constraint {name} has the sense {sense!r}; it must be <=, == or >=.")
    try:
        constants = _doubles(list(map(_constant, constraints.values())))
    except (TypeError, ValueError, OverflowError):
        for name, constraint in constraints.items():
            _number(constraint.constant, f"the right-hand side of constraint {name}")
        raise
    # Not -constant: of 0.0 that is the negative zero.
    sides = _doubles([0.0 - constant for constant in constants])
    at_most, _, at_least = _SENSES
    return sides, _free_where(senses, at_most, -inf, sides), _free_where(senses, at_least, inf, sides)


def _free_where(senses, free, infinity, sides):
    """The sides, without one where a row has this sense."""
    match senses.count(free):
        case 0:
            return sides
        case count if count == len(senses):
            return array("d", [infinity]) * count
    return _doubles([infinity if sense == free else side for sense, side in zip(senses, sides)])


def _doubles(numbers):
    """array("d", numbers) in half of the time; the same errors."""
    try:
        return array("d", struct.pack(f"{len(numbers)}d", *numbers))
    except struct.error:
        return array("d", numbers)


def _number(value, what):
    try:
        return array("d", (value,))[0]
    except (TypeError, ValueError, OverflowError):
        shown = repr(value)[:100]
        raise pulp.PulpSolverError(f"{what[0].upper()}{what[1:]} is {shown}, which is not a number a solver can take.") from None


def _name_the_culprit(where, expression):
    for variable, coefficient in expression.items():
        if not hasattr(variable, "hash"):
            raise pulp.PulpSolverError(f"In {where} there is {variable!r}, which is not a variable.")
        _number(coefficient, f"the coefficient of {variable.name} in {where}")
