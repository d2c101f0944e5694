from pulp import *

prob = LpProblem("nothing_to_improve", LpMinimize)  # ! no-objective 1
x = LpVariable("x", 0, 4)
prob += x >= 1, "at_least"
