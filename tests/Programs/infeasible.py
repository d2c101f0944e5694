from pulp import *

prob = LpProblem("infeasible", LpMinimize)
x = LpVariable("x", 0, 10, LpInteger)
y = LpVariable("y", 0, 10, LpInteger)
prob += x + y
prob += 2 * x + 2 * y == 7, "odd"
