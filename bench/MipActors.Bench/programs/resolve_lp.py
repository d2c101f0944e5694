# A transport problem of 8 plants and 12 customers, solved 100 times with another demand: seconds of each solve, as the program sees it.

import json
from time import perf_counter
from pulp import *

plants, customers = range(8), range(12)
ship = [[LpVariable(f"ship_{i}_{j}", 0) for j in customers] for i in plants]
prob = LpProblem("transport", LpMinimize)
prob += lpSum((3 + (5 * i + 7 * j) % 11) * ship[i][j] for i in plants for j in customers)
for i in plants:
    prob += lpSum(ship[i]) <= 60 + 5 * i, f"supply_{i}"
for j in customers:
    prob += lpSum(ship[i][j] for i in plants) >= 20 + j % 3, f"demand_{j}"

took = []
for step in range(100):
    prob.constraints[f"demand_{step % 12}"].changeRHS(18 + step % 9)
    began = perf_counter()
    prob.solve()
    took.append(perf_counter() - began)
print(json.dumps(took))
