# A knapsack of 20 binary variables, solved 100 times with another capacity: seconds of each solve, as the program sees it.

import json
from time import perf_counter
from pulp import *

weights = [41, 50, 49, 59, 55, 57, 60, 42, 47, 53, 44, 58, 46, 51, 39, 56, 45, 54, 48, 52]
values = [442, 525, 511, 593, 546, 564, 617, 405, 483, 541, 454, 589, 468, 530, 401, 570, 462, 557, 497, 538]
prob = LpProblem("knapsack", LpMaximize)
take = [LpVariable(f"take_{i}", cat="Binary") for i in range(len(weights))]
prob += lpSum(v * x for v, x in zip(values, take))
prob += lpSum(w * x for w, x in zip(weights, take)) <= 500, "capacity"

took = []
for step in range(100):
    prob.constraints["capacity"].changeRHS(300 + 5 * step)
    began = perf_counter()
    prob.solve()
    took.append(perf_counter() - began)
print(json.dumps(took))
