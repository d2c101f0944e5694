"""What PuLP's solvers do here: lift the problem, ask the host, assign the answer."""

import json
import math
import sys
import time
from array import array

import pulp

from . import arguments, assigning, lifter, session, stats, wire

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


def actual_solve(self, lp, *_, **named):
    """Solve a well formulated lp problem"""
    current = session.current
    current.solving(lp)
    began, cpu_began = time.time(), time.process_time()
    options, left_out = arguments.understood(self, named)
    if left_out:
        current.warn(f"Raw options of {self.name} that say nothing to the solvers here were left out: {', '.join(left_out)[:300]}.")
    log_path = arguments.argument(self, named, "logPath")
    wants_log = bool(log_path) or bool(named.get("msg", getattr(self, "msg_is_asked_for", False)))
    options["log"] = int(wants_log)
    mip = bool(named.get("mip", self.mip))
    lifted = lifter.lift(lp, mip=mip)
    merged = {**_merged(options, current), "duals": current.reads_duals}
    if wants_log and not log_path:
        merged["printsLog"] = True  # by the host, as it comes
    start = _mip_start(lifted.variables) if mip and arguments.argument(self, named, "warmStart", "mip_start", "mipStart") else array("d")
    call = b"".join((
        wire.text(json.dumps(merged, allow_nan=False)),
        wire.count(len(start)),
        start.tobytes(),
        *lifted.parts,
    ))
    solution = wire.Solution(_ask(call))
    if log_path:
        with open(log_path, "w", encoding="utf-8") as file:
            file.write(solution.log or f"{solution.solver} {solution.solver_version}: {solution.message}\n")
    status = assigning.assign(lp, lifted, solution)
    if arguments.is_replaced(self):
        by = "no solver was needed" if solution.solver == "none" else f"solved with {solution.solver}"
        current.warn(f"{self.name} is not here; {by}.")
    return stats.LpSolveStats(status, lp, lifted, solution, self, options, time.time() - began, time.process_time() - cpu_began)


HostSolver.actualSolve = actual_solve
HostSolver.actualResolve = actual_solve


def _ask(call):
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    failed, answer = ask_host(call)
    if failed:
        raise SolveRefused(answer)
    return answer.to_bytes()


def _merged(options, current):
    """What the program gave to its solver, and on top what the caller asked for."""
    asked = {name: value for name, value in current.options.items() if value is not None}
    if asked.get("solver") == "auto":
        del asked["solver"]
    if "solver" in asked and asked["solver"] != options.get("solver"):
        options = {name: value for name, value in options.items() if name != "parameters"}
    if not asked.get("log"):
        asked.pop("log", None)
    if not asked.get("parameters"):
        asked.pop("parameters", None)
    return {"solver": "auto", **options, **asked}


def _mip_start(variables):
    return array("d", [math.nan if variable.varValue is None else variable.varValue for variable in variables])
