from pulp import *

prob = LpProblem("broken", LpMinimize)
x = LpVariable("x", lowBound=0  # ! syntax-error 15
prob += x
