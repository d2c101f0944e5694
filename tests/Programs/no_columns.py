from pulp import *

prob = LpProblem("no_columns", LpMinimize)
prob += 7
