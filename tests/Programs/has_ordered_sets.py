from pulp import *

prob = LpProblem("sos", LpMinimize)
x = LpVariable("x", 0, 1)
y = LpVariable("y", 0, 1)
prob += x + y
prob.sos1[1] = {x: 1, y: 2}
prob.solve()
