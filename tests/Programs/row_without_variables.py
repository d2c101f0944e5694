from pulp import *

prob = LpProblem("empty_row", LpMinimize)
prob += LpVariable("x", 0, 3)
prob += lpSum([]) >= 1, "nothing_meets_demand"
