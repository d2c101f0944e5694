"""Mistakes in modelling with PuLP that can be seen without running the program: one small check each."""

import ast
import builtins
import difflib
import inspect

import pulp

from . import hints
from .kinds import CONSTRAINT, LINEAR, OTHER, PROBLEM, STATUS, UNKNOWN

_OLD = {"GLPK": "GLPK_CMD", "CPLEX": "CPLEX_CMD", "COIN": "COIN_CMD", "XPRESS": "XPRESS_CMD", "COINMP_DLL": "PULP_CBC_CMD"}
_TAKEN_AS_MEANT = {"PULP_CBC_CMD", "COIN_CMD", "CBC", "HiGHS", "HiGHS_CMD", "SCIP", "SCIP_CMD", "SCIP_PY", "FSCIP", "FSCIP_CMD"}
_NOT_LINEAR = {"abs", "max", "min", "round", "pow", "float", "int"}
_CATEGORIES = ("Continuous", "Integer", "Binary")
_MEMBERS = frozenset(dir(pulp.LpProblem("members")))
_ANY_NAME = {"exec", "eval", "globals", "locals", "vars", "setattr", "__import__"}


def check(tree, kinds, imports, report):
    """Reports every mistake that one of the checks below knows."""
    called = {node.func for node in kinds.nodes if isinstance(node, ast.Call)}
    for node in kinds.nodes:
        match node:
            case ast.Compare():
                _comparison(node, kinds, report)
            case ast.BoolOp():
                _logic(node, kinds, report)
            case ast.UnaryOp(op=ast.Not()) if kinds.of(node.operand) == CONSTRAINT:
                report.error(node, "logic-between-constraints", "`not` before a constraint does not turn it around.", "Write the constraint that is meant.")
            case ast.If() | ast.While() | ast.IfExp() | ast.Assert():
                _condition(node.test, kinds, report)
            case ast.comprehension():
                for test in node.ifs:
                    _condition(test, kinds, report)
            case ast.BinOp():
                _product(node, kinds, report)
            case ast.Attribute() if node not in called:
                _not_called(node, kinds, report)
            case ast.Call():
                _call(node, kinds, report)
            case ast.Expr() if kinds.of(node.value) == CONSTRAINT:
                report.warning(node, "constraint-not-added", "This constraint is made and thrown away.", "Add it: `prob += …`.")
            case ast.For() | ast.While():
                _names_in_loop(node, kinds, report)
        if isinstance(node, ast.Attribute):
            _attribute(node, kinds, report)
        if isinstance(node, (ast.Attribute, ast.Name)):
            _solver(node, kinds, report)
    _problem(tree, kinds, report)
    _objective(kinds, report)
    _unknown_names(kinds, imports, report)


def _comparison(node, kinds, report):
    sides = (node.left, *node.comparators)
    pairs = list(zip(sides, node.ops, sides[1:]))
    linear = any(kinds.of(side) == LINEAR for side in sides)
    if linear and len(node.ops) > 1:
        report.error(node, "chained-comparison", "Of a chain like a <= x <= b Python keeps the last part alone: the first bound is lost.",
                     "Write two constraints, or give the variable its bounds (lowBound, upBound).")
        return
    for left, op, right in pairs:
        if linear and isinstance(op, (ast.Lt, ast.Gt)):
            report.error(node, "strict-inequality", "Strict inequalities between variables can not be solved.", hints.STRICT)
        elif linear and isinstance(op, ast.NotEq):
            report.error(node, "not-equal", "`!=` makes no constraint: PuLP has <=, >= and == alone.",
                         "Write the two cases with a binary variable: x <= a - 1 + M*b and x >= a + 1 - M*(1 - b).")
        elif isinstance(op, (ast.Eq, ast.NotEq)):
            for status, text in ((left, right), (right, left)):
                if _is_status(status, kinds) and isinstance(text, ast.Constant) and isinstance(text.value, str):
                    report.warning(node, "status-is-a-number", f"The status is a number and never equal to {text.value!r}.",
                                   f"Compare LpStatus[prob.status] with the text, or prob.status with LpStatus{text.value.replace(' ', '')}.")


def _is_status(node, kinds):
    # Of an object that may be a problem it is PuLP's status, unless the program has one of its own.
    return kinds.of(node) == STATUS or (
        isinstance(node, ast.Attribute) and node.attr == "status" and kinds.of(node.value) == UNKNOWN and "status" not in kinds.own_names
    )


