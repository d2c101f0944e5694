from pulp import *

prob = LpProblem("product", LpMaximize)
x = LpVariable("x", 0, 1)
y = LpVariable("y", 0, 1)
prob += x * y
