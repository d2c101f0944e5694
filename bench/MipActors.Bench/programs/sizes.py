# A model of data["rows"] rows with ten entries each; what its MPS file and its lifting take, the making of it left out.

import json
import sys
from time import perf_counter

from js import performance  # its clock is the host's too
from pulp import *

rows, columns = data["rows"], data["columns"]
flow = [LpVariable(f"flow_{j}", 0, 100) for j in range(columns)]
prob = LpProblem("sizes", LpMinimize)
prob += LpAffineExpression([(x, 1 + j % 7) for j, x in enumerate(flow)])
for i in range(rows):
    row = [(flow[(7 * i + columns // 10 * k) % columns], 1.5 + (i + k) % 11) for k in range(10)]
    prob += LpConstraint(LpAffineExpression(row), LpConstraintGE, f"demand_{i}", 1 + i % 13)

began = perf_counter()
if data["mps"]:
    prob.writeMPS("sizes.mps")
wrote = perf_counter() - began
asked = performance.timeOrigin + performance.now()
prob.solve(PULP_CBC_CMD(msg=False, timeLimit=0.001))

# Only now: what is printed takes the same way out as the model.
if data["mps"]:
    with open("sizes.mps") as file:
        sys.stdout.write(file.read())
print(json.dumps({"wrote": wrote, "asked": asked}), file=sys.stderr)
