# Tries: to let the model be too large for the server.
# Seen: mark
# Passes without a limit: yes
# Stopped: model-too-large

from pulp import *

problem = LpProblem("huge", LpMinimize)
problem += lpSum(LpVariable(f"x{i}", 0, 1) for i in range(12_000))
try:
    problem.solve(PULP_CBC_CMD(msg=0))
except PulpError as refusal:
    if "no solver" in str(refusal):
        print(data["mark"])
    raise
