from pulp import *

prob = LpProblem("between", LpMinimize)
x = LpVariable("x", lowBound=0.2, upBound=0.8, cat=LpInteger)
prob += x
prob += x >= 0, "row"
