import pulp
from pulp import *

prob = LpProblem("solvers", LpMaximize)
prob += LpVariable("x", 0, 4)
prob.solve(GLPK(msg=0))  # ! deprecated 12
prob.solve(pulp.GUROBI_CMD(timeLimit=3))  # ! solver-not-here 12
prob.solve(PULP_CBC_CMD(msg=False))
prob.solve(pulp.getSolver("HiGHS"))
