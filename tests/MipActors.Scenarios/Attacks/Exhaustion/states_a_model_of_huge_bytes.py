# Tries: to let the message with the model be too large.
# Seen: mark
# Passes without a limit: yes
# Stopped: limits.frame

from pulp import *

problem = LpProblem("huge", LpMinimize)
problem += lpSum(LpVariable("x" * 3000 + str(i), 0, 1) for i in range(1_500))
try:
    problem.solve(PULP_CBC_CMD(msg=0))
except PulpError as refusal:
    if "no solver" in str(refusal):
        print(data["mark"])
    raise
