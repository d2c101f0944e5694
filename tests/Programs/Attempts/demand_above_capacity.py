# says: infeasible | no point satisfies all constraints
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob += x + y >= 25, "demand"
