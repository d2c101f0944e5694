# A knapsack of several dimensions, whose search takes some seconds.

import random
from pulp import *

random.seed(data["seed"])
items, dimensions = range(data["items"]), range(data["dimensions"])
weights = [[random.randint(5, 100) for _ in items] for _ in dimensions]
prob = LpProblem("dimensions", LpMaximize)
take = [LpVariable(f"take_{i}", cat="Binary") for i in items]
prob += lpSum((sum(weights[d][i] for d in dimensions) // len(dimensions) + random.randint(0, 50)) * take[i] for i in items)
for d in dimensions:
    prob += lpSum(weights[d][i] * take[i] for i in items) <= sum(weights[d]) // 2, f"room_{d}"
