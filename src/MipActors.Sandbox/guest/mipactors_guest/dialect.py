"""The dialects of PuLP 3 and 4 on the PuLP that is there (coin-or/pulp, "How to migrate from PuLP 3.x to 4.0"): a program of
any generation finds the names it was written with. What the installed PuLP has itself is left alone."""

import sys
import types

import pulp
from pulp.pulp import LpAffineExpression, LpProblem, LpVariable

from . import columns, stats

_ENDINGS = ("choco", "coin", "copt", "cplex", "cuopt", "glpk", "gurobi", "highs", "mipcl", "mosek", "sas", "scip", "xpress")


class Constraints(dict):
    """The constraints of a problem by name, as in PuLP 2; called, the list of them, as in PuLP 4."""

    def __call__(self):
        return [_named(constraint, name) for name, constraint in self.items()]

    def copy(self):
        return Constraints(self)


def install():
    """Teaches the installed PuLP what it lacks."""
    stats.install(pulp)
    columns.install()
    if not isinstance(vars(LpProblem).get("constraints"), property):
        LpProblem.constraints = property(_get_constraints, _set_constraints)
    for kind, members in ((LpProblem, _PROBLEM), (LpAffineExpression, _EXPRESSION)):
        for name, member in members.items():
            if not hasattr(kind, name):
                setattr(kind, name, member)
    for name in ("add_variable", "add_variable_dicts", "add_variable_dict", "add_variable_matrix"):
        _joins_its_problem(name)
    _from_dict_of_a_problem()
    _modules()
    pulp.__version__ = getattr(pulp, "__version__", pulp.VERSION)


def _get_constraints(self):
    return self._constraints


def _set_constraints(self, constraints):
    self._constraints = constraints if isinstance(constraints, Constraints) else Constraints(constraints)


def _add_variable(self, name, lowBound=None, upBound=None, cat="Continuous"):
    """A variable of this problem."""
    return LpVariable(name, lowBound, upBound, cat)


def _add_variable_dicts(self, name, indices=None, lowBound=None, upBound=None, cat="Continuous", indexStart=None):
    """Variables of this problem in nested dicts, one level for each list of indices."""
    return LpVariable.dicts(name, indices, lowBound, upBound, cat, indexStart or [])


def _add_variable_dict(self, name, indices, lowBound=None, upBound=None, cat="Continuous"):
    """Variables of this problem in one dict, by the tuples of their indices."""
    return LpVariable.dict(name, indices, lowBound, upBound, cat)


def _add_variable_matrix(self, name, indices=None, lowBound=None, upBound=None, cat="Continuous", indexStart=None):
    """Variables of this problem in nested lists."""
    return LpVariable.matrix(name, indices, lowBound, upBound, cat, indexStart or [])


def _get_constraint_by_name(self, name):
    """The constraint of this name, or None."""
    constraint = self.constraints.get(name)
    return None if constraint is None else _named(constraint, name)


def _named(constraint, name):
    """In PuLP 4 a constraint knows the name that it was given for want of one."""
    if not constraint.name:
        constraint.name = name
    return constraint


_PROBLEM = {
    "add_variable": _add_variable,
    "add_variable_dicts": _add_variable_dicts,
    "add_variable_dict": _add_variable_dict,
    "add_variable_matrix": _add_variable_matrix,
    "get_constraint_by_name": _get_constraint_by_name,
    "bestBound": None,
}
_EXPRESSION = {
    "from_dict": classmethod(lambda cls, terms, constant=0.0, name=None: cls(terms, constant, name)),
    "from_list": classmethod(lambda cls, terms, constant=0.0, name=None: cls(terms, constant, name)),
    "from_variable": classmethod(lambda cls, variable, name=None: cls(variable, name=name)),
    "from_constant": classmethod(lambda cls, constant, name=None: cls(constant, name=name)),
    "empty": classmethod(lambda cls, name=None: cls(name=name)),
}


def _joins_its_problem(name):
    """In PuLP 4 a variable is in its problem from the start, used or not; 3.3 has the methods, but not this."""
    make = getattr(LpProblem, name)

    def member(self, *arguments, **named):
        made = make(self, *arguments, **named)
        _join(self, made)
        return made

    member.__name__, member.__doc__ = name, make.__doc__
    setattr(LpProblem, name, member)


def _join(problem, made):
    register = getattr(problem, "_register_variable", problem.addVariable)
    waiting = [made]
    while waiting:
        one = waiting.pop()
        if isinstance(one, LpVariable):
            register(one)
        else:
            waiting.extend(one.values() if isinstance(one, dict) else one)


def _from_dict_of_a_problem():
    """LpVariable.fromDict takes the problem first in PuLP 4."""
    make = LpVariable.fromDict

    def fromDict(cls, *arguments, **named):
        if arguments and isinstance(arguments[0], LpProblem):
            variable = make(**arguments[1], **named)
            _join(arguments[0], variable)
            return variable
        return make(*arguments, **named)

    LpVariable.fromDict = LpVariable.from_dict = classmethod(fromDict)


def _modules():
    """pulp.apis.coin of PuLP 4 and pulp.apis.coin_api of PuLP 2 and 3 are one; pulp.solvers is what PuLP 1 called it."""
    for ending in _ENDINGS:
        old, new = f"pulp.apis.{ending}_api", f"pulp.apis.{ending}"
        module = sys.modules.get(old) or sys.modules.get(new)
        if module is None:
            module = types.ModuleType(old)
            prefix = ending.upper()
            vars(module).update({name: kind for name, kind in vars(pulp.apis).items() if name.upper().startswith(prefix)})
        for name in (old, new):
            sys.modules.setdefault(name, module)
            setattr(pulp.apis, name.rpartition(".")[2], module)
    sys.modules.setdefault("pulp.solvers", pulp.apis)
    if not hasattr(pulp, "solvers"):
        pulp.solvers = pulp.apis
