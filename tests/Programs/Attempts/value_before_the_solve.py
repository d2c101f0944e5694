# says: line 8 | None until prob.solve() was called
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
print(x.varValue * 2)
