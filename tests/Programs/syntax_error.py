from pulp import *

prob = LpProblem("broken", LpMinimize)
x = LpVariable("x", lowBound=0
prob += x
