"""What PuLP's solvers do here: lift the problem, ask the host, assign the answer."""

import json
import math
import sys
from array import array

import pulp

from . import assigning, lifter, session, wire

# What a name of PuLP means on this side; the two of CBC are what everybody writes who wants no solver in particular.
_BACKENDS = {"highs": "highs", "highs_cmd": "highs", "scip": "scip", "scip_cmd": "scip", "scip_py": "scip", "fscip_cmd": "scip"}
_NOBODY_IN_PARTICULAR = {"pulp_cbc_cmd", "coin_cmd", "mipactors"}


# The JavaScript function that takes the bytes of a SolveCall and blocks: (failed, text or bytes). Set when the sandbox starts.
ask_host = None


class SolveRefused(pulp.PulpSolverError):
    """The host could not answer a solve; its text says why."""


class HostSolver(pulp.LpSolver):
    """The default solver of this sandbox: whatever the caller's options say."""

    name = "MIPACTORS"

    def available(self):
        """It always is."""
        return True


def actual_solve(self, lp, *_, **__):
    """Solve a well formulated lp problem"""
    current = session.current
    current.solving()
    lifted = lifter.lift(lp, mip=bool(self.mip))
    start = _mip_start(lifted.variables) if _argument(self, "warmStart", "mip_start", "mipStart") else array("d")
    call = b"".join((
        wire.text(json.dumps(_options(self, current), allow_nan=False)),
        wire.count(len(start)),
        start.tobytes(),
        lifted.payload,
    ))
    return assigning.assign(lp, lifted, wire.Solution(_ask(call)))


HostSolver.actualSolve = actual_solve
HostSolver.actualResolve = actual_solve


def _ask(call):
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    failed, answer = ask_host(call)
    if failed:
        raise SolveRefused(answer)
    return answer.to_bytes()


def _options(solver, current):
    """What the program gave to its solver, and on top what the caller asked for."""
    asked = {name: value for name, value in current.options.items() if value is not None}
    options = {}
    name = solver.name.lower()
    if name in _BACKENDS:
        options["solver"] = _BACKENDS[name]
    elif name not in _NOBODY_IN_PARTICULAR:
        current.warn(f"{solver.name} is not here; solved with {asked.get('solver', 'auto')}.")
    _put(options, "timeLimitSeconds", _argument(solver, "timeLimit", "maxSeconds"), lambda seconds: seconds > 0)
    _put(options, "relativeGap", _argument(solver, "gapRel", "epgap", "fracGap"), lambda gap: gap >= 0)
    _put(options, "absoluteGap", _argument(solver, "gapAbs"), lambda gap: gap >= 0)
    _put(options, "threads", _argument(solver, "threads"), lambda threads: threads >= 1, int)
    if solver.options:
        current.warn(f"The raw options {str(solver.options)[:200]} of {solver.name} are its own and were left out.")
    if asked.get("solver") == "auto":
        del asked["solver"]
    return {"solver": "auto", **options, **asked}


def _argument(solver, *names):
    """An argument by whichever of its names it was given under: PuLP keeps them in several places."""
    for name in names:
        for value in (getattr(solver, name, None), solver.optionsDict.get(name)):
            if value is not None:
                return value
    return None


def _put(options, name, value, allowed, convert=float):
    if value is None:
        return
    try:
        number = convert(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if math.isfinite(number) and allowed(number):
        options[name] = number
    elif number != math.inf:
        session.current.warn(f"The solver argument for {name} is {str(value)[:50]!r}, which makes no sense: left out.")


def _mip_start(variables):
    return array("d", [math.nan if variable.varValue is None else variable.varValue for variable in variables])
