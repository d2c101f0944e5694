from pulp import *

prob = LpProblem("unbounded", LpMaximize)
x = LpVariable("x", 0)
y = LpVariable("y", 0)
prob += x + y
prob += x - y <= 1, "difference"
