from pulp import *

prob = LpProblem("text", LpMinimize)
x = LpVariable("x", 0)
x.upBound = "ten"
prob += x
prob += x >= 1
prob.solve()
