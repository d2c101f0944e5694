"""A throw-away program: WebAssembly code is compiled when it first runs, in every process anew, so that a sandbox's second
program takes a fraction of the time of its first."""

import base64
import importlib.util
import json
import struct

from . import program, session, solver

_ITEMS = 12
_CODE = f"""
from pulp import *
items = range({_ITEMS})
prob = LpProblem("throw_away", LpMaximize)
take = LpVariable.dicts("take", items, cat="Binary")
prob += lpSum((item + 1) * take[item] for item in items)
for row in range(6):
    prob += lpSum((row + item % 5) * take[item] for item in items) <= 10 + row
prob.solve(PULP_CBC_CMD(msg=0))
print(f"{{LpStatus[prob.status]}} {{value(prob.objective):.2f}}", [take[item].varValue for item in items])
"""
_PROGRAM = json.dumps({"code": _CODE, "mode": "run", "data": {}, "options": {}})


def rehearsal():
    """JSON for the host: the program, and the Solution it gets, in base64."""
    return json.dumps({"program": _PROGRAM, "solution": base64.b64encode(_solution()).decode()})


def run():
    """Runs it without a host, and leaves nothing of it: what a snapshot then holds are Python's specialised instructions."""
    # The folders and archives that imports look into are read at the first one that finds nothing.
    importlib.util.find_spec("mipactors_nothing")
    host, solver.ask_host = solver.ask_host, lambda call: (False, _Answer)
    try:
        ended = json.loads(program.run(_PROGRAM))
    finally:
        solver.ask_host = host
        session.begin()
    if ended["outcome"] != "completed" or ended["solves"] != 1:
        raise RuntimeError(f"the sandbox does not work: {ended}")


class _Answer:
    """The Solution as the bytes that come from JavaScript."""

    @staticmethod
    def to_bytes():
        return _solution()


def _solution():
    """The payload of a Solved frame: no log, and a Solution with every column at 0."""
    head = struct.pack("<BBBBdBdqqd", 2, 0, 0, 1, 0.0, 0, 0.0, 0, 0, 0.0)
    values = struct.pack(f"<BI{_ITEMS}d", 1, _ITEMS, *[0.0] * _ITEMS)
    return struct.pack("<I", 0) + head + values + struct.pack("<BIBIIIII", 0, 0, 0, 0, 0, 0, 0, 0)
