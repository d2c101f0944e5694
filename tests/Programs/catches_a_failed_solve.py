from pulp import *

prob = LpProblem("caught", LpMinimize)
prob += LpVariable("x", 1)
try:
    prob.solve()
except PulpSolverError as error:
    print("caught:", error)
prob.solve()
