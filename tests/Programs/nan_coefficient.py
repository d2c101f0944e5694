from pulp import *

prob = LpProblem("nan", LpMinimize)
x = LpVariable("x", 0, 10)
prob += x
prob += float("nan") * x >= 1, "broken_row"
