# says: GUROBI is not here; solved with highs
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob += x + 2 * y <= 8
prob.solve(GUROBI(msg=0))
