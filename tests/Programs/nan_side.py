from pulp import *

prob = LpProblem("nan", LpMinimize)
x = LpVariable("x", 0, 10)
prob += x
prob += x >= float("nan"), "broken_side"
