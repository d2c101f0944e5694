from pulp import *

prob = LpProblem("missing", LpMinimize)
x = LpVariable("x", 0, 1)
prob += x
prob.solve()
print(f"{x.varValue:.2f}")
