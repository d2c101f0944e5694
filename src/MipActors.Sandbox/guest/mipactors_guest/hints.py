"""What to do about the classic mistakes: one table, asked from top to bottom."""

import difflib
import re
import sys
import time

import pulp

from . import session

LINEAR = (
    "PuLP's models are linear: a variable may be multiplied by numbers only. A product of two binaries x*y becomes a new binary z "
    "with z <= x, z <= y, z >= x + y - 1; abs and max become a new variable with constraints."
)
STRICT = "Solvers know no strict inequalities: write <= or >= (for whole numbers x < 5 is x <= 4)."
OTHER_TOOLS = {
    "optimize": "prob.solve()", "Optimize": "prob.solve()", "Solve": "prob.solve()", "run": "prob.solve()",
    "addConstr": "prob += expression <= number", "addConstrs": "prob += expression <= number, once each",
    "add_constraint": "prob += expression <= number", "Add": "prob += expression <= number",
    "addVar": "LpVariable(name, lowBound, upBound, cat)", "addVars": "LpVariable.dicts(name, indices)",
    "add_var": "LpVariable(name, lowBound, upBound, cat)", "add_variable": "LpVariable(name, lowBound, upBound, cat)",
    "Maximize": "LpProblem(name, LpMaximize) and prob += objective", "Minimize": "LpProblem(name, LpMinimize) and prob += objective",
    "objective_value": "value(prob.objective)", "ObjVal": "value(prob.objective)", "X": "variable.varValue",
}
_OTHER_MODELLERS = {"gurobipy", "ortools", "pyomo", "cvxpy", "mip", "docplex", "cplex", "highspy", "pyscipopt", "xpress", "cvxopt"}


def for_exception(error, line):
    """A sentence that says what to do, or None. `line` is the line of the program where it happened."""
    text = str(error)
    for kind, pattern, answer in _TABLE:
        if isinstance(error, kind):
            found = re.search(pattern, text)
            if found:
                hint = answer(error, found) if callable(answer) else answer
                if hint:
                    return hint
    return "The line begins with ```: send the program without Markdown fences." if line.lstrip().startswith("```") else None


def unknown_name(name):
    """What to do about a name that nothing defines, or None."""
    if name == "pulp" or name in sys.stdlib_module_names:
        return f"Write `import {name}` at the top."
    if hasattr(pulp, name):
        return f"{name} is PuLP's: write `from pulp import *` at the top, or pulp.{name} after `import pulp`."
    return {"true": "Python writes True.", "false": "Python writes False.", "null": "Python writes None."}.get(name)


def missing_module(name):
    """What to do about a module that is not there."""
    name = name.split(".")[0]
    if name in _OTHER_MODELLERS:
        return f"{name} is not in the sandbox: write the model with PuLP; which solver takes it is chosen in the request."
    return f"{name} is not in the sandbox: there are Python's standard library and PuLP. Data come in as the variable `data`."


def _missing_attribute(error, _):
    owner, name = getattr(error, "obj", None), getattr(error, "name", None) or ""
    if owner is time.time:
        return "`from pulp import *` brings a function `time` along: write `import time` after it."
    if not type(owner).__module__.startswith("pulp") and owner is not pulp:
        return None
    if name in OTHER_TOOLS:
        return f"In PuLP this is {OTHER_TOOLS[name]}."
    near = difflib.get_close_matches(name, [known for known in dir(owner) if not known.startswith("_")], n=1)
    return f"PuLP has {near[0]}." if near else None


def _no_value(*_):
    status = session.current.last_status
    if status is None:
        return "A variable has the value None until prob.solve() was called."
    if status != "Optimal":
        return f"The last solve ended with the status {status!r}: there are no values then. Look at LpStatus[prob.status] first."
    return "Variables outside of the solved problem have the value None."


_TABLE = [
    (ModuleNotFoundError, "", lambda error, _: missing_module(error.name or "")),
    (NameError, "is not defined", lambda error, _: unknown_name(error.name)),
    (AttributeError, "", _missing_attribute),
    (TypeError, r"'[<>]' not supported between instances of .*'Lp", STRICT),
    (TypeError, "Non-constant expressions cannot be multiplied|cannot be divided by", LINEAR),
    (TypeError, r"unsupported operand type\(s\) for (\*\*|/|//|%|\*).*'Lp", LINEAR),
    (TypeError, r"bad operand type for abs\(\): 'Lp|must be real number, not Lp", LINEAR),
    (TypeError, "NoneType", _no_value),
    (ValueError, "there is no value|cannot convert float NaN", _no_value),
    (TypeError, "A False object cannot be passed", "Both sides of this constraint are plain numbers, and it does not hold."),
    (TypeError, "Can only add LpConstraint", "What is added to a problem is an objective (an expression) or a constraint (<=, >=, ==)."),
    (pulp.PulpError, "overlapping constraint names", "Two constraints have this name: give each its own, or none."),
    (pulp.PulpError, "The solver .* does not exist", "Leave the solver out: prob.solve() takes the one that the request asks for."),
    (MemoryError, "", "The sandbox's memory is used up: build the model from fewer, or smaller, pieces."),
    (EOFError, "", "There is no keyboard: put the values into the program, or pass them as `data`."),
]
