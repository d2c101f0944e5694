from pulp import *

prob = LpProblem("names", LpMinimize)
x = LpVariable.dicts("x", range(3), 0)
prob += lpSum(x), "cost"
for i in range(3):
    prob += x[i] >= i, "demand"  # ! same-name-in-loop 5
    prob += x[i] <= 9, f"capacity_{i}"
