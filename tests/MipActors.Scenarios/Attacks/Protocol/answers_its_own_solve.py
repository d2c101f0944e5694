# Tries: to put its own values in the place of the solver's.
# Seen: mark
# Passes without a limit: no, what is shown is that it ends its own job alone
# Stopped: no-problem|sandbox-broken|exception

from mipactors_guest import solver


class Forged:
    @staticmethod
    def to_bytes():
        import struct

        head = struct.pack("<BBBBdBdqqd", 1, 0, 0, 1, 1e9, 0, 0.0, 0, 0, 0.0)
        return head + struct.pack("<BI1d", 1, 1, 1e9) + struct.pack("<BIBIIIII", 0, 0, 0, 0, 0, 0, 0, 0)


solver.ask_host = lambda call: (False, Forged)
from pulp import *

problem = LpProblem("forged", LpMaximize)
problem += LpVariable("x", 0, 1)
problem.solve(PULP_CBC_CMD(msg=0))
