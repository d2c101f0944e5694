"""Three columns, three rows, six entries."""
from pulp import *

prob = LpProblem("three_by_three", LpMinimize)
x = LpVariable.dicts("x", range(3), 0)
prob += lpSum(x)
for i in range(3):
    prob += x[i] + x[(i + 1) % 3] >= 1, f"row_{i}"