def _logic(node, kinds, report):
    if any(kinds.of(part) == CONSTRAINT for part in node.values):
        if isinstance(node.op, ast.And):
            report.error(node, "logic-between-constraints", "`and` between constraints keeps the last one alone.", "Add each with its own `prob += …`.")
        else:
            report.error(node, "logic-between-constraints", "`or` between constraints keeps the first one alone.",
                         "A choice needs a binary variable: a <= b + M*y and c <= d + M*(1 - y).")


def _condition(test, kinds, report):
    if kinds.of(test) in (CONSTRAINT, LINEAR):
        report.error(test, "variable-in-condition", "While the model is built a variable has no value: this condition is always true.",
                     "Model the condition with a binary variable and constraints; after a solve ask x.varValue.")


def _product(node, kinds, report):
    left, right = kinds.of(node.left), kinds.of(node.right)
    match node.op:
        case ast.Mult() if left == right == LINEAR:
            report.error(node, "nonlinear", "A product of two variables is not linear.", hints.LINEAR)
        case ast.Div() | ast.FloorDiv() | ast.Mod() if right == LINEAR:
            report.error(node, "nonlinear", "A division by a variable is not linear.", hints.LINEAR)
        case ast.Pow() if LINEAR in (left, right):
            report.error(node, "nonlinear", "A power of a variable is not linear.", hints.LINEAR)


def _not_called(node, kinds, report):
    owner = kinds.of(node.value)
    if node.attr == "solve" and isinstance(node.ctx, ast.Load) and owner == PROBLEM:
        report.error(node, "not-called", "`solve` without parentheses does nothing.", "Write prob.solve().")
    elif node.attr == "value" and isinstance(node.ctx, ast.Load) and owner == LINEAR:
        report.error(node, "not-called", "`value` without parentheses is the method, not the number.", "Write x.value(), or x.varValue for a variable.")


def _call(node, kinds, report):
    known = kinds.pulp_name(node.func)
    if known in ("LpVariable", "LpProblem", "LpVariable.dicts", "LpVariable.dict", "LpVariable.matrix"):
        _arguments(known, node, report)
    if isinstance(node.func, ast.Attribute):
        if node.func.attr == "varValue":
            report.error(node, "number-called", "varValue is a number, not a method.", "Write x.varValue, or x.value().")
    name = node.func.id if isinstance(node.func, ast.Name) else (kinds.dotted(node.func) or "")
    if name in _NOT_LINEAR or name.startswith("math."):
        first = kinds.of(node.args[0]) if node.args else OTHER
        many = name in ("max", "min") and first in (("list", LINEAR), ("dict", LINEAR))
        if many or any(kinds.of(argument) == LINEAR for argument in node.args):
            report.error(node, "nonlinear", f"{name}() of a variable is not linear.", hints.LINEAR)


def _arguments(known, node, report):
    maker = getattr(pulp, known.split(".")[0])
    maker = getattr(maker, known.split(".")[1]) if "." in known else maker
    allowed = list(inspect.signature(maker).parameters)
    for keyword in node.keywords:
        if keyword.arg is not None and keyword.arg not in allowed:
            near = difflib.get_close_matches(keyword.arg.lower(), [name.lower() for name in allowed], n=1, cutoff=0.5)
            meant = next((name for name in allowed if near and name.lower() == near[0]), None)
            report.error(keyword, "unknown-argument", f"{known} has no argument {keyword.arg}.",
                         (f"Did you mean {meant}? " if meant else "") + f"It takes {', '.join(allowed)}.")
        elif keyword.arg == "cat" and isinstance(keyword.value, ast.Constant) and keyword.value.value not in _CATEGORIES:
            report.error(keyword.value, "unknown-category", f"PuLP knows no category {keyword.value.value!r} and takes the variable as continuous.",
                         f"It takes {', '.join(map(repr, _CATEGORIES))}.")


