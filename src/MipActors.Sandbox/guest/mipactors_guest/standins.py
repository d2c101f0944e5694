"""Puts the host in the place of every solver that PuLP knows, and mends what an old PuLP lacks on a new Python."""

import functools
import inspect
import sys
import time

import pulp
import pulp.apis

from . import solver

# Solvers that PuLP 3.3 has and 2.6 has not, with the names that programs use for them.
_YOUNGER = (
    "HiGHS", "HiGHS_CMD", "SCIP_PY", "FSCIP_CMD", "XPRESS_CMD", "XPRESS_PY", "COPT", "COPT_CMD", "COPT_DLL", "CYLP",
    "SAS94", "SASCAS", "CUOPT", "CPSAT",
)
_ALIASES = {"SCIP": "SCIP_CMD", "FSCIP": "FSCIP_CMD", "CPLEX": "CPLEX_CMD", "GLPK": "GLPK_CMD", "COIN": "COIN_CMD", "CBC": "COIN_CMD"}


def install():
    """Every solver class of PuLP keeps its name and its arguments, and solves by asking the host."""
    for kind in _solver_classes():
        _stand_in(kind)
    for name in _YOUNGER:
        if not hasattr(pulp, name):
            kind = type(name, (pulp.LpSolver,), {"__doc__": f"{name}, as the PuLP of today has it.", "name": name})
            _stand_in(kind)
            _publish(name, kind)
            pulp.apis._all_solvers.append(kind)
    for alias, name in _ALIASES.items():
        if not hasattr(pulp, alias):
            _publish(alias, getattr(pulp, name))
    pulp.apis._all_solvers.append(solver.HostSolver)
    replace_everywhere("LpSolverDefault", solver.HostSolver())
    _mend()


def _solver_classes():
    bases = (pulp.LpSolver, pulp.LpSolver_CMD)
    found = set()
    for name, module in list(sys.modules.items()):
        if name.startswith("pulp.apis"):
            found.update(v for v in vars(module).values() if isinstance(v, type) and issubclass(v, bases) and v not in bases)
    return found


def _stand_in(kind):
    kind.actualSolve = solver.actual_solve
    kind.actualResolve = solver.actual_solve
    kind.available = solver.HostSolver.available
    _note_msg(kind)


def _note_msg(kind):
    """Whether the log was asked for in so many words: msg=True is every solver's default, and nobody means it by that."""
    make = kind.__init__
    place = list(inspect.signature(make).parameters).index("msg") if "msg" in inspect.signature(make).parameters else None

    @functools.wraps(make)
    def __init__(self, *arguments, **named):
        make(self, *arguments, **named)
        by_place = place is not None and len(arguments) >= place and bool(arguments[place - 1])
        self.msg_is_asked_for = bool(named.get("msg")) or by_place

    kind.__init__ = __init__


def _publish(name, value):
    setattr(pulp, name, value)
    setattr(pulp.apis, name, value)


def replace_everywhere(name, value):
    """PuLP's modules import names from each other, so that each holds its own."""
    for module in [module for path, module in sys.modules.items() if path.split(".")[0] == "pulp"]:
        if hasattr(module, name):
            setattr(module, name, value)


def _mend():
    from pulp.pulp import LpAffineExpression, LpElement

    # PuLP's clock asks a module `resource` that WebAssembly has not.
    replace_everywhere("clock", time.process_time)
    replace_everywhere("resource_clock", time.process_time)
    # PuLP 2.6 speaks Python 2 in two places; later ones do just this.

    if not hasattr(LpElement, "__truediv__"):
        LpElement.__truediv__ = lambda self, other: LpAffineExpression(self) / other
    LpElement.__bool__ = lambda self: True
    _copy_quickly(LpAffineExpression)


def _copy_quickly(kind):
    """`sum` of a long list copies the sum so far at each step; entry by entry, each asking its variable for its hash, that is slow."""
    make = kind.__init__

    @functools.wraps(make)
    def __init__(self, e=None, constant=0.0, name=None):
        if isinstance(e, kind):
            self.name = name
            self.constant = e.constant
            dict.update(self, e)
        else:
            make(self, e, constant, name)

    kind.__init__ = __init__
