# Tries: to keep a solver by ever new questions.
# Seen: mark
# Passes without a limit: yes
# Stopped: deadline|than the . s that the job had|s were over
# Timeout: 4

from pulp import *
import time

end = time.monotonic() + 10
while time.monotonic() < end:
    problem = LpProblem("again", LpMinimize)
    problem += LpVariable("x", 0, 1)
    try:
        problem.solve(PULP_CBC_CMD(msg=0))
    except PulpError:
        pass
print(data["mark"])
