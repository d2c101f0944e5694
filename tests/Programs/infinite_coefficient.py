from pulp import *

prob = LpProblem("infinite", LpMinimize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", cat="Binary")
prob += x
prob += x - float("inf") * y <= 1, "big_m"
