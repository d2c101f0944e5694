from pulp import *

prob = LpProblem("nan", LpMinimize)
cost = data.get("cost", float("nan"))
prob += cost * LpVariable("x", 0, 10)
