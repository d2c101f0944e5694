"""What to do about the classic mistakes: one table, asked from top to bottom."""

import difflib
import inspect
import re
import sys
import time

import pulp

from . import packages, session

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
REFUSED = "Do without it, or ask whoever runs the server: the settings are mipactors.packages.allowed-imports and refused-imports."
_OTHER_MODELLERS = {"gurobipy", "ortools", "pyomo", "cvxpy", "mip", "docplex", "cplex", "highspy", "pyscipopt", "xpress", "cvxopt"}


def for_exception(error, line):
    """A sentence that says what to do, or None. `line` is the line of the program where it happened."""
    text = str(error)
    if isinstance(error, TypeError) and re.search(r"\b(max|min|sorted|abs)\(", line) and "'Lp" in text:
        return LINEAR
    if isinstance(error, TypeError) and "'LpVariable' has no len" in text and "/" in line:
        return LINEAR
    if isinstance(error, SyntaxError) and re.match(r"\W*[A-Z][a-z]+[,:]? [a-z']+ [a-z']+", line):
        return "Send the program alone: words around it have to be comments (#)."
    if isinstance(error, KeyError) and re.search(r"\bdata\b", line):
        return _keys_of_data()
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
    near = difflib.get_close_matches(name, [known for known in dir(pulp) if known[:1].isupper() or known[:2] == "lp"], n=1, cutoff=0.8)
    if near:
        return f"PuLP has {near[0]}."
    return {"true": "Python writes True.", "false": "Python writes False.", "null": "Python writes None."}.get(name)


def missing_module(name):
    """What to do about a module that is not there."""
    name = name.split(".")[0]
    if name in _OTHER_MODELLERS:
        return f"{name} is not in the sandbox: write the model with PuLP; which solver takes it is chosen in the request."
    if packages.refuses(name):
        return REFUSED
    known = packages.of_pyodide(name)
    how = (
        f"its wheel ({known[1]}, of Pyodide's own distribution) into the folder of the setting mipactors.packages.wheels, or {known[0]!r} into mipactors.packages.fetch"
        if known else "a wheel of it, pure Python or compiled for Pyodide, into the folder of the setting mipactors.packages.wheels"
    )
    return (f"{name} is not in the sandbox: do without it, data come in as the variable `data`. Whoever runs the server can add it: {how}.")


def _keys_of_data():
    data = vars(sys.modules["__main__"]).get("data")
    return f"`data` has the keys {', '.join(map(repr, data))[:300] or 'none'}: what the program reads there is passed in the argument `data`." if isinstance(data, dict) else None


def _unexpected_argument(error, found):
    maker = getattr(pulp, found[1], None)
    takes = [name for name in inspect.signature(maker).parameters if not name.startswith("_")]
    near = {"lb": "lowBound", "ub": "upBound", "lower": "lowBound", "upper": "upBound", "vtype": "cat", "type": "cat", "domain": "cat", "category": "cat"}
    lowered = {name.lower().replace("_", ""): name for name in takes}
    meant = near.get(found[2]) or lowered.get(found[2].lower().replace("_", ""))
    meant = meant or next(iter(lowered[m] for m in difflib.get_close_matches(found[2].lower(), lowered, n=1, cutoff=0.5)), None)
    return (f"Did you mean {meant}? " if meant else "") + f"{found[1]} takes {', '.join(takes)}."


def _missing_attribute(error, _):
    if error.name in ("actualSolve", "available"):
        return "solve() takes a solver, not its name: prob.solve(PULP_CBC_CMD(msg=0)) or prob.solve(getSolver(\"HiGHS\")); or nothing."
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
    (TypeError, r"(LpVariable|LpProblem)[\w.]*\(\) got an unexpected keyword argument '(\w+)'", _unexpected_argument),
    (TypeError, "NoneType", _no_value),
    (ValueError, "there is no value|cannot convert float NaN", _no_value),
    (TypeError, "A False object cannot be passed", "Both sides of this constraint are plain numbers, and it does not hold."),
    (TypeError, "Can only add LpConstraint", "What is added to a problem is an objective (an expression) or a constraint (<=, >=, ==)."),
    (pulp.PulpError, "overlapping constraint names", "Two constraints have this name: give each its own, or none."),
    (pulp.PulpError, "The solver .* does not exist", "Leave the solver out: prob.solve() takes the one that the request asks for."),
    (MemoryError, "", "The sandbox's memory is used up: build the model from fewer, or smaller, pieces."),
    (FileNotFoundError, "", "The sandbox has none of the files of your machine: pass them in the argument `files` (name and text; on the command "
     "line --file), and open them by that name."),
    (OSError, "urlopen|[Hh]ost|[Nn]etwork|[Cc]onnection", "The sandbox has no network: pass the data in the argument `data` or `files`."),
    (OSError, "processes", "The sandbox starts no processes: the solver is called by prob.solve() alone."),
    (RuntimeError, "can't start new thread", "The sandbox has one thread: write it as a plain loop."),
    (EOFError, "", "There is no keyboard: put the values into the program, or pass them as `data`."),
]
