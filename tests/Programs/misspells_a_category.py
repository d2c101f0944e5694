from pulp import *

prob = LpProblem("category", LpMinimize)
x = LpVariable("x", 0, 9)
x.cat = "integer"
y = LpVariable("y", -3, 9)
y.cat = "Binary"
prob += x + y
