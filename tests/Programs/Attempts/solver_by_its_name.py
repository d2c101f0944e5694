# says: line 8 | solve() takes a solver, not its name
from pulp import *

prob = LpProblem("attempt", LpMaximize)
x = LpVariable("x", 0, 10)
y = LpVariable("y", 0, 10)
prob += x + y
prob.solve("gurobi")
