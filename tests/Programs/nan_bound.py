from pulp import *

prob = LpProblem("nan", LpMinimize)
prob += LpVariable("x", 0, float("nan"))
