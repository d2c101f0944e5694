from pulp import *

prob = LpProblem("strict", LpMaximize)
x = LpVariable("x", 0)
prob += x
prob += x < 5