def _names_in_loop(loop, kinds, report):
    inside = [node for statement in loop.body for node in ast.walk(statement)]
    if any(isinstance(node, ast.Call) and kinds.pulp_name(node.func) == "LpProblem" for node in inside):
        return
    for node in inside:
        match node:
            case ast.AugAssign(target=target, value=ast.Tuple(elts=[added, ast.Constant(value=str(name))])) if kinds.of(target) == PROBLEM:
                if kinds.of(added) == CONSTRAINT:
                    report.warning(node, "same-name-in-loop", f"Each turn of the loop adds a constraint of the name {name!r}; PuLP refuses the second.",
                                   "Put the index into the name: f\"" + name + "_{i}\".")


def _attribute(node, kinds, report):
    if kinds.of(node.value) != PROBLEM or not isinstance(node.ctx, ast.Load) or node.attr in _MEMBERS | kinds.set_attributes:
        return
    near = difflib.get_close_matches(node.attr, [name for name in _MEMBERS if not name.startswith("_")], n=1)
    hint = f"In PuLP this is {hints.OTHER_TOOLS[node.attr]}." if node.attr in hints.OTHER_TOOLS else f"Did you mean {near[0]}?" if near else None
    report.error(node, "unknown-in-pulp", f"An LpProblem of PuLP {pulp.VERSION} has no {node.attr}.", hint)


def _solver(node, kinds, report):
    name = kinds.pulp_name(node)
    if name in _OLD:
        report.warning(node, "deprecated", f"{name} is of an old PuLP; today it is {_OLD[name]}.", "Leave the solver out: the request chooses it.")
    elif name and name not in _TAKEN_AS_MEANT and _is_solver(name):
        report.warning(node, "solver-not-here", f"{name} is not here: another solver answers.", "Leave it out, or name the solver in the request: scip or highs.")


def _is_solver(name):
    found = getattr(pulp, name, None) if "." not in name else None
    return isinstance(found, type) and issubclass(found, pulp.LpSolver) and found not in (pulp.LpSolver, pulp.LpSolver_CMD)


def _problem(tree, kinds, report):
    makes = [node for node in kinds.nodes if isinstance(node, ast.Call) and (kinds.pulp_name(node.func) or "").startswith("LpProblem")]
    if not makes:
        report.error(None, "no-problem", "The program defines no LpProblem.",
                     "Create one with `prob = LpProblem(\"name\", LpMinimize)`, add the objective and the constraints with `prob += …`.")
        return
    functions = {}
    for statement in tree.body:
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
            functions.update((inner, statement.name) for inner in ast.walk(statement) if isinstance(inner, ast.Call))
    loaded = {node.id for node in kinds.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    if all(node in functions and functions[node] not in loaded for node in makes):
        name = functions[makes[0]]
        report.error(makes[0], "no-problem", f"The LpProblem is made in {name}, which nothing calls.", f"Call it at the end of the program: {name}(…).")


def _objective(kinds, report):
    made = [node for node in kinds.nodes if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            and kinds.pulp_name(node.value.func) == "LpProblem" and isinstance(node.targets[0], ast.Name)]
    if made and not any(_may_set_objective(node, kinds) for node in kinds.nodes):
        report.warning(made[0], "no-objective", "No objective is added to the problem: any point that satisfies the constraints is an answer.",
                       "If one is meant: `prob += expression` without a comparison.")


def _may_set_objective(node, kinds):
    match node:
        case ast.AugAssign(target=target, value=value):
            added = kinds.of(value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value)
            # Of a number added to a problem PuLP makes the objective; to something else it says nothing.
            return added != CONSTRAINT if kinds.of(target) == PROBLEM else added not in (CONSTRAINT, OTHER) and kinds.of(target) != LINEAR
        case ast.Attribute(attr="setObjective" | "objective" | "sequentialSolve"):
            return True
    return False


def _unknown_names(kinds, imports, report):
    if imports.unknown_star:
        return
    known = set(dir(builtins)) | set(imports.names) | {"data", "__file__", "__name__", "__doc__", "__builtins__"} | imports.own_names
    used = [node for node in kinds.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    if any(node.id in _ANY_NAME for node in used):
        return
    told = set()
    for node in used:
        if node.id not in known and node.id not in told:
            told.add(node.id)
            near = difflib.get_close_matches(node.id, [name for name in known if not name.startswith("_")], n=1, cutoff=0.75)
            hint = hints.unknown_name(node.id) or (f"Did you mean {near[0]}?" if near else None)
            report.error(node, "unknown-name", f"The name {node.id} is not defined.", hint)
