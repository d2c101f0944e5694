from pulp import *

prob = LpProblem("crossed", LpMinimize)
x = LpVariable("x", lowBound=5, upBound=3)
prob += x
prob += x >= 1, "row"
